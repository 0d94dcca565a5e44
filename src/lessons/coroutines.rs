//! Coroutines: a generator that produces, a coroutine that also consumes, and an event loop made of nothing else.

mod filter;

pub use filter::{PrefixFilter, Print, Raised, State};

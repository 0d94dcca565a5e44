//! The lessons: one file each, and the registry the page walks.

mod coroutines;
mod deferring;
mod event_loop;
mod exhibition;
mod feeds;
mod lesson;
mod pitfalls;
mod processes;
mod registry;

pub use coroutines::{Coroutines, PrefixFilter, Print, Raised, State};
pub use deferring::{Deferring, order};
pub use event_loop::EventLoop;
pub use exhibition::Exhibition;
pub use lesson::{Explanation, Honesty, Lesson, Listing, Meta, Try, Variant, Words};
pub use pitfalls::Pitfalls;
pub use processes::Processes;
pub use registry::{Entry, LESSONS, pages};

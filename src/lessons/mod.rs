//! The lessons: one file each, and the registry the page walks.

mod coroutines;
mod costs;
mod deferring;
mod event_loop;
mod exhibition;
mod feeds;
pub mod job_queue;
mod json;
mod lesson;
mod list;
mod nest;
mod pitfalls;
mod processes;
mod puzzle;
mod registry;

pub use coroutines::{Coroutines, PrefixFilter, Print, Raised, State};
pub use costs::{Cost, Costs};
pub use deferring::{Deferring, order};
pub use event_loop::EventLoop;
pub use exhibition::Exhibition;
pub use lesson::{Explanation, Honesty, Lesson, Listing, Meta, Try, Variant, Words};
pub use list::{Item, List};
pub use nest::Nest;
pub use pitfalls::Pitfalls;
pub use processes::Processes;
pub use puzzle::{Game, Puzzle, Way};
pub use registry::{Entry, LESSONS, Line, entries, pages};

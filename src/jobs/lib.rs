//! What workers can be asked to do. The page and its workers are programs of their own and share this: jobs are data,
//! and what a job does is a function of that data and of the memory of whoever does it.
//!
//! Knows nobody: no clock, no browser, no page.
#![deny(missing_docs)]
#![forbid(unsafe_code)]

mod compute;
mod job;
mod memory;
mod script;

pub use compute::compute;
pub use job::Job;
pub use memory::{Memory, Role};
pub use script::{Script, Step};

/// What the page and its workers must have in common: the version, and a hash of everything in here.
pub const BUILD: &str = env!("SIMUL_BUILD");

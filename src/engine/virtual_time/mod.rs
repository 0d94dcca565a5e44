//! The runtime on the virtual clock: time jumps from deadline to deadline, so a day takes microseconds.
//!
//! Deterministic: the same program, machine and seed give the same run, event for event.

mod answers;
mod cores;
mod crew;
mod machine;
mod report;
mod run;
mod workers;

pub use crew::Crew;
pub use machine::{Machine, Requests, Samples, in_order};
pub use report::{Ended, Report};
pub use run::VirtualRun;

/// How many events a prediction may take before it is given up: some seconds on a slow machine.
pub const EVENT_BUDGET: u64 = 50_000_000;

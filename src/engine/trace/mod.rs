//! Events of a run, and what can be read from them. Knows nobody: no clock, no runtime, no page.
//!
//! A run writes into a [`Collector`] and nothing reads it until the run has ended, but for a few
//! running totals. Everything the page shows of a run is computed from the [`Trace`] it leaves.

mod account;
mod breakdown;
pub mod chart;
mod collector;
mod event;
pub mod inside;
mod lanes;
pub mod lints;
mod names;
mod standstill;

pub use account::Account;
pub use breakdown::Breakdown;
pub use collector::Collector;
pub use event::{Cause, Event, Kind, ResourceId, TaskId, Wait};
pub use lanes::{Lane, Slice, State, lanes};
pub use standstill::{Standstill, Stuck, standstill};

use std::time::Duration;

/// A task as the listing knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskInfo {
    /// The name it was spawned under.
    pub name: String,
    /// Who spawned it; the root has none.
    pub parent: Option<TaskId>,
    /// The line of the listing that spawned it.
    pub line: u32,
    /// Whether it runs on a thread of its own, as workers do, and not on the loop's.
    pub apart: bool,
}

/// A line that a task printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Printed {
    /// When, in nanoseconds of lesson time since the run began.
    pub at_ns: u64,
    /// Who printed it.
    pub task: TaskId,
    /// The text, without a line end.
    pub text: String,
    /// The line of the listing that printed it.
    pub line: u32,
}

/// The shortest wait for a deadline or work of a trace, of those that take any time.
pub fn shortest(trace: &Trace) -> Option<Duration> {
    let length = |event: &Event| match event.kind {
        Kind::Waits { on: Wait::Timer { due_ns }, .. } => Some(due_ns - event.at_ns.min(due_ns)),
        Kind::WorkBegan { until_ns, .. } => Some(until_ns - event.at_ns.min(until_ns)),
        _ => None,
    };
    trace.events.iter().filter_map(length).filter(|nanos| *nanos > 0).min().map(Duration::from_nanos)
}

/// All that is known of a run.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Trace {
    /// What happened, in order of time.
    pub events: Vec<Event>,
    /// How many events came after the collector was full.
    pub left_out: u64,
    /// The tasks, by [`TaskId`].
    pub tasks: Vec<TaskInfo>,
    /// The names of locks, semaphores, channels, shared values and coroutines, and the addresses of requests, by
    /// [`ResourceId`].
    pub resources: Vec<String>,
    /// What was printed, in order.
    pub output: Vec<Printed>,
    /// Where the time of the loop went; complete even where events were left out.
    pub account: Account,
    /// When the last event was, in nanoseconds of lesson time.
    pub ended_ns: u64,
}

impl Trace {
    /// Up to when it is known what happened, in nanoseconds of lesson time: to the end, or to the last event
    /// that was kept.
    pub fn known_ns(&self) -> u64 {
        match self.events.last() {
            Some(last) if self.left_out > 0 => last.at_ns,
            _ => self.ended_ns,
        }
    }
}

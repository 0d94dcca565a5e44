//! What is inside an event loop at a moment: who runs, the ready queue, the timers, every task, every future.
//!
//! One reading of the events serves both: while a run is under way its collector takes the new ones in now and then;
//! and when it is over the trace is taken up to any moment.

mod follow;
mod futures;
mod snapshot;

pub use snapshot::{Line, List, MOST, Sign, Snapshot};

use super::{Event, Kind, Trace};
use follow::Follow;

/// Follows a run from its first event on, as far as it is told.
#[derive(Debug, Default)]
pub(super) struct Inside {
    follow: Follow,
    /// How many events it has taken in.
    taken: usize,
}

impl Inside {
    /// Takes in the events it has not seen yet, and says what is inside the loop now.
    pub fn look(&mut self, trace: &Trace, at_ns: u64) -> Snapshot {
        self.follow.take_all(trace, &trace.events[self.taken..]);
        self.taken = trace.events.len();
        self.follow.snapshot(trace, at_ns)
    }
}

/// A moment of a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Moment {
    /// When it is, in nanoseconds of lesson time.
    pub at_ns: u64,
    /// How many of the run's events had happened: clocks have steps, and many happen in one.
    pub events: usize,
}

/// What was inside the loop at a moment.
pub fn at(trace: &Trace, moment: Moment) -> Snapshot {
    let mut follow = Follow::default();
    follow.take_all(trace, &trace.events[..moment.events.min(trace.events.len())]);
    follow.snapshot(trace, moment.at_ns)
}

impl Moment {
    /// The moment at a time, in nanoseconds of lesson time, when all of that time's events had happened.
    pub fn new(trace: &Trace, at_ns: u64) -> Self {
        Self { at_ns, events: trace.events.partition_point(|event| event.at_ns <= at_ns) }
    }

    /// The next moment at which something changes inside the loop; or the one before.
    pub fn step(self, trace: &Trace, forward: bool) -> Self {
        let is_silent = |kind| matches!(kind, Kind::Spawned | Kind::Waits { .. } | Kind::Printed);
        let is_seen = |event: &Event| !is_silent(event.kind) && !trace.is_apart(event.task);
        let all = &trace.events;
        let last = if forward {
            (self.events..all.len()).find(|place| is_seen(&all[*place]))
        } else {
            (0..self.events.min(all.len()).saturating_sub(1)).rev().find(|place| is_seen(&all[*place]))
        };
        match last {
            Some(last) => Self { at_ns: all[last].at_ns, events: last + 1 },
            None if forward => Self { at_ns: trace.known_ns(), events: all.len() },
            None => Self::default(),
        }
    }
}

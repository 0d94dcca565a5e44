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
        for event in &trace.events[self.taken..] {
            self.follow.take(event);
        }
        self.taken = trace.events.len();
        self.follow.snapshot(trace, at_ns)
    }
}

/// What was inside the loop when so many of a run's events had happened.
pub fn after(trace: &Trace, events: usize) -> Snapshot {
    let mut follow = Follow::default();
    let events = &trace.events[..events.min(trace.events.len())];
    events.iter().for_each(|event| follow.take(event));
    follow.snapshot(trace, events.last().map_or(0, |last| last.at_ns))
}

/// How many of a run's events had happened at a moment, in nanoseconds of lesson time.
pub fn events_until(trace: &Trace, at_ns: u64) -> usize {
    trace.events.partition_point(|event| event.at_ns <= at_ns)
}

/// From so many events on to the next that can be seen inside the loop, or back to the one before.
pub fn step(trace: &Trace, events: usize, forward: bool) -> usize {
    let is_seen = |event: &Event| !matches!(event.kind, Kind::Spawned | Kind::Waits { .. } | Kind::Printed);
    let events = events.min(trace.events.len());
    if forward {
        let next = trace.events[events..].iter().position(is_seen);
        next.map_or(trace.events.len(), |next| events + next + 1)
    } else {
        let before = &trace.events[..events.saturating_sub(1)];
        before.iter().rposition(is_seen).map_or(0, |before| before + 1)
    }
}

//! The one reader of events while a run is under way.

use super::inside::{Inside, Snapshot};
use super::{Event, Kind, Printed, TaskId, TaskInfo, Trace};

/// Takes what a run emits, in memory that is bounded.
#[derive(Debug, Default)]
pub struct Collector {
    trace: Trace,
    capacity: usize,
    /// How many of the kept events the account has; it is summed after the run, which pays for nothing it can put off.
    accounted: usize,
    /// What happened on other threads, in the order of time. It is put among the others after the run.
    apart: Vec<Event>,
    /// What is inside the loop, as of when somebody asked last.
    inside: Inside,
}

impl Collector {
    /// A collector that keeps at most `capacity` events, and counts the rest.
    pub fn new(capacity: usize) -> Self {
        Self { capacity, ..Self::default() }
    }

    /// Takes one event.
    pub fn push(&mut self, at_ns: u64, task: TaskId, kind: Kind) {
        let event = Event { at_ns, task, kind };
        self.trace.ended_ns = at_ns;
        if self.trace.events.len() < self.capacity {
            self.trace.events.push(event);
        } else {
            self.leave_out(&event);
        }
    }

    #[cold]
    fn leave_out(&mut self, event: &Event) {
        self.sum_up();
        self.trace.account.add(event);
        self.trace.left_out += 1;
    }

    fn sum_up(&mut self) {
        for event in &self.trace.events[self.accounted..] {
            self.trace.account.add(event);
        }
        self.accounted = self.trace.events.len();
    }

    /// Takes a new task, which must be the next in number.
    pub fn task(&mut self, at_ns: u64, id: TaskId, info: TaskInfo) {
        debug_assert_eq!(id.0 as usize, self.trace.tasks.len());
        self.trace.tasks.push(info);
        self.push(at_ns, id, Kind::Spawned);
    }

    /// Takes something that happened on another thread, at a time that may have passed. It is none of the loop's affair,
    /// and not in its account.
    pub fn push_apart(&mut self, at_ns: u64, task: TaskId, kind: Kind) {
        if self.apart.len() < self.capacity {
            // It is heard of in almost that order.
            let place = self.apart.partition_point(|event| event.at_ns <= at_ns);
            self.apart.insert(place, Event { at_ns, task, kind });
        } else {
            self.trace.left_out += 1;
        }
    }

    /// Takes a line that was printed on another thread.
    pub fn print_apart(&mut self, printed: Printed) {
        self.push_apart(printed.at_ns, printed.task, Kind::Printed);
        self.trace.output.push(printed);
    }

    /// Takes the name of the next lock, semaphore or channel.
    pub fn resource(&mut self, name: &str) {
        self.trace.resources.push(name.to_owned());
    }

    /// Takes a printed line.
    pub fn print(&mut self, printed: Printed) {
        self.push(printed.at_ns, printed.task, Kind::Printed);
        self.trace.output.push(printed);
    }

    /// The lines printed after the first `seen`, for a page that shows them as they come.
    pub fn output_after(&self, seen: usize) -> &[Printed] {
        self.trace.output.get(seen..).unwrap_or_default()
    }

    /// What is inside the loop at this moment, as far as events are kept. It takes in those that came since it was asked
    /// last, so that to ask now and then costs next to nothing.
    pub fn inside(&mut self, at_ns: u64) -> Snapshot {
        self.inside.look(&self.trace, at_ns)
    }

    /// Ends collecting.
    pub fn finish(mut self) -> Trace {
        self.sum_up();
        if !self.apart.is_empty() {
            self.trace.events = in_one(&self.trace.events, &self.apart);
        }
        self.trace
    }
}

/// Makes one list of two that are in the order of time; of what happened at the same time, the first list's comes first.
fn in_one(mut first: &[Event], mut second: &[Event]) -> Vec<Event> {
    let mut all = Vec::with_capacity(first.len() + second.len());
    while let [next, rest @ ..] = second {
        let before = first.partition_point(|event| event.at_ns <= next.at_ns);
        all.extend_from_slice(&first[..before]);
        all.push(*next);
        (first, second) = (&first[before..], rest);
    }
    all.extend_from_slice(first);
    all
}

//! The one reader of events while a run is under way.

use super::{Event, Kind, Printed, TaskId, TaskInfo, Trace};

/// Takes what a run emits, in memory that is bounded.
#[derive(Debug, Default)]
pub struct Collector {
    trace: Trace,
    capacity: usize,
    /// How many of the kept events the account has; it is summed after the run, which pays for nothing it can put off.
    accounted: usize,
    /// What happened on other threads, in the order it was heard of. It is put in its place after the run.
    apart: Vec<Event>,
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
            self.apart.push(Event { at_ns, task, kind });
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

    /// Ends collecting.
    pub fn finish(mut self) -> Trace {
        self.sum_up();
        if !self.apart.is_empty() {
            self.trace.events.append(&mut self.apart);
            // Stable: what happened at the same time stays in the order it was heard of.
            self.trace.events.sort_by_key(|event| event.at_ns);
        }
        self.trace
    }
}

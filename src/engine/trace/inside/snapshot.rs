//! What is inside a loop at a moment, as plain lines.

use super::follow::{Follow, Task};
use crate::trace::chart::moment;
use crate::trace::{Kind, State, TaskId, Trace, Wait};

/// More lines than this of one kind nobody reads.
pub const MOST: usize = 12;

/// Moments are said to the millisecond.
const STEP_NS: u64 = 1_000_000;

/// What is inside a loop at a moment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snapshot {
    /// The moment, in nanoseconds of lesson time.
    pub at_ns: u64,
    /// Who runs; none where the loop waits.
    pub running: List,
    /// Who can go on, in the order of the queue.
    pub ready: List,
    /// The deadlines, the next one first.
    pub timers: List,
    /// The tasks, in the order of spawning.
    pub tasks: List,
    /// What is awaited and what was, apart from tasks: the last ones that ended, then what is pending.
    pub futures: List,
}

/// Lines of one kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct List {
    /// Some of them, at the most [`MOST`].
    pub lines: Vec<Line>,
    /// How many there are, by their sign, in the order of [`Sign`].
    pub counts: [usize; 6],
}

/// One line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// How it stands.
    pub sign: Sign,
    /// What it is.
    pub name: String,
    /// More about it.
    pub about: String,
}

/// How a task or a future stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// It runs.
    Running,
    /// It can go on.
    Ready,
    /// It waits; of a future, that it is pending.
    Waiting,
    /// It came to its end; of a future, that it is done.
    Finished,
    /// It was called off.
    Cancelled,
    /// It broke.
    Failed,
}

impl Sign {
    pub(super) fn of_end(kind: Kind) -> Self {
        match kind {
            Kind::Cancelled { .. } => Self::Cancelled,
            Kind::Failed => Self::Failed,
            _ => Self::Finished,
        }
    }

    fn of(state: State) -> Self {
        match state {
            State::Running => Self::Running,
            State::Ready => Self::Ready,
            State::Waiting(_) => Self::Waiting,
        }
    }
}

impl List {
    /// How many there are in all.
    pub fn count(&self) -> usize {
        self.counts.iter().sum()
    }

    /// How many have no line.
    pub fn left_out(&self) -> usize {
        self.count() - self.lines.len()
    }

    /// Counts one, and writes its line if there is room.
    fn add(&mut self, sign: Sign, name: &str, about: impl FnOnce() -> String) {
        self.counts[sign as usize] += 1;
        if self.lines.len() < MOST {
            self.lines.push(Line { sign, name: name.to_owned(), about: about() });
        }
    }
}

impl Follow {
    /// What is inside the loop now.
    pub fn snapshot(&self, trace: &Trace, at_ns: u64) -> Snapshot {
        let mut snapshot = Snapshot { at_ns, ..Snapshot::default() };
        for (name, _) in self.named(trace).filter(|(_, task)| task.state == Some(State::Running)) {
            snapshot.running.add(Sign::Running, name, String::new);
        }
        for task in &self.ready {
            snapshot.ready.add(Sign::Ready, trace.task_name(*task), String::new);
        }
        snapshot.timers = self.timers(trace, at_ns);
        snapshot.tasks = self.tasks(trace);
        snapshot.futures = self.futures(trace);
        snapshot
    }

    /// The tasks there have been, each with its name.
    fn named<'a>(&'a self, trace: &'a Trace) -> impl Iterator<Item = (&'a str, &'a Task)> {
        self.tasks.iter().enumerate().map(|(place, task)| (trace.task_name(TaskId(place as u32)), task))
    }

    fn timers(&self, trace: &Trace, at_ns: u64) -> List {
        let due = |(name, task): (_, &'_ Task)| {
            // One that passes while its task is ready wakes nobody: no event tells of it.
            let is_ready = task.state == Some(State::Ready);
            let dues = task.awaits.iter().filter_map(|awaited| match awaited.on {
                Wait::Timer { due_ns } => Some(due_ns).filter(|due_ns| !is_ready || *due_ns > at_ns),
                _ => None,
            });
            dues.map(|due_ns| (due_ns, name)).collect::<Vec<_>>()
        };
        let mut first: Vec<(u64, &str)> = Vec::new();
        let mut list = List::default();
        for (due_ns, name) in self.named(trace).flat_map(due) {
            list.counts[Sign::Waiting as usize] += 1;
            // There is room for a few only, so that none needs a sorting of the standard library's, which is large.
            let place = first.partition_point(|(other_ns, _)| *other_ns <= due_ns);
            if place < MOST {
                first.insert(place, (due_ns, name));
                first.truncate(MOST);
            }
        }
        let line = |(due_ns, name): (u64, &str)| {
            let about = format!("{name}, in {}", moment(due_ns.saturating_sub(at_ns), STEP_NS));
            Line { sign: Sign::Waiting, name: moment(due_ns, STEP_NS), about }
        };
        List { lines: first.into_iter().map(line).collect(), ..list }
    }

    /// Where there is no room for all, those that have not ended come first.
    fn tasks(&self, trace: &Trace) -> List {
        let mut list = List::default();
        let alive = self.tasks.iter().filter(|task| task.state.is_some()).count();
        let mut room = MOST.saturating_sub(alive);
        for (name, task) in self.named(trace) {
            match (task.state, task.end) {
                (Some(state), _) => list.add(Sign::of(state), name, || about(trace, state)),
                (None, Some(end)) if room > 0 => {
                    room -= 1;
                    list.add(end, name, String::new);
                }
                (None, Some(end)) => list.counts[end as usize] += 1,
                (None, None) => {}
            }
        }
        list
    }

    fn futures(&self, trace: &Trace) -> List {
        let mut list = List::default();
        let pending = self.tasks.iter().flat_map(|task| &task.awaits).filter(|awaited| is_future(awaited.on)).count();
        // The last that ended leave room for what is pending, up to half of the lines.
        let past = &self.ended.last;
        let room = MOST.saturating_sub(pending).max(MOST / 2).min(past.len());
        for past in past.range(past.len() - room..) {
            let about = || format!("at {}, for {}", moment(past.at_ns, STEP_NS), trace.task_name(past.task));
            list.add(past.how, &what(trace, past.on), about);
        }
        for (name, task) in self.named(trace) {
            for awaited in task.awaits.iter().filter(|awaited| is_future(awaited.on)) {
                let about = || format!("since {}, for {name}", moment(awaited.since_ns, STEP_NS));
                list.add(Sign::Waiting, &what(trace, awaited.on), about);
            }
        }
        list.counts[Sign::Finished as usize] = self.ended.done;
        list.counts[Sign::Cancelled as usize] = self.ended.cancelled;
        list
    }
}

/// A task is a future too, but it stands among the tasks.
fn is_future(on: Wait) -> bool {
    !matches!(on, Wait::Task(_))
}

fn about(trace: &Trace, state: State) -> String {
    match state {
        State::Waiting(Wait::Timer { due_ns }) => format!("until {}", moment(due_ns, STEP_NS)),
        State::Waiting(on) => trace.waits_for(on).unwrap_or_default(),
        _ => String::new(),
    }
}

/// What a future brings; of a deadline, when it is due.
fn what(trace: &Trace, on: Wait) -> String {
    let thing = trace.awaited(on);
    match on {
        Wait::Timer { due_ns } => format!("{thing} {}", moment(due_ns, STEP_NS)),
        _ => thing,
    }
}

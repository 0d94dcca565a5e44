//! From events to lanes: what each task was doing when.

use super::{Event, Kind, TaskId, Trace, Wait};

/// What a task was doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Polled, or holding its processor.
    Running,
    /// Ready, and nobody polls it yet.
    Ready,
    /// Waiting for something.
    Waiting(Wait),
}

/// A stretch of time in which a task was in one state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slice {
    /// When it began, in nanoseconds of lesson time.
    pub from_ns: u64,
    /// When it ended, in nanoseconds of lesson time.
    pub to_ns: u64,
    /// What the task was doing.
    pub state: State,
    /// The line of the listing that brought it there; 0 where none did.
    pub line: u32,
}

/// One task's slices, in order of time and without overlap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lane {
    /// Whose lane it is.
    pub task: TaskId,
    /// What it did.
    pub slices: Vec<Slice>,
    /// How it ended: [`Kind::Finished`], [`Kind::Cancelled`] or [`Kind::Failed`], and when.
    pub end: Option<(u64, Kind)>,
}

/// The lanes of all tasks of a trace, by [`TaskId`]. Where events were left out they end with the last one kept.
pub fn lanes(trace: &Trace) -> Vec<Lane> {
    let mut open: Vec<Builder> = (0..trace.tasks.len() as u32).map(|task| Builder::new(TaskId(task))).collect();
    for event in &trace.events {
        if let Some(builder) = open.get_mut(event.task.0 as usize) {
            builder.add(event);
        }
    }
    open.into_iter().map(|builder| builder.finish(trace.known_ns())).collect()
}

/// When somebody ran, and who, in the order of time and of [`TaskId`].
pub(super) fn turns(trace: &Trace) -> Vec<(Slice, TaskId)> {
    let mut open = vec![(Follower::default(), None); trace.tasks.len()];
    let mut turns = Vec::new();
    for event in &trace.events {
        let Some((follower, runs)) = open.get_mut(event.task.0 as usize) else { continue };
        let line = match follower.step(event.kind) {
            Some(Step::Enter(State::Running, line)) => Some(line),
            Some(_) => None,
            None => continue,
        };
        *runs = match (runs.take(), line) {
            (Some((from_ns, 0)), Some(line)) => Some((from_ns, line)),
            (Some(same), Some(_)) => Some(same),
            (None, Some(line)) => Some((event.at_ns, line)),
            (Some(ran), None) => {
                take_turn(&mut turns, ran, event.at_ns, event.task);
                None
            }
            (None, None) => None,
        };
    }
    for (task, ran) in (0..).zip(open).filter_map(|(task, (_, runs))| Some((TaskId(task), runs?))) {
        take_turn(&mut turns, ran, trace.known_ns(), task);
    }
    turns
}

/// Turns end almost in the order in which they began: a new one belongs at the end, or near it.
fn take_turn(turns: &mut Vec<(Slice, TaskId)>, (from_ns, line): (u64, u32), to_ns: u64, task: TaskId) {
    if to_ns > from_ns {
        let is_before = |(other, whose): &(Slice, TaskId)| (other.from_ns, *whose) < (from_ns, task);
        let place = turns.iter().rposition(is_before).map_or(0, |before| before + 1);
        turns.insert(place, (Slice { from_ns, to_ns, state: State::Running, line }, task));
    }
}

/// Follows what one task is doing, event by event.
#[derive(Clone, Debug, Default)]
pub(super) struct Follower {
    running: bool,
    /// What the task said it waits for in the poll under way.
    pending: Option<(State, u32)>,
}

/// What an event means for its task.
pub(super) enum Step {
    /// It is in this state now, brought there by this line of the listing.
    Enter(State, u32),
    /// It came to its end.
    End,
}

impl Follower {
    /// Takes the task's next event.
    pub fn step(&mut self, kind: Kind) -> Option<Step> {
        let step = match kind {
            Kind::Woken(_) if self.running => {
                self.pending = Some((State::Ready, 0));
                None
            }
            Kind::Woken(_) => Some(Step::Enter(State::Ready, 0)),
            Kind::PollBegan => {
                self.pending = None;
                Some(Step::Enter(State::Running, 0))
            }
            Kind::WorkBegan { line, .. } => {
                self.pending = Some((State::Running, line));
                Some(Step::Enter(State::Running, line))
            }
            Kind::WorkDropped => {
                self.pending = None;
                None
            }
            Kind::Waits { on, line } => {
                self.pending = Some((State::Waiting(on), line));
                None
            }
            Kind::PollEnded => self.pending.take().map(|(state, line)| Step::Enter(state, line)),
            Kind::Finished | Kind::Cancelled { .. } | Kind::Failed => Some(Step::End),
            _ => None,
        };
        match step {
            Some(Step::Enter(state, _)) => self.running = state == State::Running,
            Some(Step::End) => self.running = false,
            None => {}
        }
        step
    }
}

struct Builder {
    lane: Lane,
    follower: Follower,
    state: Option<(State, u64, u32)>,
}

impl Builder {
    fn new(task: TaskId) -> Self {
        Self { lane: Lane { task, slices: Vec::new(), end: None }, follower: Follower::default(), state: None }
    }

    fn add(&mut self, event: &Event) {
        match self.follower.step(event.kind) {
            Some(Step::Enter(state, line)) => self.enter(event.at_ns, state, line),
            Some(Step::End) => {
                self.close(event.at_ns);
                self.lane.end = Some((event.at_ns, event.kind));
            }
            None => {}
        }
    }

    fn enter(&mut self, at: u64, state: State, line: u32) {
        if let Some((now, _, now_line)) = &mut self.state
            && *now == state
        {
            if *now_line == 0 {
                *now_line = line;
            }
            return;
        }
        self.close(at);
        self.state = Some((state, at, line));
    }

    fn close(&mut self, at: u64) {
        if let Some((state, from_ns, line)) = self.state.take()
            && at > from_ns
        {
            self.lane.slices.push(Slice { from_ns, to_ns: at, state, line });
        }
    }

    fn finish(mut self, ended_ns: u64) -> Lane {
        self.close(ended_ns);
        self.lane
    }
}

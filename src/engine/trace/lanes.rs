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

struct Builder {
    lane: Lane,
    state: Option<(State, u64, u32)>,
    /// What the task said it waits for in the poll under way.
    pending: Option<(State, u32)>,
}

impl Builder {
    fn new(task: TaskId) -> Self {
        Self { lane: Lane { task, slices: Vec::new(), end: None }, state: None, pending: None }
    }

    fn add(&mut self, event: &Event) {
        let at = event.at_ns;
        match event.kind {
            Kind::Woken(_) if matches!(self.state, Some((State::Running, ..))) => {
                self.pending = Some((State::Ready, 0));
            }
            Kind::Woken(_) => self.enter(at, State::Ready, 0),
            Kind::PollBegan => {
                self.pending = None;
                self.enter(at, State::Running, 0);
            }
            Kind::WorkBegan { line, .. } => {
                self.pending = Some((State::Running, line));
                self.enter(at, State::Running, line);
            }
            Kind::WorkDropped => self.pending = None,
            Kind::Waits { on, line } => self.pending = Some((State::Waiting(on), line)),
            Kind::PollEnded => {
                if let Some((state, line)) = self.pending.take() {
                    self.enter(at, state, line);
                }
            }
            Kind::Finished | Kind::Cancelled { .. } | Kind::Failed => {
                self.close(at);
                self.lane.end = Some((at, event.kind));
            }
            _ => {}
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

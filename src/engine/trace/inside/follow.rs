//! The state of a loop, event by event.

use super::futures::{Awaited, Ended};
use super::snapshot::Sign;
use crate::trace::lanes::{Follower, Step};
use crate::trace::{Cause, Event, Kind, State, TaskId, Trace, Wait};
use std::collections::VecDeque;

/// The state of a loop after some event.
#[derive(Debug, Default)]
pub(super) struct Follow {
    pub tasks: Vec<Task>,
    /// Who can go on, in the order of the queue.
    pub ready: VecDeque<TaskId>,
    pub ended: Ended,
}

/// A task, as far as the loop knows it.
#[derive(Debug, Default)]
pub(super) struct Task {
    follower: Follower,
    /// What it is doing; nothing before it was spawned, and after its end.
    pub state: Option<State>,
    pub end: Option<Sign>,
    /// What it awaits, in the order of asking.
    pub awaits: Vec<Awaited>,
    /// What it awaited before the poll under way, and has not asked for again.
    before: Vec<Awaited>,
}

impl Follow {
    /// Takes in events of a trace. What runs on another thread is not inside the loop.
    pub fn take_all(&mut self, trace: &Trace, events: &[Event]) {
        events.iter().filter(|event| !trace.is_apart(event.task)).for_each(|event| self.take(event));
    }

    fn take(&mut self, event: &Event) {
        let place = event.task.0 as usize;
        if place >= self.tasks.len() {
            self.tasks.resize_with(place + 1, Task::default);
        }
        self.queue(event);
        let Some(task) = self.tasks.get_mut(place) else { return };
        match task.follower.step(event.kind) {
            // A task that cancels itself still ends its poll.
            Some(Step::Enter(..)) if task.end.is_some() => {}
            Some(Step::Enter(state, _)) => task.state = Some(state),
            Some(Step::End) => (task.state, task.end) = (None, Some(Sign::of_end(event.kind))),
            None => {}
        }
        task.awaits(event, &mut self.ended);
    }

    /// Keeps the ready queue.
    fn queue(&mut self, Event { task, kind, .. }: &Event) {
        match kind {
            Kind::Woken(_) => self.ready.push_back(*task),
            // Whose work has ended goes on before anybody else.
            Kind::WorkEnded => self.ready.push_front(*task),
            Kind::PollBegan | Kind::Cancelled { ready: true } => {
                // Most often it is the first.
                if let Some(place) = self.ready.iter().position(|ready| ready == task) {
                    self.ready.remove(place);
                }
            }
            _ => {}
        }
    }
}

impl Task {
    /// Keeps what the task awaits. A poll says anew what there is to wait for: what it neither mentions nor gives up has
    /// come. Requests say themselves how they end.
    fn awaits(&mut self, event: &Event, ended: &mut Ended) {
        match event.kind {
            Kind::Waits { on, .. } => self.asks(on, event.at_ns),
            Kind::RequestBegan(id) => self.awaits.push(Awaited { on: Wait::Answer(id), since_ns: event.at_ns }),
            Kind::Woken(Cause::Timer { due_ns }) => self.all_due(event, due_ns, ended),
            Kind::Answered(id) => self.ends(event, Wait::Answer(id), Sign::Finished, ended),
            Kind::Aborted(id) => self.ends(event, Wait::Answer(id), Sign::Cancelled, ended),
            Kind::GaveUp(on) => self.ends(event, on, Sign::Cancelled, ended),
            // What a broken run held is never given up.
            Kind::Failed => self.awaits.drain(..).for_each(|awaited| ended.add(event, awaited.on, Sign::Cancelled)),
            Kind::PollBegan => self.set_aside(),
            Kind::PollEnded => self.before.drain(..).for_each(|awaited| ended.add(event, awaited.on, Sign::Finished)),
            _ => {}
        }
    }

    /// A poll begins: nothing but requests has been asked for in it yet.
    fn set_aside(&mut self) {
        let all = std::mem::take(&mut self.awaits);
        (self.awaits, self.before) = all.into_iter().partition(|awaited| matches!(awaited.on, Wait::Answer(_)));
    }

    /// Asks for something, for the first time or again.
    fn asks(&mut self, on: Wait, now_ns: u64) {
        let known = take(&mut self.before, on);
        // A request is known since it began.
        if !matches!(on, Wait::Answer(_) | Wait::Turn) {
            self.awaits.push(known.unwrap_or(Awaited { on, since_ns: now_ns }));
        }
    }

    /// A deadline has passed, and with it those that are due no later.
    fn all_due(&mut self, event: &Event, due_ns: u64, ended: &mut Ended) {
        let is_due = |awaited: &Awaited| matches!(awaited.on, Wait::Timer { due_ns: other_ns } if other_ns <= due_ns);
        let all = std::mem::take(&mut self.awaits);
        let (due, rest): (Vec<_>, Vec<_>) = all.into_iter().partition(is_due);
        self.awaits = rest;
        due.iter().for_each(|awaited| ended.add(event, awaited.on, Sign::Finished));
    }

    /// What it awaits has ended.
    fn ends(&mut self, event: &Event, on: Wait, how: Sign, ended: &mut Ended) {
        if take(&mut self.awaits, on).or_else(|| take(&mut self.before, on)).is_some() {
            ended.add(event, on, how);
        }
    }
}

fn take(all: &mut Vec<Awaited>, on: Wait) -> Option<Awaited> {
    let place = all.iter().position(|awaited| awaited.on == on)?;
    Some(all.remove(place))
}

//! What every task is doing, and who holds which lock, at each moment of a trace.

use crate::trace::lanes::{Follower, Step};
use crate::trace::{Event, Kind, ResourceId, State, TaskId, Trace};

/// The states of all tasks after some event.
pub(super) struct States {
    followers: Vec<Follower>,
    states: Vec<Option<State>>,
    holders: Vec<Option<TaskId>>,
    /// How many locks each task holds.
    held: Vec<usize>,
    ended: Vec<bool>,
}

/// A task that went from one state to another.
#[derive(Clone, Copy)]
pub(super) struct Change {
    /// What it was doing.
    pub before: Option<State>,
    /// What it does now; nothing where it has ended.
    pub after: Option<State>,
}

impl States {
    pub fn new(trace: &Trace) -> Self {
        let count = trace.tasks.len();
        Self {
            followers: vec![Follower::default(); count],
            states: vec![None; count],
            holders: vec![None; trace.resources.len()],
            held: vec![0; count],
            ended: vec![false; count],
        }
    }

    /// Takes the next event.
    pub fn take(&mut self, event: &Event) -> Option<Change> {
        match event.kind {
            Kind::Locked(lock) => self.set_holder(lock, Some(event.task)),
            Kind::Unlocked(lock) => self.set_holder(lock, None),
            _ => {}
        }
        let place = event.task.0 as usize;
        let step = self.followers.get_mut(place)?.step(event.kind)?;
        let after = match step {
            Step::Enter(state, _) => Some(state),
            Step::End => None,
        };
        self.ended[place] = after.is_none();
        let before = std::mem::replace(&mut self.states[place], after);
        (before != after).then_some(Change { before, after })
    }

    /// What a task is doing.
    pub fn of(&self, task: TaskId) -> Option<State> {
        self.states.get(task.0 as usize).copied().flatten()
    }

    /// Whether a task has come to its end.
    pub fn has_ended(&self, task: TaskId) -> bool {
        self.ended.get(task.0 as usize).copied().unwrap_or_default()
    }

    /// Who holds a lock.
    pub fn holder(&self, lock: ResourceId) -> Option<TaskId> {
        self.holders.get(lock.0 as usize).copied().flatten()
    }

    /// The locks that a task holds.
    pub fn held_by(&self, task: TaskId) -> impl Iterator<Item = ResourceId> + '_ {
        // Hardly any task holds a lock, and there can be many locks.
        let any = self.held.get(task.0 as usize).is_some_and(|held| *held > 0);
        let locks = self.holders.iter().enumerate().take(if any { self.holders.len() } else { 0 });
        locks.filter(move |(_, holder)| **holder == Some(task)).map(|(lock, _)| ResourceId(lock as u32))
    }

    fn set_holder(&mut self, lock: ResourceId, holder: Option<TaskId>) {
        let Some(place) = self.holders.get_mut(lock.0 as usize) else { return };
        let before = std::mem::replace(place, holder);
        for (task, holds) in [(before, false), (holder, true)] {
            if let Some(held) = task.and_then(|task| self.held.get_mut(task.0 as usize)) {
                *held = if holds { *held + 1 } else { held.saturating_sub(1) };
            }
        }
    }
}

//! Who waits for what, and who holds it: what a deadlock is told with.

use super::Engine;
use crate::trace::{Kind, ResourceId, TaskId, Wait};
use std::fmt;

/// A task that has not ended, and what it waits for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// Which task.
    pub task: TaskId,
    /// Its name.
    pub name: String,
    /// What it waits for; none if it is ready.
    pub on: Option<Wait>,
    /// The name of the lock, semaphore, channel, address or task it waits for; empty if that has none.
    pub what: String,
    /// The task that holds the lock it waits for.
    pub held_by: Option<TaskId>,
    /// That task's name.
    pub holder: String,
}

impl fmt::Display for Waiting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ", self.name)?;
        let what = &self.what;
        match self.on {
            None => write!(f, "(ready to go on)"),
            Some(Wait::Timer { .. }) => write!(f, "(waits for a deadline)"),
            Some(Wait::Turn) => write!(f, "(waits for its turn)"),
            Some(Wait::Permit(_)) => write!(f, "(waits for a permit of {what})"),
            Some(Wait::Channel(_)) => write!(f, "(waits for the channel {what})"),
            Some(Wait::Task(_)) => write!(f, "(waits for {what} to end)"),
            Some(Wait::Action) => write!(f, "(waits for you)"),
            Some(Wait::Start) => write!(f, "(starts)"),
            Some(Wait::Job) => write!(f, "(waits for a job)"),
            Some(Wait::Stop) => write!(f, "(waits to be stopped)"),
            Some(Wait::Answer(_)) => write!(f, "(waits for an answer from {what})"),
            Some(Wait::Lock(_)) if self.held_by.is_some() => {
                write!(f, "(waits for the lock {what}, which {} holds)", self.holder)
            }
            Some(Wait::Lock(_)) => write!(f, "(waits for the lock {what})"),
        }
    }
}

/// A lock, semaphore or channel of a run.
#[derive(Debug)]
pub(super) struct Resource {
    pub name: String,
    pub holder: Option<TaskId>,
}

impl Engine {
    /// The tasks that have not ended, and what each waits for; `most` of them at the most.
    pub fn waiting(&self, most: usize) -> Vec<Waiting> {
        let tasks: Vec<_> =
            self.tasks.borrow().slots.iter().take(most).map(|(_, slot)| (slot.id, slot.waits)).collect();
        tasks.into_iter().map(|(task, on)| self.explain(task, on)).collect()
    }

    fn explain(&self, task: TaskId, on: Option<Wait>) -> Waiting {
        let resources = self.resources.borrow();
        let resource = |id: ResourceId| resources.get(id.0 as usize);
        let (what, held_by) = match on {
            Some(Wait::Lock(id)) => (resource(id).map(|r| r.name.clone()), resource(id).and_then(|r| r.holder)),
            Some(Wait::Permit(id) | Wait::Channel(id) | Wait::Answer(id)) => {
                (resource(id).map(|r| r.name.clone()), None)
            }
            Some(Wait::Task(id)) => (Some(self.task_name(id)), None),
            _ => (None, None),
        };
        let holder = held_by.map(|id| self.task_name(id)).unwrap_or_default();
        Waiting { task, name: self.task_name(task), on, what: what.unwrap_or_default(), held_by, holder }
    }

    fn task_name(&self, id: TaskId) -> String {
        let tasks = self.tasks.borrow();
        let slot = tasks.slots.iter().find(|(_, slot)| slot.id == id);
        slot.and_then(|(_, slot)| slot.name.as_deref()).map_or_else(|| format!("task {}", id.0), str::to_owned)
    }

    /// Notes who holds a lock.
    pub(super) fn set_holder(&self, id: ResourceId, holder: Option<TaskId>) {
        let mut resources = self.resources.borrow_mut();
        let before = resources.get_mut(id.0 as usize).and_then(|one| std::mem::replace(&mut one.holder, holder));
        drop(resources);
        if let Some(task) = before {
            self.emit(task, Kind::Unlocked(id));
        }
        if let Some(task) = holder {
            self.emit(task, Kind::Locked(id));
        }
    }
}

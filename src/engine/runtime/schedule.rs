//! What tasks, locks and deadlines ask of the engine.

use super::engine::{Engine, Held};
use super::inbox::{Key, TaskWaker};
use super::tasks::{Body, Slot};
use super::timers::{Due, TimerKey, Waiter};
use super::waiting::Resource;
use crate::trace::{Cause, Kind, Printed, ResourceId, TaskId, TaskInfo, Wait};
use std::sync::Arc;
use std::task::{Context, Waker};

/// A processor that a task holds, and the deadline at which it lets go.
#[derive(Clone, Copy)]
pub(super) struct Hold {
    key: Key,
    timer: Option<TimerKey>,
}

impl Engine {
    /// Adds a task; it is ready at once.
    pub(super) fn add(self: &std::rc::Rc<Self>, name: &str, body: Body, line: u32) -> Key {
        let id = TaskId(self.spawned.replace(self.spawned.get() + 1));
        let parent = self.current.get().map(|current| TaskId(current.key.id));
        // Names are for the trace, and for telling who is in a deadlock; a million tasks have none to spare.
        let kept = (self.collector.is_some() || id.0 < 1_000).then(|| name.into());
        let slot = Slot { id, body: None, queued: false, holds: false, waits: None, name: kept };
        let key = Key { place: self.tasks.borrow_mut().slots.insert(slot) as u32, id: id.0 };
        let waker = Waker::from(Arc::new(TaskWaker { key, inbox: self.inbox.clone() }));
        if let Some(slot) = self.tasks.borrow_mut().get_mut(key) {
            slot.body = Some((body, waker));
        }
        if let Some(collector) = &self.collector {
            let info = TaskInfo { name: name.to_owned(), parent, line, apart: false };
            collector.borrow_mut().task(self.now(), id, info);
        }
        self.make_ready(key, parent.map_or(Cause::Outside, Cause::Task));
        key
    }

    /// Drops a task on the spot; if it is the one that runs, as soon as it gives the loop back.
    pub(super) fn cancel(&self, key: Key) {
        let slot = self.tasks.borrow_mut().remove(key);
        let Some(slot) = slot else { return };
        self.emit(slot.id, Kind::Cancelled { ready: slot.queued });
        drop(slot);
    }

    /// Puts a task at the end of the ready queue, unless it is there.
    #[inline]
    pub(super) fn make_ready(&self, key: Key, cause: Cause) {
        if self.tasks.borrow_mut().make_ready(key) {
            self.emit(TaskId(key.id), Kind::Woken(cause));
        }
    }

    /// Puts the running task at the end of the ready queue: what a switch costs is mostly this.
    #[inline]
    pub(super) fn give_way(&self, cx: &Context<'_>, line: u32) {
        let current = self.current.get().filter(|current| current.waker == cx.waker().data());
        let Some(current) = current else { return cx.waker().wake_by_ref() };
        let is_ready = self.tasks.borrow_mut().give_way(current.key);
        self.emit(TaskId(current.key.id), Kind::Waits { on: Wait::Turn, line });
        if is_ready {
            self.emit(TaskId(current.key.id), Kind::Woken(Cause::Itself));
        }
    }

    /// Wakes whoever was waiting.
    pub(super) fn wake(&self, waiter: Waiter) {
        match waiter {
            Waiter::Foreign(waker) => self.wake_through(waker, |key| self.waker_of(key)),
            Waiter::Task(key) => self.make_ready(key, self.waker_of(key)),
        }
    }

    /// Who is to be woken when what the running task waits for has come.
    #[inline]
    pub(super) fn waiter(&self, cx: &Context<'_>) -> Waiter {
        match self.current.get() {
            Some(current) if current.waker == cx.waker().data() => Waiter::Task(current.key),
            _ => Waiter::Foreign(cx.waker().clone()),
        }
    }

    /// Notes what the running task waits for.
    #[inline]
    pub(super) fn waits(&self, on: Wait, line: u32) {
        let Some(current) = self.current.get() else { return };
        if let Some(slot) = self.tasks.borrow_mut().get_mut(current.key) {
            slot.waits = Some(on);
        }
        self.emit(TaskId(current.key.id), Kind::Waits { on, line });
    }

    /// Notes that a task no longer waits for something that has not come.
    pub(super) fn gave_up(&self, task: TaskId, on: Wait) {
        self.emit(task, Kind::GaveUp(on));
    }

    /// The time from which a new deadline counts: that of the deadline which brought the task here, as
    /// long as the clock cannot tell it from now. So what a coarse clock rounds does not add up.
    #[inline]
    pub(super) fn base(&self) -> u64 {
        let now = self.read_clock();
        let ideal = self.ideal_ns.get();
        if now.saturating_sub(ideal) <= self.grain_ns { ideal } else { now }
    }

    pub(super) fn set_timer(&self, due_ns: u64, waiter: Waiter) -> TimerKey {
        self.timers.borrow_mut().set(due_ns, Due::Sleep(waiter))
    }

    /// Lets the running task hold its processor; `waker` is woken at the end, beside the task. Returns `None` where it
    /// already holds one, or where no task runs.
    pub(super) fn hold(&self, held: Held, waker: Option<Waker>, line: u32) -> Option<Hold> {
        let key = self.current.get()?.key;
        let mut tasks = self.tasks.borrow_mut();
        let slot = tasks.get_mut(key).filter(|slot| !slot.holds)?;
        slot.holds = true;
        drop(tasks);
        self.held.set(self.held.get() + 1);
        self.hold.set(Some(held));
        let (timer, until_ns) = match held {
            Held::Until(until_ns) => (Some(self.timers.borrow_mut().set(until_ns, Due::Work(key, waker))), until_ns),
            Held::Units(units) => {
                self.computing.set(Some((key, waker)));
                (None, self.now() + (units as f64 * self.unit_ns) as u64)
            }
        };
        self.emit(TaskId(key.id), Kind::WorkBegan { until_ns, line });
        Some(Hold { key, timer })
    }

    /// Lets go of a processor before the work on it has ended.
    pub(super) fn release(&self, Hold { key, timer }: Hold) {
        let still_held = match timer {
            Some(timer) => {
                let cancelled = self.timers.borrow_mut().cancel(timer);
                cancelled.is_some()
            }
            None => self.computing.take().is_some(),
        };
        if still_held {
            self.held.set(self.held.get() - 1);
            self.hold.set(None);
            if let Some(slot) = self.tasks.borrow_mut().get_mut(key) {
                slot.holds = false;
            }
            self.emit(TaskId(key.id), Kind::WorkDropped);
        }
    }

    /// On a real clock: lets `nanos` of lesson time pass without giving the thread back. Returns whether
    /// there is a real clock.
    pub(super) fn freeze(&self, nanos: u64, line: u32) -> bool {
        let Some(task) = self.running().filter(|_| self.clock.is_some()) else { return false };
        let until_ns = self.base().saturating_add(nanos.min(self.longest_freeze_ns));
        self.emit(task, Kind::WorkBegan { until_ns, line });
        while self.read_clock() < until_ns {}
        // The poll goes on: nobody has to resume the task.
        self.emit(task, Kind::WorkDropped);
        true
    }

    /// The task that is being polled.
    pub(super) fn running(&self) -> Option<TaskId> {
        self.current.get().map(|current| TaskId(current.key.id))
    }

    pub(super) fn print(&self, text: String, line: u32) {
        let task = self.current.get().map_or(TaskId::ROOT, |current| TaskId(current.key.id));
        let at_ns = self.read_clock();
        if let Some(collector) = &self.collector {
            collector.borrow_mut().print(Printed { at_ns, task, text, line });
        }
    }

    pub(super) fn new_resource(&self, name: &str) -> ResourceId {
        if let Some(collector) = &self.collector {
            collector.borrow_mut().resource(name);
        }
        let mut resources = self.resources.borrow_mut();
        resources.push(Resource { name: name.to_owned(), holder: None });
        ResourceId(resources.len() as u32 - 1)
    }
}

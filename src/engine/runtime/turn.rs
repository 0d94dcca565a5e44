//! How the engine turns: deadlines fire, tasks are polled.

use super::engine::{Current, Engine};
use super::inbox::Key;
use super::tasks::Body;
use super::timers::{Due, Fired, Waiter};
use crate::trace::{Cause, Kind, TaskId};
use std::task::{Context, Waker};

impl Engine {
    pub(super) fn fire(&self, Fired { due_ns, due }: Fired) {
        self.events.set(self.events.get() + 1);
        self.ideal_ns.set(if self.now() - due_ns <= self.grain_ns { due_ns } else { self.now() });
        match due {
            Due::Work(key, waker) => self.resume(key, waker),
            Due::Sleep(Waiter::Task(key)) => self.make_ready(key, Cause::Timer { due_ns }),
            Due::Sleep(Waiter::Foreign(waker)) => self.wake_through(waker, |_| Cause::Timer { due_ns }),
        }
    }

    /// The work of a task has ended: it goes on, on the processor it holds.
    pub(super) fn resume(&self, key: Key, waker: Option<Waker>) {
        self.hold.set(None);
        let mut tasks = self.tasks.borrow_mut();
        if let Some(slot) = tasks.get_mut(key) {
            slot.holds = false;
            slot.queued = true;
        }
        tasks.resumed.push_back(key);
        drop(tasks);
        self.emit(TaskId(key.id), Kind::WorkEnded);
        if let Some(waker) = waker {
            waker.wake();
        }
    }

    /// Makes those ready who were woken from outside. Hardly ever is there anybody.
    #[inline]
    pub(super) fn take_inbox(&self) {
        if self.inbox.is_rung() {
            self.empty_inbox();
        }
    }

    #[cold]
    fn empty_inbox(&self) {
        for key in self.inbox.take() {
            self.make_ready(key, self.waker_of(key));
        }
    }

    /// Wakes whoever is behind a waker that is not a task's own, in their turn and with the true cause: most often it
    /// leads to a task of this engine after all.
    pub(super) fn wake_through(&self, waker: Waker, cause: impl Fn(Key) -> Cause) {
        self.take_inbox();
        waker.wake();
        for key in self.inbox.take() {
            self.make_ready(key, cause(key));
        }
    }

    pub(super) fn waker_of(&self, key: Key) -> Cause {
        match self.current.get() {
            Some(current) if current.key == key => Cause::Itself,
            Some(current) => Cause::Task(TaskId(current.key.id)),
            None => Cause::Outside,
        }
    }

    /// Polls one task.
    #[inline]
    pub(super) fn poll(&self, key: Key, (mut body, waker): (Body, Waker)) {
        let id = TaskId(key.id);
        self.current.set(Some(Current { key, waker: waker.data() }));
        self.events.set(self.events.get() + 1);
        self.emit(id, Kind::PollBegan);
        let done = body.as_mut().poll(&mut Context::from_waker(&waker)).is_ready();
        if self.collector.is_some() {
            self.read_clock();
        }
        self.take_inbox();
        self.emit(id, Kind::PollEnded);
        self.current.set(None);
        if done {
            let slot = self.tasks.borrow_mut().remove(key);
            if slot.is_some() {
                self.emit(id, Kind::Finished);
            }
            drop(body);
        } else {
            self.put_back(key, (body, waker));
        }
    }

    #[inline]
    fn put_back(&self, key: Key, body: (Body, Waker)) {
        let mut tasks = self.tasks.borrow_mut();
        match tasks.get_mut(key) {
            Some(slot) => slot.body = Some(body),
            // It was cancelled while it ran; what it holds is dropped with no borrow held.
            None => {
                drop(tasks);
                drop(body);
            }
        }
    }

    #[inline]
    pub(super) fn emit(&self, task: TaskId, kind: Kind) {
        if let Some(collector) = &self.collector {
            collector.borrow_mut().push(self.now(), task, kind);
        }
    }

    /// Reads the clock, if there is one to read.
    pub(super) fn read_clock(&self) -> u64 {
        if let Some(clock) = &self.clock {
            self.set_now(clock());
        }
        self.now()
    }
}

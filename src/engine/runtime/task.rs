//! A task's handle.

use super::Engine;
use super::inbox::Key;
use super::timers::Waiter;
use crate::trace::{Kind, TaskId, Wait};
use std::cell::RefCell;
use std::future::Future;
use std::pin::Pin;
use std::rc::{Rc, Weak};
use std::task::{Context, Poll};

/// A spawned task. Awaiting it gives what it returned; dropping it cancels it on the spot.
#[must_use = "dropping a task cancels it; `detach` it to let it run on"]
pub struct Task<T> {
    engine: Rc<Engine>,
    key: Key,
    line: u32,
    end: Rc<End<T>>,
    detached: bool,
    /// Whether somebody looks after how it ends: it was awaited, or cancelled aloud.
    awaited: bool,
}

/// Where a task leaves what it returned.
struct End<T> {
    value: RefCell<Option<T>>,
    waiter: RefCell<Option<Waiter>>,
}

impl<T> End<T> {
    /// Leaves what a task returned, and wakes who waits for it. Not a part of each task's own code.
    #[inline(never)]
    fn leave(&self, value: T, engine: &Weak<Engine>) {
        *self.value.borrow_mut() = Some(value);
        let waiter = self.waiter.borrow_mut().take();
        if let (Some(waiter), Some(engine)) = (waiter, engine.upgrade()) {
            engine.wake(waiter);
        }
    }
}

impl<T: 'static> Task<T> {
    pub(super) fn spawn(engine: &Rc<Engine>, name: &str, task: impl Future<Output = T> + 'static, line: u32) -> Self {
        Self::boxed(engine, name, Box::pin(task), line)
    }

    fn boxed(engine: &Rc<Engine>, name: &str, task: Pin<Box<dyn Future<Output = T>>>, line: u32) -> Self {
        let end = Rc::new(End { value: RefCell::new(None), waiter: RefCell::new(None) });
        let (ours, weak) = (Rc::clone(&end), Rc::downgrade(engine));
        let body = async move {
            let value = task.await;
            ours.leave(value, &weak);
        };
        let key = engine.add(name, Box::pin(body), line);
        Self { engine: Rc::clone(engine), key, line, end, detached: false, awaited: false }
    }
}

impl<T> Task<T> {
    /// Lets the task run on, as long as the run lasts.
    pub fn detach(mut self) {
        self.detached = true;
        if self.is_alive() {
            self.engine.emit(TaskId(self.key.id), Kind::Detached);
        }
    }

    /// Ends the task on the spot: the same as dropping its handle, said aloud.
    pub fn cancel(mut self) {
        self.look_after();
    }

    /// Notes that somebody looks after how the task ends.
    pub(super) fn look_after(&mut self) {
        self.awaited = true;
    }

    fn is_alive(&self) -> bool {
        self.engine.tasks.borrow_mut().get_mut(self.key).is_some()
    }

    /// What the task returned, if it has come to its end and nobody has taken it yet.
    pub fn take(&self) -> Option<T> {
        self.end.value.borrow_mut().take()
    }

    /// Whether the task has come to its end.
    pub fn is_finished(&self) -> bool {
        self.end.value.borrow().is_some()
    }
}

impl<T> Future for Task<T> {
    type Output = T;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<T> {
        self.look_after();
        if let Some(value) = self.end.value.borrow_mut().take() {
            return Poll::Ready(value);
        }
        let before = self.end.waiter.replace(Some(self.engine.waiter(cx)));
        drop(before);
        self.engine.waits(Wait::Task(TaskId(self.key.id)), self.line);
        Poll::Pending
    }
}

impl<T> Drop for Task<T> {
    fn drop(&mut self) {
        if !self.detached {
            if !self.awaited && self.is_alive() {
                self.engine.emit(TaskId(self.key.id), Kind::Forgotten);
            }
            self.engine.cancel(self.key);
        }
    }
}

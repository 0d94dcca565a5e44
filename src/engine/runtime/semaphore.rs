//! A number of permits, handed out first come first served.

use super::Engine;
use super::waiters::Waiters;
use crate::trace::{ResourceId, TaskId, Wait};
use std::cell::Cell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};

/// A number of permits. A permit given back goes straight to whoever has waited longest, so nobody
/// overtakes in between.
#[derive(Clone)]
pub struct Semaphore {
    inner: Rc<Inner>,
    wait: fn(ResourceId) -> Wait,
}

struct Inner {
    engine: Rc<Engine>,
    id: ResourceId,
    permits: Cell<usize>,
    waiters: Waiters,
}

impl Semaphore {
    pub(super) fn new(engine: Rc<Engine>, name: &str, permits: usize, wait: fn(ResourceId) -> Wait) -> Self {
        let id = engine.new_resource(name);
        Self { inner: Rc::new(Inner { engine, id, permits: Cell::new(permits), waiters: Waiters::default() }), wait }
    }

    /// Waits for a permit; dropping the permit gives it back.
    #[track_caller]
    pub fn acquire(&self) -> Acquire {
        let line = std::panic::Location::caller().line();
        Acquire { semaphore: self.clone(), line, state: State::New }
    }

    /// Adds a permit: whoever has waited longest gets it.
    pub fn release(&self) {
        self.inner.release();
    }

    /// Its number in the trace.
    pub(super) fn id(&self) -> ResourceId {
        self.inner.id
    }

    /// How many permits are free.
    pub fn available(&self) -> usize {
        self.inner.permits.get()
    }
}

impl Inner {
    fn release(&self) {
        self.engine.set_holder(self.id, None);
        if !self.waiters.serve(&self.engine) {
            self.permits.set(self.permits.get() + 1);
        }
    }
}

/// A permit of a [`Semaphore`]. Dropping it gives it back.
#[must_use = "dropping a permit gives it back at once"]
pub struct Permit(Option<Rc<Inner>>);

impl Permit {
    /// Notes that the running task holds what this is the only permit of.
    pub(super) fn note_holder(&self) {
        if let Some(inner) = &self.0 {
            inner.engine.set_holder(inner.id, inner.engine.running());
        }
    }

    /// Uses the permit up: it is not given back.
    pub fn consume(mut self) {
        self.0 = None;
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        if let Some(inner) = &self.0 {
            inner.release();
        }
    }
}

/// A wait for a [`Permit`].
#[must_use = "nothing is acquired until this is awaited"]
pub struct Acquire {
    semaphore: Semaphore,
    line: u32,
    state: State,
}

enum State {
    New,
    Waiting { ticket: u64, task: TaskId },
    Done,
}

impl Future for Acquire {
    type Output = Permit;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Permit> {
        let inner = Rc::clone(&self.semaphore.inner);
        let waiter = inner.engine.waiter(cx);
        match self.state {
            State::Done => return Poll::Pending,
            State::New if inner.permits.get() > 0 => inner.permits.set(inner.permits.get() - 1),
            State::New => {
                let task = inner.engine.running().unwrap_or(TaskId::ROOT);
                self.state = State::Waiting { ticket: inner.waiters.join(waiter), task };
                inner.engine.waits((self.semaphore.wait)(inner.id), self.line);
                return Poll::Pending;
            }
            State::Waiting { ticket, .. } if inner.waiters.update(ticket, waiter) => {
                inner.engine.waits((self.semaphore.wait)(inner.id), self.line);
                return Poll::Pending;
            }
            State::Waiting { .. } => {}
        }
        self.state = State::Done;
        Poll::Ready(Permit(Some(inner)))
    }
}

impl Drop for Acquire {
    fn drop(&mut self) {
        let State::Waiting { ticket, task } = self.state else { return };
        let inner = &self.semaphore.inner;
        if inner.waiters.leave(ticket) {
            inner.engine.gave_up(task, (self.semaphore.wait)(inner.id));
        } else {
            // Served, and dropped before it could take what it was given: the permit goes on to the next.
            inner.release();
        }
    }
}

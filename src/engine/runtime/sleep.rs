//! Waiting for a deadline, while other tasks run.

use super::Engine;
use super::timers::{Due, TimerKey};
use crate::trace::{TaskId, Wait};
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};
use std::time::Duration;

/// A wait for a deadline; see [`super::Cx::sleep`]. Dropping it cancels the deadline.
#[must_use = "nothing sleeps until this is awaited"]
pub struct Sleep {
    engine: Rc<Engine>,
    duration: Duration,
    line: u32,
    set: Option<Set>,
}

/// The deadline that was set, and who waits for it.
#[derive(Clone, Copy)]
struct Set {
    due_ns: u64,
    timer: TimerKey,
    task: TaskId,
}

impl Sleep {
    pub(super) fn new(engine: Rc<Engine>, duration: Duration, line: u32) -> Self {
        Self { engine, duration, line, set: None }
    }
}

impl Future for Sleep {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let this = &mut *self;
        let waiter = this.engine.waiter(cx);
        let Some(Set { due_ns, timer, .. }) = this.set else {
            let due_ns = this.engine.base().saturating_add(nanos(this.duration));
            this.engine.waits(Wait::Timer { due_ns }, this.line);
            let (timer, task) = (this.engine.set_timer(due_ns, waiter), this.engine.running().unwrap_or(TaskId::ROOT));
            this.set = Some(Set { due_ns, timer, task });
            return Poll::Pending;
        };
        let before =
            this.engine.timers.borrow_mut().get_mut(timer).map(|due| std::mem::replace(due, Due::Sleep(waiter)));
        if before.is_none() {
            this.set = None;
            return Poll::Ready(());
        }
        this.engine.waits(Wait::Timer { due_ns }, this.line);
        Poll::Pending
    }
}

impl Drop for Sleep {
    fn drop(&mut self) {
        let Some(Set { due_ns, timer, task }) = self.set else { return };
        // What it was for is dropped after the borrow: a waker may own what sleeps here too.
        let due = self.engine.timers.borrow_mut().cancel(timer);
        if due.is_some() {
            self.engine.gave_up(task, Wait::Timer { due_ns });
        }
    }
}

/// Whole nanoseconds, at most some 584 years of them.
pub(super) fn nanos(duration: Duration) -> u64 {
    u64::try_from(duration.as_nanos()).unwrap_or(u64::MAX)
}

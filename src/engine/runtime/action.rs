//! What a visitor does to a program while it runs: a message from outside, one after the other.

use super::Engine;
use super::waiters::Waiters;
use crate::trace::{TaskId, Wait};
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};

/// What was done and not yet taken, and who waits for more.
#[derive(Default)]
pub(super) struct Actions {
    done: RefCell<VecDeque<usize>>,
    waiters: Waiters,
    /// Whether the program has ever asked: to one that does not, nothing can be done.
    asked_for: Cell<bool>,
}

impl Actions {
    /// Whether some task waits for an action.
    pub(super) fn are_awaited(&self) -> bool {
        !self.waiters.is_empty()
    }
}

impl Engine {
    /// Tells the program of an action of the visitor's. Returns whether it takes any.
    pub fn act(&self, action: usize) -> bool {
        if !self.actions.asked_for.get() {
            return false;
        }
        self.actions.done.borrow_mut().push_back(action);
        self.actions.waiters.serve(self);
        true
    }
}

/// A wait for what the visitor does; see [`super::Cx::action`]. Dropping it stops waiting.
#[must_use = "nothing waits until this is awaited"]
pub struct Action {
    engine: Rc<Engine>,
    line: u32,
    ticket: Option<(u64, TaskId)>,
}

impl Action {
    pub(super) fn new(engine: Rc<Engine>, line: u32) -> Self {
        Self { engine, line, ticket: None }
    }
}

impl Future for Action {
    type Output = usize;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<usize> {
        let engine = Rc::clone(&self.engine);
        let actions = &engine.actions;
        actions.asked_for.set(true);
        let done = actions.done.borrow_mut().pop_front();
        if let Some(action) = done {
            return Poll::Ready(action);
        }
        let waiter = engine.waiter(cx);
        if let Some((ticket, _)) = self.ticket {
            actions.waiters.leave(ticket);
        }
        self.ticket = Some((actions.waiters.join(waiter), engine.running().unwrap_or(TaskId::ROOT)));
        engine.waits(Wait::Action, self.line);
        Poll::Pending
    }
}

impl Drop for Action {
    fn drop(&mut self) {
        let Some((ticket, task)) = self.ticket else { return };
        let actions = &self.engine.actions;
        let was_served = !actions.waiters.leave(ticket);
        if !was_served {
            self.engine.gave_up(task, Wait::Action);
        }
        // What it was woken for and did not take is for whoever waits next.
        if was_served && !actions.done.borrow().is_empty() {
            actions.waiters.serve(&self.engine);
        }
    }
}

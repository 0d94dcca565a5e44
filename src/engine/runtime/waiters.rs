//! A queue of tasks that wait, first come first served.

use super::Engine;
use super::timers::Waiter;
use std::cell::RefCell;
use std::collections::VecDeque;

/// Waits in a queue; `granted` says that the wait is over.
#[derive(Default)]
pub(super) struct Waiters {
    queue: RefCell<VecDeque<(u64, Waiter)>>,
    next: std::cell::Cell<u64>,
}

impl Waiters {
    /// Joins the end of the queue; the ticket is for [`Self::update`] and [`Self::leave`].
    pub(super) fn join(&self, waiter: Waiter) -> u64 {
        let ticket = self.next.replace(self.next.get() + 1);
        self.queue.borrow_mut().push_back((ticket, waiter));
        ticket
    }

    /// Whether nobody waits.
    pub(super) fn is_empty(&self) -> bool {
        self.queue.borrow().is_empty()
    }

    /// Sets anew who is to be woken. Returns whether the ticket still waits.
    pub(super) fn update(&self, ticket: u64, waiter: Waiter) -> bool {
        let mut queue = self.queue.borrow_mut();
        let found = queue.binary_search_by_key(&ticket, |(ticket, _)| *ticket);
        // Dropped after the borrow: a waker may own what waits here too.
        let before = found.map(|place| std::mem::replace(&mut queue[place].1, waiter));
        drop(queue);
        before.is_ok()
    }

    /// Gives the place up. Returns whether the ticket still waited.
    pub(super) fn leave(&self, ticket: u64) -> bool {
        let mut queue = self.queue.borrow_mut();
        let found = queue.binary_search_by_key(&ticket, |(ticket, _)| *ticket);
        let left = found.ok().and_then(|place| queue.remove(place));
        drop(queue);
        left.is_some()
    }

    /// Ends the wait of the first in the queue. Returns whether there was one.
    pub(super) fn serve(&self, engine: &Engine) -> bool {
        let first = self.queue.borrow_mut().pop_front();
        match first {
            Some((_, waiter)) => {
                engine.wake(waiter);
                true
            }
            None => false,
        }
    }
}

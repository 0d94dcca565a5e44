//! A queue in memory: it is gone with the page, and says so.

use super::book::Book;
use super::job::State;
use super::order::{JobId, Order};
use super::queue::{Hands, Queue, Seen, Ticket, Trouble};
use std::cell::RefCell;
use std::time::Duration;

/// A queue in memory. `now` is the clock it goes by.
pub struct Memory<N> {
    book: RefCell<Book>,
    lease: Duration,
    now: N,
}

impl<N: Fn() -> Duration> Memory<N> {
    /// An empty queue. A worker that is not heard of for `lease` has lost its job.
    pub fn new(lease: Duration, now: N) -> Self {
        Self { book: RefCell::default(), lease, now }
    }
}

impl<N: Fn() -> Duration> Queue for Memory<N> {
    async fn enqueue(&self, order: Order) -> Result<(), Trouble> {
        self.book.borrow_mut().enqueue(order, (self.now)())
    }

    async fn look(&self, id: &JobId) -> Result<Option<Seen>, Trouble> {
        Ok(self.book.borrow().job(id).map(Seen::of))
    }

    async fn list(&self, state: State) -> Result<Vec<JobId>, Trouble> {
        Ok(self.book.borrow().list(state))
    }

    async fn requeue(&self, id: &JobId) -> Result<(), Trouble> {
        self.book.borrow_mut().step(id, |job| job.requeue())
    }

    async fn delete(&self, id: &JobId) -> Result<(), Trouble> {
        self.book.borrow_mut().delete(id)
    }
}

impl<N: Fn() -> Duration> Hands for Memory<N> {
    async fn take(&self, worker: &str) -> Result<Option<Ticket>, Trouble> {
        Ok(self.book.borrow_mut().take(worker, self.lease, (self.now)()))
    }

    async fn renew(&self, ticket: &Ticket) -> Result<(), Trouble> {
        let now = (self.now)();
        self.book.borrow_mut().step(&ticket.id, |job| job.renew(ticket.attempt, self.lease, now))
    }

    async fn finish(&self, ticket: &Ticket, result: &str) -> Result<(), Trouble> {
        self.book.borrow_mut().step(&ticket.id, |job| job.finish(ticket.attempt, result))
    }

    async fn fail(&self, ticket: &Ticket, reason: &str) -> Result<(), Trouble> {
        let now = (self.now)();
        self.book.borrow_mut().step(&ticket.id, |job| job.fail(ticket.attempt, reason, now))
    }

    async fn tend(&self) -> Result<Option<Duration>, Trouble> {
        Ok(self.book.borrow_mut().tend((self.now)()))
    }
}

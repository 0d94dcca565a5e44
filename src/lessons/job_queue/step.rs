//! The steps a job can take: each is a function of the job and the time, and refuses what is out of turn.

use super::job::{Failure, Job, Lease, State};
use super::order::Order;
use super::queue::Trouble;
use std::time::Duration;

/// How often a job may lose its worker. A job that takes its workers down with it would otherwise go round for ever.
pub const MOST_LOST: u32 = 10;

/// What RQ says of an attempt that took too long.
const TIMED_OUT: &str = "JobTimeoutException: the attempt took longer than its timeout";

impl Job {
    /// A job that has just been handed over.
    pub fn new(order: Order, now: Duration) -> Self {
        let due = (!order.delay.is_zero()).then(|| now.saturating_add(order.delay));
        Self {
            state: if due.is_some() { State::Scheduled } else { State::Queued },
            attempts: 0,
            retries_left: order.retries.max,
            lost: 0,
            lease: None,
            due,
            result: None,
            failures: Vec::new(),
            order,
        }
    }

    /// A worker takes it from the queue, for so long; returns the number of the attempt.
    ///
    /// # Errors
    /// It does not stand in the queue.
    pub fn take(&mut self, worker: &str, lease: Duration, now: Duration) -> Result<u32, Trouble> {
        if self.state != State::Queued {
            return Err(Trouble::NotQueued(self.id().clone(), self.state));
        }
        self.state = State::Started;
        self.attempts += 1;
        let (until, timeout_at) = (now.saturating_add(lease), now.saturating_add(self.order.timeout));
        self.lease = Some(Lease { worker: worker.to_owned(), until, timeout_at });
        Ok(self.attempts)
    }

    /// The worker is still at it.
    ///
    /// # Errors
    /// The job is not its any more: it should let go.
    pub fn renew(&mut self, attempt: u32, lease: Duration, now: Duration) -> Result<(), Trouble> {
        let held = self.held(attempt)?;
        held.until = now.saturating_add(lease);
        Ok(())
    }

    /// The worker has a result, which is JSON.
    ///
    /// # Errors
    /// The job is not its any more, so the result does not count: whoever has it now will bring one.
    pub fn finish(&mut self, attempt: u32, result: &str) -> Result<(), Trouble> {
        self.held(attempt)?;
        (self.state, self.lease, self.result) = (State::Finished, None, Some(result.to_owned()));
        Ok(())
    }

    /// The attempt failed: the job is tried again after its pause, or becomes a dead letter.
    ///
    /// # Errors
    /// The job is not the worker's any more.
    pub fn fail(&mut self, attempt: u32, reason: &str, now: Duration) -> Result<(), Trouble> {
        self.held(attempt)?;
        self.note(reason, now);
        if self.retries_left == 0 {
            self.state = State::Failed;
            return Ok(());
        }
        let pause = self.order.retries.pause(self.retries_left);
        self.retries_left -= 1;
        self.due = (!pause.is_zero()).then(|| now.saturating_add(pause));
        self.state = if self.due.is_some() { State::Scheduled } else { State::Queued };
        Ok(())
    }

    /// Does what is due: a scheduled job goes to the queue, an attempt that took too long has failed, and a lease that
    /// has ended gives the job back. Returns whether there was anything to do.
    pub fn tend(&mut self, now: Duration) -> bool {
        let Some(due) = self.next_due().filter(|due| *due <= now) else { return false };
        match self.lease.take() {
            None => (self.state, self.due) = (State::Queued, None),
            Some(lease) if lease.timeout_at == due => {
                self.lease = Some(lease);
                // It is held by the attempt under way: that can be said of it.
                let _ = self.fail(self.attempts, TIMED_OUT, now);
            }
            Some(lease) => self.lose(&lease.worker, now),
        }
        true
    }

    /// When there will be something to do, if nothing happens before.
    pub fn next_due(&self) -> Option<Duration> {
        self.lease.as_ref().map(|lease| lease.until.min(lease.timeout_at)).or(self.due)
    }

    /// A dead letter goes to the queue again, for one more attempt.
    ///
    /// # Errors
    /// It is no dead letter.
    pub fn requeue(&mut self) -> Result<(), Trouble> {
        if self.state != State::Failed {
            return Err(Trouble::NotFailed(self.id().clone(), self.state));
        }
        (self.state, self.lost) = (State::Queued, 0);
        Ok(())
    }

    fn held(&mut self, attempt: u32) -> Result<&mut Lease, Trouble> {
        let is_current = attempt == self.attempts;
        let late = Trouble::NotYours(self.order.id.clone());
        self.lease.as_mut().filter(|_| is_current).ok_or(late)
    }

    /// Nothing was heard of its worker.
    fn lose(&mut self, worker: &str, now: Duration) {
        self.lost += 1;
        self.note(&format!("AbandonedJobError: nothing more was heard of {worker}"), now);
        self.state = if self.lost >= MOST_LOST { State::Failed } else { State::Queued };
    }

    fn note(&mut self, reason: &str, at: Duration) {
        self.lease = None;
        self.failures.push(Failure { attempt: self.attempts, at, reason: reason.to_owned() });
    }
}

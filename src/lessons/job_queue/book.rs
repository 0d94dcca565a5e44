//! Many jobs: whose turn it is, and what is due when.

use super::job::{Job, State};
use super::order::{JobId, Order};
use super::queue::{Ticket, Trouble};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::time::Duration;

/// Jobs in the order in which they came. Taking the next one and finding what is due take time in the logarithm of
/// their number.
#[derive(Clone, Debug, Default)]
pub struct Book {
    jobs: BTreeMap<JobId, Job>,
    /// Those that are queued, and some that were: a job that has left is passed over.
    line: VecDeque<JobId>,
    due: BTreeSet<(Duration, JobId)>,
}

impl Book {
    /// Enters a job.
    ///
    /// # Errors
    /// There is one of this name already: handed over twice, it is still one job.
    pub fn enqueue(&mut self, order: Order, now: Duration) -> Result<(), Trouble> {
        let id = order.id.clone();
        if self.jobs.contains_key(&id) {
            return Err(Trouble::Known(id));
        }
        let job = Job::new(order, now);
        self.index(&job);
        self.jobs.insert(id, job);
        Ok(())
    }

    /// A job.
    pub fn job(&self, id: &JobId) -> Option<&Job> {
        self.jobs.get(id)
    }

    /// The jobs in a state: queued ones in their order, the others by name.
    pub fn list(&self, state: State) -> Vec<JobId> {
        let is_in = |id: &JobId| self.jobs.get(id).is_some_and(|job| job.state == state);
        if state == State::Queued {
            return self.line.iter().filter(|id| is_in(id)).cloned().collect();
        }
        self.jobs.keys().filter(|id| is_in(id)).cloned().collect()
    }

    /// Gives a worker the job that has stood in the queue for longest, for so long.
    pub fn take(&mut self, worker: &str, lease: Duration, now: Duration) -> Option<Ticket> {
        while let Some(id) = self.line.pop_front() {
            // One that was deleted meanwhile is passed over.
            if let Ok(ticket) = self.step(&id, |job| {
                let attempt = job.take(worker, lease, now)?;
                let (id, call) = (job.id().clone(), job.order.call.clone());
                Ok(Ticket { id, attempt, retries_left: job.retries_left, call })
            }) {
                return Some(ticket);
            }
        }
        None
    }

    /// Does one step of a job.
    ///
    /// # Errors
    /// Those of the step; or there is no such job.
    pub fn step<T>(&mut self, id: &JobId, step: impl FnOnce(&mut Job) -> Result<T, Trouble>) -> Result<T, Trouble> {
        let mut job = self.jobs.remove(id).ok_or_else(|| Trouble::Unknown(id.clone()))?;
        let was_queued = job.state == State::Queued;
        if let Some(due) = job.next_due() {
            self.due.remove(&(due, id.clone()));
        }
        let done = step(&mut job);
        if !(was_queued && job.state == State::Queued) {
            self.index(&job);
        }
        self.jobs.insert(id.clone(), job);
        done
    }

    /// Does all that is due, and returns when the next thing will be.
    pub fn tend(&mut self, now: Duration) -> Option<Duration> {
        while let Some((due, id)) = self.due.first().cloned() {
            if due > now {
                return Some(due);
            }
            // What is in `due` is in `jobs`; were it not, it must not stay here either.
            self.due.remove(&(due, id.clone()));
            let _ = self.step(&id, |job| Ok(job.tend(now)));
        }
        None
    }

    /// Forgets a job.
    ///
    /// # Errors
    /// There is no such job.
    pub fn delete(&mut self, id: &JobId) -> Result<(), Trouble> {
        let job = self.jobs.remove(id).ok_or_else(|| Trouble::Unknown(id.clone()))?;
        if let Some(due) = job.next_due() {
            self.due.remove(&(due, id.clone()));
        }
        self.line.retain(|queued| queued != id);
        Ok(())
    }

    fn index(&mut self, job: &Job) {
        if job.state == State::Queued {
            self.line.push_back(job.id().clone());
        }
        if let Some(due) = job.next_due() {
            self.due.insert((due, job.id().clone()));
        }
    }
}

//! A batch: so many jobs at once, so many workers. How long until the last is done?

use super::{Call, Hands, JobId, Memory, Order, Queue, Retries, State, Ticket, Trouble};
use crate::runtime::{Cx, Outcome, Random, Semaphore, Task};
use std::rc::Rc;
use std::time::Duration;

/// A batch of jobs. Durations are lesson time.
#[derive(Clone, Debug, PartialEq)]
pub struct Batch {
    /// How many jobs there are.
    pub jobs: u64,
    /// How many workers.
    pub workers: u64,
    /// How long an attempt takes on average.
    pub service: Duration,
    /// How much that varies: 0 not at all, 1 exponentially.
    pub spread: f64,
    /// The share of attempts that fail.
    pub fail: f64,
    /// How often a job that failed is tried again, at once.
    pub retries: u64,
    /// Fixes all chance in it.
    pub seed: u64,
}

/// One attempt at a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// How long it takes.
    pub takes: Duration,
    /// Whether it fails.
    pub fails: bool,
}

impl Batch {
    /// Every attempt at a job, up to the one that ends it. Jobs are counted from 0.
    pub fn attempts(&self, job: u64) -> Vec<Attempt> {
        let mut chance = Random::new(self.seed, job);
        let mut attempts = Vec::new();
        for _ in 0..=self.retries {
            let takes = chance.around(self.service, self.spread);
            let fails = chance.even() < self.fail;
            attempts.push(Attempt { takes, fails });
            if !fails {
                break;
            }
        }
        attempts
    }

    /// When the last job is done, where that is a formula: one worker needs the sum of all attempts; with a worker for
    /// each job it is the longest of them; and where all attempts take as long and none fails, the workers go in
    /// step, ⌈jobs/workers⌉ times. Else each worker takes the next job when it is free (list scheduling: R. L. Graham,
    /// “Bounds on multiprocessing timing anomalies”, 1969), and only playing it through says how long that takes.
    pub fn makespan(&self) -> Option<Duration> {
        let each =
            || (0..self.jobs).map(|job| self.attempts(job).iter().map(|attempt| attempt.takes).sum::<Duration>());
        if self.workers == 1 {
            return Some(each().sum());
        }
        if self.workers >= self.jobs {
            return Some(each().max().unwrap_or_default());
        }
        let in_step = self.spread == 0.0 && self.fail == 0.0 && self.workers > 0;
        in_step.then(|| self.service * u32::try_from(self.jobs.div_ceil(self.workers)).unwrap_or(u32::MAX))
    }

    /// The program: everything is handed over at once, then the workers begin; it ends when no job is left to do.
    /// A worker is a task of its own, and a service a wait: nobody holds anybody up.
    ///
    /// # Errors
    /// The queue refused a step that was in turn.
    pub async fn run(self, cx: Cx) -> Outcome {
        let clock = cx.clone();
        let hall = Hall {
            queue: Rc::new(Memory::new(FOR_EVER, move || clock.now())),
            ready: cx.semaphore("the queue", 0),
            over: cx.semaphore("the last job", 0),
            batch: Rc::new(self),
            cx,
        };
        hall.hand_over().await.map_err(|why| why.to_string())?;
        let workers: Vec<_> = (1..=hall.batch.workers).map(|number| hall.clone().open(number)).collect();
        for _ in 0..hall.batch.jobs {
            hall.over.acquire().await.consume();
        }
        drop(workers); // there is nothing left to wait for
        Ok(())
    }
}

/// No worker is lost on the virtual clock.
const FOR_EVER: Duration = Duration::from_secs(u64::MAX >> 8);

/// Where the jobs are, and those who work on them.
struct Hall<N> {
    queue: Rc<Memory<N>>,
    /// A permit for each job that stands in the queue.
    ready: Semaphore,
    /// A permit for each job that is over.
    over: Semaphore,
    batch: Rc<Batch>,
    cx: Cx,
}

impl<N> Clone for Hall<N> {
    fn clone(&self) -> Self {
        let (queue, batch) = (Rc::clone(&self.queue), Rc::clone(&self.batch));
        Self { queue, ready: self.ready.clone(), over: self.over.clone(), batch, cx: self.cx.clone() }
    }
}

impl<N: Fn() -> Duration + 'static> Hall<N> {
    async fn hand_over(&self) -> Result<(), Trouble> {
        for job in 0..self.batch.jobs {
            let call = Call { function: "simul_jobs.work".to_owned(), args: Vec::new() };
            let retries = Retries::at_once(u32::try_from(self.batch.retries).unwrap_or(u32::MAX));
            self.queue.enqueue(Order { timeout: FOR_EVER, retries, ..Order::new(job.to_string(), call) }).await?;
            self.ready.release();
        }
        Ok(())
    }

    fn open(self, number: u64) -> Task<()> {
        let (cx, name) = (self.cx.clone(), format!("worker {number}"));
        cx.spawn(&name.clone(), async move {
            loop {
                self.ready.acquire().await.consume();
                // Whatever it is refused, the others go on: a job that is not over is found missing at the end.
                if let Ok(Some(ticket)) = self.queue.take(&name).await
                    && let Ok(state) = self.serve(&ticket).await
                {
                    let next = if state == State::Queued { &self.ready } else { &self.over };
                    next.release();
                }
            }
        })
    }

    /// One attempt; returns what has become of the job.
    async fn serve(&self, ticket: &Ticket) -> Result<State, Trouble> {
        let attempt = self.attempt(ticket).ok_or_else(|| Trouble::Unknown(ticket.id.clone()))?;
        self.cx.sleep(attempt.takes).await;
        if attempt.fails {
            self.queue.fail(ticket, "it failed, as it was set to").await?;
        } else {
            self.queue.finish(ticket, "null").await?;
        }
        self.state(&ticket.id).await
    }

    fn attempt(&self, ticket: &Ticket) -> Option<Attempt> {
        let job = ticket.id.0.parse().ok()?;
        self.batch.attempts(job).get(ticket.attempt as usize - 1).copied()
    }

    async fn state(&self, id: &JobId) -> Result<State, Trouble> {
        let seen = self.queue.look(id).await?;
        seen.map(|seen| seen.state).ok_or_else(|| Trouble::Unknown(id.clone()))
    }
}

//! The queue, as a producer sees it, and as a worker does.

use super::job::{Job, State};
use super::order::{Call, JobId, Order};
use std::fmt;
use std::future::Future;
use std::time::Duration;

/// A queue that jobs are handed to: the one trait in front of every place that keeps jobs. All of it is asynchronous,
/// because the browser's storage and a server are.
pub trait Queue {
    /// Hands a job over.
    fn enqueue(&self, order: Order) -> impl Future<Output = Result<(), Trouble>>;

    /// What has become of a job; `None` where nobody knows of it, or not any more.
    fn look(&self, id: &JobId) -> impl Future<Output = Result<Option<Seen>, Trouble>>;

    /// The jobs in a state; those in the queue in the order in which they will be taken.
    fn list(&self, state: State) -> impl Future<Output = Result<Vec<JobId>, Trouble>>;

    /// Puts a dead letter into the queue again, for one more attempt.
    fn requeue(&self, id: &JobId) -> impl Future<Output = Result<(), Trouble>>;

    /// Forgets a job. A worker that is at it will find that it is not its any more.
    fn delete(&self, id: &JobId) -> impl Future<Output = Result<(), Trouble>>;
}

/// The other side of a queue, where our own workers stand. Redis has none of it: there the workers are RQ's.
pub trait Hands {
    /// Takes the job that has stood in the queue for longest.
    fn take(&self, worker: &str) -> impl Future<Output = Result<Option<Ticket>, Trouble>>;

    /// Says that the worker is still at it.
    fn renew(&self, ticket: &Ticket) -> impl Future<Output = Result<(), Trouble>>;

    /// Brings the result, as JSON.
    fn finish(&self, ticket: &Ticket, result: &str) -> impl Future<Output = Result<(), Trouble>>;

    /// Says that it went wrong, and why.
    fn fail(&self, ticket: &Ticket, reason: &str) -> impl Future<Output = Result<(), Trouble>>;

    /// Does what is due, and returns when the next thing will be. Any worker may, at any time.
    fn tend(&self) -> impl Future<Output = Result<Option<Duration>, Trouble>>;
}

/// What can be seen of a job, wherever it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// What has become of it.
    pub state: State,
    /// How it ended, if it has.
    pub outcome: Option<Outcome>,
}

impl Seen {
    /// What can be seen of a job that we keep ourselves.
    pub fn of(job: &Job) -> Self {
        let outcome = match job.state {
            State::Finished => job.result.clone().map(Outcome::Returned),
            State::Failed => Some(Outcome::Failed(job.reason().unwrap_or_default().to_owned())),
            _ => None,
        };
        Self { state: job.state, outcome }
    }
}

/// How a job ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// With what it returned, as JSON.
    Returned(String),
    /// With an error: Python's traceback, or a sentence.
    Failed(String),
}

/// A job in the hands of a worker.
#[derive(Clone, Debug, PartialEq)]
pub struct Ticket {
    /// The job.
    pub id: JobId,
    /// Which attempt this is, from 1. Whatever a worker says counts only while it is the one under way.
    pub attempt: u32,
    /// How often it may still fail after this.
    pub retries_left: u32,
    /// What is to be called.
    pub call: Call,
}

/// Why a queue does not do as it is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// There is a job of this name already.
    Known(JobId),
    /// There is no job of this name, or not any more.
    Unknown(JobId),
    /// The job is another worker's now, or nobody's.
    NotYours(JobId),
    /// It does not stand in the queue.
    NotQueued(JobId, State),
    /// It is no dead letter.
    NotFailed(JobId, State),
    /// Where the jobs are kept something went wrong: a sentence that says what, and what to do.
    Broken(String),
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Known(id) => write!(f, "there is a job {id} already"),
            Self::Unknown(id) => write!(f, "there is no job {id}, or not any more"),
            Self::NotYours(id) => {
                write!(f, "the job {id} is not this worker’s any more, so what it says does not count")
            }
            Self::NotQueued(id, state) => write!(f, "the job {id} is {}, and cannot be taken", state.word()),
            Self::NotFailed(id, state) => {
                write!(f, "the job {id} is {}: only one that failed can be retried", state.word())
            }
            Self::Broken(why) => f.write_str(why),
        }
    }
}

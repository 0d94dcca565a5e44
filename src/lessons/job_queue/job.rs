//! A job, as whoever keeps it knows it.

use super::order::{JobId, Order};
use std::time::Duration;

/// What has become of a job, in RQ's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It stands in the queue.
    Queued,
    /// A worker is at it.
    Started,
    /// It is done, and has a result.
    Finished,
    /// It has failed and is not tried again by itself: a dead letter.
    Failed,
    /// It waits for its time: for the end of its delay, or of the pause before a retry.
    Scheduled,
    /// It waits for another job; only Redis has these.
    Deferred,
    /// Somebody stopped it in the middle; only Redis has these.
    Stopped,
    /// Somebody called it off before it began; only Redis has these.
    Canceled,
}

impl State {
    /// Every state.
    pub const ALL: [Self; 8] = [
        Self::Queued,
        Self::Started,
        Self::Finished,
        Self::Failed,
        Self::Scheduled,
        Self::Deferred,
        Self::Stopped,
        Self::Canceled,
    ];

    /// RQ's word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Started => "started",
            Self::Finished => "finished",
            Self::Failed => "failed",
            Self::Scheduled => "scheduled",
            Self::Deferred => "deferred",
            Self::Stopped => "stopped",
            Self::Canceled => "canceled",
        }
    }

    /// The state that RQ calls by this word.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.word() == word)
    }
}

/// A job and all that has happened to it. Times are on the clock of whoever keeps it.
#[derive(Clone, Debug, PartialEq)]
pub struct Job {
    /// What was asked for.
    pub order: Order,
    /// What has become of it.
    pub state: State,
    /// How often a worker has begun it.
    pub attempts: u32,
    /// How often it may still fail and be tried again.
    pub retries_left: u32,
    /// How often it came back because its worker was not heard of any more.
    pub lost: u32,
    /// Who is at it, while it is started.
    pub lease: Option<Lease>,
    /// When it goes on, while it is scheduled.
    pub due: Option<Duration>,
    /// What it returned, as JSON, once it is finished.
    pub result: Option<String>,
    /// What went wrong, each time.
    pub failures: Vec<Failure>,
}

impl Job {
    /// Its name.
    pub fn id(&self) -> &JobId {
        &self.order.id
    }

    /// Why it stands where it stands: the last thing that went wrong.
    pub fn reason(&self) -> Option<&str> {
        self.failures.last().map(|failure| failure.reason.as_str())
    }
}

/// Whose a job is, and for how long: it goes on for as long as its worker says that it is still at it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lease {
    /// Whose it is.
    pub worker: String,
    /// When it ends, unless it is renewed.
    pub until: Duration,
    /// When the job has used up its time, renewed or not.
    pub timeout_at: Duration,
}

/// An attempt that came to nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// Which attempt, from 1.
    pub attempt: u32,
    /// When it was noticed.
    pub at: Duration,
    /// Why, in words.
    pub reason: String,
}

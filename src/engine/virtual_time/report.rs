//! What is known when a virtual run has ended.

use crate::runtime::{Outcome, Waiting};
use crate::trace::Trace;
use std::fmt;
use std::time::Duration;

/// A virtual run that has ended.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// How it ended.
    pub ended: Ended,
    /// The lesson time it took.
    pub elapsed: Duration,
    /// How many polls and deadlines it took.
    pub events: u64,
    /// What happened, where that was collected.
    pub trace: Option<Trace>,
}

/// How a run ended.
#[derive(Clone, Debug, PartialEq)]
pub enum Ended {
    /// The program returned.
    Finished(Outcome),
    /// Everybody waits for somebody.
    Deadlock(Vec<Waiting>),
    /// It goes on until it is stopped, and nothing else happens before that.
    Endless,
    /// It used up its events.
    GivenUp {
        /// How many events that were.
        events: u64,
        /// Who was still waiting.
        waiting: Vec<Waiting>,
    },
}

impl fmt::Display for Ended {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Finished(Ok(())) => write!(f, "this program finished"),
            Self::Finished(Err(why)) => write!(f, "this program failed: {why}"),
            Self::Deadlock(waiting) => {
                write!(f, "this program cannot go on: {}", List(waiting))
            }
            Self::Endless => write!(f, "this program runs until it is stopped"),
            Self::GivenUp { events, waiting } => {
                write!(
                    f,
                    "this program did not finish: after {events} events it was still waiting for {}",
                    List(waiting)
                )
            }
        }
    }
}

/// Who waits for what, as words.
struct List<'a>(&'a [Waiting]);

impl fmt::Display for List<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            return write!(f, "nothing");
        }
        for (i, waiting) in self.0.iter().enumerate() {
            write!(f, "{}{waiting}", if i == 0 { "" } else { ", " })?;
        }
        Ok(())
    }
}

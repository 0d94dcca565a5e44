//! What a program expects of the world outside: what a virtual one answers.

use super::fetch::{Answer, FetchError};
use std::rc::Rc;
use std::time::Duration;

/// A world outside the program: what it answers, and after how long. Lesson time.
#[derive(Clone)]
pub struct World {
    latency: Duration,
    answers: Rc<dyn Fn(&str) -> Answer>,
}

impl World {
    /// A world that gives each address its answer after `latency`.
    pub fn new(latency: Duration, answers: impl Fn(&str) -> Answer + 'static) -> Self {
        Self { latency, answers: Rc::new(answers) }
    }

    /// How long it takes to answer.
    pub fn latency(&self) -> Duration {
        self.latency
    }

    /// What it answers.
    pub fn answer(&self, address: &str) -> Answer {
        (self.answers)(address)
    }
}

impl Default for World {
    /// A world with nothing in it.
    fn default() -> Self {
        Self::new(Duration::ZERO, |_| Err(FetchError::Status(404)))
    }
}

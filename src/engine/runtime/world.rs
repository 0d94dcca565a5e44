//! What a program expects of the world outside: what a virtual one answers.

use super::fetch::{Answer, FetchError};
use std::rc::Rc;
use std::time::Duration;

/// A world outside the program: what it answers, and after how long; and how many cores it has. Lesson time.
#[derive(Clone)]
pub struct World {
    latency: Duration,
    answers: Rc<dyn Fn(&str) -> Answer>,
    cores: usize,
    warm: usize,
}

impl World {
    /// A world that gives each address its answer after `latency`.
    pub fn new(latency: Duration, answers: impl Fn(&str) -> Answer + 'static) -> Self {
        Self { latency, answers: Rc::new(answers), cores: 1, warm: 0 }
    }

    /// The same world, with so many cores for workers to run on.
    pub fn with_cores(self, cores: usize) -> Self {
        Self { cores, ..self }
    }

    /// The same world, in which so many workers have been started before the program begins. This is so on the real
    /// clock too.
    pub fn with_warm(self, warm: usize) -> Self {
        Self { warm, ..self }
    }

    /// How many workers have been started before.
    pub fn warm(&self) -> usize {
        self.warm
    }

    /// How many cores it has.
    pub fn cores(&self) -> usize {
        self.cores
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

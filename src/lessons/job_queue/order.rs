//! What is asked for: a job before anybody has worked on it.

use std::fmt;
use std::time::Duration;

/// A job's name; whoever hands it over chooses one that no other job has.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct JobId(pub String);

impl JobId {
    /// A name.
    pub fn new(name: impl Into<String>) -> Self {
        Self(name.into())
    }
}

impl fmt::Display for JobId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A job to be done.
#[derive(Clone, Debug, PartialEq)]
pub struct Order {
    /// Its name.
    pub id: JobId,
    /// What is to be called.
    pub call: Call,
    /// The longest that one attempt may take.
    pub timeout: Duration,
    /// How long it waits before it stands in the queue.
    pub delay: Duration,
    /// What happens when it fails.
    pub retries: Retries,
}

impl Order {
    /// A job at once, with RQ's three minutes for an attempt, and no second one.
    pub fn new(id: impl Into<String>, call: Call) -> Self {
        let (timeout, delay) = (Duration::from_secs(180), Duration::ZERO);
        Self { id: JobId::new(id), call, timeout, delay, retries: Retries::default() }
    }
}

/// A function by name, and what it is called with. Whoever works on the job has the function.
#[derive(Clone, Debug, PartialEq)]
pub struct Call {
    /// The function, as Python names it: `module.function`.
    pub function: String,
    /// Its arguments, in order.
    pub args: Vec<Arg>,
}

impl Call {
    /// A call with some text.
    pub fn with_text(function: &str, text: &str) -> Self {
        Self { function: function.to_owned(), args: vec![Arg::Text(text.to_owned())] }
    }
}

/// An argument.
#[derive(Clone, Debug, PartialEq)]
pub enum Arg {
    /// Text.
    Text(String),
    /// A number; six digits after its point are handed on.
    Number(f64),
}

/// How often a job that fails is tried again, and after how long.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Retries {
    /// How often; 0 is never.
    pub max: u32,
    /// The pauses before each: the last one holds for all further ones, and without any there is no pause.
    pub pauses: Vec<Duration>,
}

impl Retries {
    /// So many, at once.
    pub fn at_once(max: u32) -> Self {
        Self { max, pauses: Vec::new() }
    }

    /// The pause before the next attempt, when so many retries are left: back-off, as RQ counts it.
    pub fn pause(&self, left: u32) -> Duration {
        let used = self.max.saturating_sub(left) as usize;
        self.pauses.get(used).or(self.pauses.last()).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_pause_holds_for_all_further_retries() {
        let seconds = |s: &[u64]| s.iter().map(|s| Duration::from_secs(*s)).collect::<Vec<_>>();
        let retries = Retries { max: 4, pauses: seconds(&[1, 10]) };
        assert_eq!([4, 3, 2, 1].map(|left| retries.pause(left)).to_vec(), seconds(&[1, 10, 10, 10]));
        assert_eq!(Retries::at_once(2).pause(2), Duration::ZERO);
    }
}

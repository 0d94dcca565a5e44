//! What a prediction is, and how durations are said.

pub mod caveats;
mod interval;
mod number;
mod parse;
mod queueing;
mod say;
mod scale;
pub mod taint;
mod verdict;

pub use interval::{FEWEST_RUNS, Interval};
pub use number::{fixed, number, read, rounded};
pub use parse::parse;
pub use queueing::{Mmc, Steady};
pub use say::{grouped, hours, plain, say, seconds};
pub use scale::Scale;
pub use verdict::verdict;

use std::time::Duration;

/// Everything that can be known of one variant before it runs. Durations are lesson time.
#[derive(Clone, Debug, PartialEq)]
pub struct Prediction {
    /// The variant's name.
    pub variant: &'static str,
    /// What textbooks say, where that differs from the exact formula.
    pub textbook: Option<Duration>,
    /// The exact formula, where theory has one.
    pub formula: Option<Duration>,
    /// The program on the virtual clock; or why there is no answer.
    pub virtual_time: Result<Duration, String>,
    /// The shortest wait or work in it, of those that take any time.
    pub shortest: Option<Duration>,
    /// The program on the virtual clock with this machine's costs, once it has been calibrated.
    pub machine: Option<Band>,
}

/// Durations from the shortest to the longest. There are few of them: sorting in place is for many, and much larger.
pub fn in_order(durations: &[Duration]) -> Vec<Duration> {
    durations.iter().fold(Vec::new(), |mut sorted, duration| {
        sorted.insert(sorted.partition_point(|one| one <= duration), *duration);
        sorted
    })
}

/// A prediction that depends on chance: several runs with different draws.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Band {
    /// The shortest run.
    pub low: Duration,
    /// The run in the middle.
    pub middle: Duration,
    /// The longest run.
    pub high: Duration,
}

impl Band {
    /// The band of some runs; `None` of none.
    pub fn of(runs: &[Duration]) -> Option<Self> {
        let runs = in_order(runs);
        let (low, high) = (*runs.first()?, *runs.last()?);
        Some(Self { low, middle: runs[runs.len() / 2], high })
    }
}

//! What a machine costs beside the time a program asks for.

use super::Crew;
use crate::runtime::Random;

/// A machine on which a program is predicted. Times are nanoseconds of real time.
#[derive(Clone, Debug, PartialEq)]
pub struct Machine {
    /// How many tasks can hold a processor at once.
    pub processors: usize,
    /// The time from one task's poll to the next one's.
    pub switch_ns: f64,
    /// How late a deadline is noticed when the loop has nothing else to do.
    pub lateness: Samples,
    /// How much longer than asked a processor is held.
    pub overrun: Samples,
    /// What requests to the page's own host cost.
    pub requests: Requests,
    /// What it costs to write something to where it lasts.
    pub storage: Requests,
    /// What workers cost.
    pub crew: Crew,
    /// The clock's step.
    pub grain_ns: f64,
    /// The time of one unit of `compute`.
    pub unit_ns: f64,
    /// How many nanoseconds of lesson time pass in one of real time.
    pub speed: f64,
}

impl Machine {
    /// The machine of theory: everything happens exactly when it should, and switching is free. A unit of
    /// `compute` takes one microsecond of lesson time.
    pub fn ideal(processors: usize) -> Self {
        Self {
            processors,
            switch_ns: 0.0,
            lateness: Samples::none(),
            overrun: Samples::none(),
            requests: Requests::default(),
            storage: Requests::default(),
            crew: Crew::default(),
            grain_ns: 0.0,
            unit_ns: 1_000.0,
            speed: 1.0,
        }
    }
}

/// Numbers from the smallest to the largest. There are some hundreds: sorting in place is for many, and much larger.
pub fn in_order(numbers: Vec<f64>) -> Vec<f64> {
    numbers.into_iter().fold(Vec::new(), |mut sorted, number| {
        sorted.insert(sorted.partition_point(|one| one.total_cmp(&number).is_le()), number);
        sorted
    })
}

/// What requests cost. Times are nanoseconds of real time.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Requests {
    /// How long one takes alone.
    pub alone: Samples,
    /// How long one takes straight after the answer to another; nothing where that is not known to be any different.
    pub straight_after: Samples,
    /// How far apart answers come, at the least, when many are asked for at once: browser and host handle one after
    /// another.
    pub apart_ns: f64,
}

/// Costs that were measured, to draw from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Samples(Vec<f64>);

impl Samples {
    /// No cost at all.
    pub fn none() -> Self {
        Self::default()
    }

    /// Measured costs, in nanoseconds of real time; what is not a finite number of at least 0 counts as 0.
    pub fn new(costs_ns: Vec<f64>) -> Self {
        let sound = |cost: f64| if cost.is_finite() { cost.max(0.0) } else { 0.0 };
        Self(in_order(costs_ns.into_iter().map(sound).collect()))
    }

    /// Whether nothing was measured.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The cost below which the share `p` of the samples lies, in nanoseconds.
    pub fn quantile_ns(&self, p: f64) -> f64 {
        let last = self.0.len().saturating_sub(1);
        self.0.get((p.clamp(0.0, 1.0) * last as f64).round() as usize).copied().unwrap_or(0.0)
    }

    /// The mean, in nanoseconds.
    pub fn mean_ns(&self) -> f64 {
        if self.0.is_empty() { 0.0 } else { self.0.iter().sum::<f64>() / self.0.len() as f64 }
    }

    /// One of the samples, by chance.
    pub fn draw(&self, random: &mut Random) -> f64 {
        self.0.get(random.below(self.0.len())).copied().unwrap_or(0.0)
    }
}

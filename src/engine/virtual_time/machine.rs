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
            crew: Crew::default(),
            grain_ns: 0.0,
            unit_ns: 1_000.0,
            speed: 1.0,
        }
    }
}

/// What requests cost. Times are nanoseconds of real time.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Requests {
    /// How long one takes alone.
    pub alone: Samples,
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
    pub fn new(mut costs_ns: Vec<f64>) -> Self {
        for cost in &mut costs_ns {
            *cost = if cost.is_finite() { cost.max(0.0) } else { 0.0 };
        }
        costs_ns.sort_unstable_by(f64::total_cmp);
        Self(costs_ns)
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

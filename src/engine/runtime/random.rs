//! Seeded randomness: the same numbers on every machine.

use rand_pcg::Pcg64Mcg;
use rand_pcg::rand_core::{Rng, SeedableRng};
use std::time::Duration;

/// A stream of random numbers, fixed by its seed and its number.
#[derive(Clone, Debug)]
pub struct Random(Pcg64Mcg);

impl Random {
    /// Stream number `stream` of a seed: one for each source of chance, so that none disturbs another.
    pub fn new(seed: u64, stream: u64) -> Self {
        // The golden ratio spreads neighbouring streams over the seeds, as SplitMix64 does.
        Self(Pcg64Mcg::seed_from_u64(seed ^ stream.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15)))
    }

    /// Evenly distributed in `0.0 .. 1.0`.
    pub fn even(&mut self) -> f64 {
        (self.0.next_u64() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// One of `0 .. below`; 0 when `below` is 0.
    pub fn below(&mut self, below: usize) -> usize {
        (self.even() * below as f64) as usize
    }

    /// Exponentially distributed with mean 1, by inversion: `-ln(1 - u)`.
    pub fn exponential(&mut self) -> f64 {
        -libm::log(1.0 - self.even())
    }

    /// A duration around `mean`: exactly `mean` where `spread` is 0, exponentially distributed where it is
    /// 1, and `(1 - spread) * mean + spread * exponential` between.
    pub fn around(&mut self, mean: Duration, spread: f64) -> Duration {
        if spread == 0.0 {
            return mean;
        }
        let factor = 1.0 - spread + spread * self.exponential();
        Duration::from_nanos((mean.as_nanos() as f64 * factor) as u64)
    }
}

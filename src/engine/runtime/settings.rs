//! What an engine is made with.

use super::{Fetcher, Workers};
use std::rc::Rc;

/// What an engine is made with.
pub struct Settings {
    /// How many tasks can hold a processor at once; at least 1.
    pub processors: usize,
    /// The clock's step: times closer than this, in nanoseconds of lesson time, count as equal.
    pub grain_ns: u64,
    /// Reads the clock, in nanoseconds of lesson time; without one the driver's word is taken.
    pub clock: Option<Box<dyn Fn() -> u64>>,
    /// The longest freeze of the thread that `block` may cause, in nanoseconds of lesson time.
    pub longest_freeze_ns: u64,
    /// Nanoseconds of lesson time that one unit of `compute` takes.
    pub unit_ns: f64,
    /// Whether `compute` really computes.
    pub computes: bool,
    /// How many events to keep; none collects nothing at all.
    pub collect: Option<usize>,
    /// What sends requests; without it nothing can be fetched.
    pub fetcher: Option<Rc<dyn Fetcher>>,
    /// What starts workers; without it there are none.
    pub workers: Option<Rc<dyn Workers>>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            processors: 1,
            grain_ns: 0,
            clock: None,
            longest_freeze_ns: 0,
            unit_ns: 1_000.0,
            computes: false,
            collect: None,
            fetcher: None,
            workers: None,
        }
    }
}

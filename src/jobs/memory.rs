//! What a program has for itself alone.

use std::sync::atomic::{AtomicU64, Ordering};

/// A counter like any other variable of a program. Whoever loads the program gets one of their own.
static COUNTER: AtomicU64 = AtomicU64::new(0);
/// Where counters lie in memories that are not real.
const NOMINAL_ADDRESS: usize = 0x10_0000;

/// The memory of one process, as far as jobs use it: one counter.
#[derive(Debug)]
pub struct Memory(Kept);

#[derive(Debug)]
enum Kept {
    Here,
    Nominal(u64),
}

impl Memory {
    /// The memory of the program that asks.
    pub fn own() -> Self {
        Self(Kept::Here)
    }

    /// A memory that is not real, with a counter that starts at 0: a worker's on the virtual clock.
    pub fn nominal() -> Self {
        Self(Kept::Nominal(0))
    }

    /// Adds one to the counter.
    pub fn count(&mut self) {
        match &mut self.0 {
            Kept::Here => drop(COUNTER.fetch_add(1, Ordering::Relaxed)),
            Kept::Nominal(counter) => *counter += 1,
        }
    }

    /// What the counter says.
    pub fn counter(&self) -> u64 {
        match self.0 {
            Kept::Here => COUNTER.load(Ordering::Relaxed),
            Kept::Nominal(counter) => counter,
        }
    }

    /// Where the counter lies: a number that means something in this memory only.
    pub fn address(&self) -> usize {
        match self.0 {
            Kept::Here => std::ptr::from_ref(&COUNTER).addr(),
            Kept::Nominal(_) => NOMINAL_ADDRESS,
        }
    }
}

/// Which of the two a program finds itself to be when it has been loaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The program that was started, and that starts the others.
    Main,
    /// One that was started by it.
    Started,
}

impl Role {
    /// What Python calls it, in `__name__`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Main => "__main__",
            Self::Started => "__mp_main__",
        }
    }
}

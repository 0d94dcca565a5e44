//! What a program has for itself alone.

use std::sync::atomic::{AtomicU64, Ordering};

/// A counter like any other variable of a program. Whoever loads the program gets one of their own.
static COUNTER: AtomicU64 = AtomicU64::new(0);
/// Where counters lie in memories that are not real.
const NOMINAL_ADDRESS: usize = 0x10_0000;

/// The memory of one process, as far as jobs use it.
#[derive(Debug)]
pub struct Memory {
    role: Role,
    /// Whether the program has said what it was loaded as.
    introduced: bool,
    counter: Counter,
}

#[derive(Debug)]
enum Counter {
    Here,
    Nominal(u64),
}

impl Memory {
    /// The memory of the program that asks.
    pub fn own(role: Role) -> Self {
        Self { role, introduced: false, counter: Counter::Here }
    }

    /// A memory that is not real, with a counter that starts at 0: one on the virtual clock.
    pub fn nominal(role: Role) -> Self {
        Self { role, introduced: false, counter: Counter::Nominal(0) }
    }

    /// What the program says when it has been loaded, once: which of the two it is.
    pub fn introduction(&mut self) -> Option<String> {
        let first = !std::mem::replace(&mut self.introduced, true);
        first.then(|| format!("loaded as {}", self.role.name()))
    }

    /// Adds one to the counter.
    pub fn count(&mut self) {
        match &mut self.counter {
            Counter::Here => drop(COUNTER.fetch_add(1, Ordering::Relaxed)),
            Counter::Nominal(counter) => *counter += 1,
        }
    }

    /// What the counter says.
    pub fn counter(&self) -> u64 {
        match self.counter {
            Counter::Here => COUNTER.load(Ordering::Relaxed),
            Counter::Nominal(counter) => counter,
        }
    }

    /// What the counter says and where it lies, as words. The address means something in this memory only.
    pub fn words(&self) -> String {
        let address = match self.counter {
            Counter::Here => std::ptr::from_ref(&COUNTER).addr(),
            Counter::Nominal(_) => NOMINAL_ADDRESS,
        };
        format!("counter {} at {address:#x}", self.counter())
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

//! A program of the order game, before it is written out.

/// A program: coroutines, of which the first is `main`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Program {
    pub coroutines: Vec<Coroutine>,
}

/// A coroutine function.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Coroutine {
    pub name: &'static str,
    pub steps: Vec<Step>,
}

/// One line of a coroutine. Letters are what is printed, numbers say which coroutine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// A plain call.
    Print(char),
    /// A function is handed over, to be called in the next round.
    CallSoon(char),
    /// A function is handed over, to be called when a timer of 0 s is due.
    CallLater(char),
    /// A coroutine is handed over, as a task; `main` alone does so.
    CreateTask(usize),
    /// A coroutine is awaited.
    Await(usize),
    /// `asyncio.sleep(0)` is awaited: it always suspends.
    Sleep,
}

impl Step {
    /// What the step prints, now or later.
    pub fn label_mut(&mut self) -> Option<&mut char> {
        match self {
            Self::Print(label) | Self::CallSoon(label) | Self::CallLater(label) => Some(label),
            Self::CreateTask(_) | Self::Await(_) | Self::Sleep => None,
        }
    }
}

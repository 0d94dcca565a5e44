//! Why a line is printed just when it is.

use super::program::{Program, Step};
use super::rounds::Printed;

/// What brought a line to its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Why {
    /// The program has begun.
    Start,
    /// The line before it was printed by the same task.
    GoesOn,
    /// The task has handed something over, and goes on.
    HandedOver(&'static str),
    /// The task is inside a coroutine that it awaits.
    Inside(usize),
    /// A coroutine that the task awaited has returned without suspending.
    Returned(usize),
    /// The task's first turn.
    Began,
    /// The task's turn after a sleep of 0 s.
    Slept,
    /// A function that was handed to `call_soon`.
    CalledSoon,
    /// A function that was handed to `call_later`.
    Timer,
}

impl Why {
    /// After a coroutine has returned to the one that awaits it.
    pub fn returned(self, coroutine: usize, suspended: bool) -> Self {
        match self {
            Self::Slept => self,
            _ if suspended => Self::GoesOn,
            _ => Self::Returned(coroutine),
        }
    }

    /// After a step that may have handed something over: worth a word where nothing else has happened.
    pub fn handed_over(self, step: Step) -> Self {
        let name = match step {
            Step::CallSoon(_) => "call_soon",
            Step::CallLater(_) => "call_later",
            Step::CreateTask(_) => "create_task",
            Step::Print(_) | Step::Await(_) | Step::Sleep => return self,
        };
        if matches!(self, Self::Start | Self::GoesOn | Self::HandedOver(_)) { Self::HandedOver(name) } else { self }
    }
}

/// Why a line is printed when it is; `before` is the line before it.
pub(super) fn say(program: &Program, line: &Printed, before: Option<char>) -> String {
    let name = |coroutine: usize| program.coroutines[coroutine].name;
    let task = name(line.task);
    match line.why {
        Why::Start => "`asyncio.run` starts `main`, and this is the first line that prints.".to_owned(),
        Why::GoesOn => {
            let before = before.unwrap_or(line.label);
            format!("`{task}` goes on after {before}: nothing between the two suspends it, so nobody else has a turn.")
        }
        Why::HandedOver("call_later") => {
            format!("`call_later` only sets a timer: `{task}` goes on, and this runs at once.")
        }
        Why::HandedOver(to) => {
            format!("`{to}` only puts something in the queue: `{task}` goes on, and this runs at once.")
        }
        Why::Inside(coroutine) => {
            format!(
                "Awaiting `{}()` starts it on the spot, like a plain call: nobody else has a turn.",
                name(coroutine)
            )
        }
        Why::Returned(coroutine) => {
            format!("`{}()` has returned without suspending, so its await does not suspend either.", name(coroutine))
        }
        Why::Began => {
            format!("`create_task` put `{task}` in the queue; now all that stood there before has had its turn.")
        }
        Why::Slept => {
            format!("`sleep(0)` suspended `{task}` and put it at the end of the queue; now its turn has come.")
        }
        Why::CalledSoon => {
            "`call_soon` put it in the queue; now all that stood there before has had its turn.".to_owned()
        }
        Why::Timer => {
            "A timer, even one of 0 s, is looked at only between two rounds: it goes behind all that is ready \
                       by then."
                .to_owned()
        }
    }
}

//! Why a line is printed just when it is, in a page's terms.

use crate::runtime::Source;

/// What brought a line to its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Why {
    /// The script has begun.
    Script,
    /// The same function goes on.
    GoesOn,
    /// A microtask.
    Microtask,
    /// A function that is called by a source of tasks, the first one or another one.
    Called {
        /// Which source.
        source: Source,
        /// Whether another function was handed to it before.
        is_another: bool,
    },
}

impl Why {
    /// Why the first line of a turn is printed.
    pub fn begins(source: Option<Source>, is_another: bool) -> Self {
        source.map_or(Self::Script, |source| Self::Called { source, is_another })
    }
}

/// Why a line is printed when it is; `is_script` says that it is in the turn of the script.
pub(super) fn say(why: Why, is_script: bool) -> &'static str {
    match why {
        Why::Script => "The script itself runs first: what it hands over is only put into queues.",
        Why::GoesOn if is_script => "The script runs to its end before anything that it has handed over.",
        Why::GoesOn => "The same function goes on: nobody can interrupt it.",
        Why::Microtask if is_script => {
            "The script has ended: now come all microtasks, first come, first served, before any other queue."
        }
        Why::Microtask => {
            "A microtask runs as soon as the function that is being called has ended, before anything else."
        }
        Why::Called { source, is_another: false } => match source {
            Source::Microtask => "A microtask runs before anything else.",
            Source::Timer => "A timer of 0 ms has a turn of its own, after the script and all its microtasks.",
            Source::Message => "A message has a turn of its own, after the script and all its microtasks.",
            Source::Frame => "This is called before the page is drawn, after the script and all its microtasks.",
        },
        Why::Called { source, is_another: true } => match source {
            Source::Microtask => "Microtasks are called in the order in which they were queued.",
            Source::Timer => "Timers of the same delay go off in the order in which they were set.",
            Source::Message => "Messages on one port arrive in the order in which they were sent.",
            Source::Frame => "What asks for a frame is called in the order of asking.",
        },
    }
}

//! Futures: what is awaited, and how that ended.

use super::snapshot::{MOST, Sign};
use crate::trace::{Event, TaskId, Wait};
use std::collections::VecDeque;

/// Something that is awaited, and since when, in nanoseconds of lesson time.
#[derive(Clone, Copy, Debug)]
pub(super) struct Awaited {
    pub on: Wait,
    pub since_ns: u64,
}

/// What was awaited and has ended: how many there were, and the last ones.
#[derive(Debug, Default)]
pub(super) struct Ended {
    pub last: VecDeque<Past>,
    pub done: usize,
    pub cancelled: usize,
}

/// Something that was awaited: by whom, when it ended, and how.
#[derive(Clone, Copy, Debug)]
pub(super) struct Past {
    pub task: TaskId,
    pub on: Wait,
    pub at_ns: u64,
    pub how: Sign,
}

impl Ended {
    /// Takes in the end of something. A task is a future too, but it stands among the tasks.
    pub fn add(&mut self, event: &Event, on: Wait, how: Sign) {
        if matches!(on, Wait::Task(_)) {
            return;
        }
        *if how == Sign::Finished { &mut self.done } else { &mut self.cancelled } += 1;
        if self.last.len() == MOST {
            self.last.pop_front();
        }
        self.last.push_back(Past { task: event.task, on, at_ns: event.at_ns, how });
    }
}

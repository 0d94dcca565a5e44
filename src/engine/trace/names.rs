//! What things are called, as far as a trace knows.

use super::{TaskId, Trace, Wait};

impl Trace {
    /// A task's name.
    pub fn task_name(&self, task: TaskId) -> &str {
        self.tasks.get(task.0 as usize).map(|info| info.name.as_str()).unwrap_or_default()
    }

    /// Whether it runs on a thread of its own, and not on the loop's.
    pub fn is_apart(&self, task: TaskId) -> bool {
        self.tasks.get(task.0 as usize).is_some_and(|info| info.apart)
    }

    /// The name of the lock, semaphore, channel, address or task that somebody waits for; empty if that has none.
    pub fn called(&self, on: Wait) -> &str {
        match on {
            Wait::Lock(id) | Wait::Permit(id) | Wait::Channel(id) | Wait::Answer(id) => {
                self.resources.get(id.0 as usize).map(String::as_str).unwrap_or_default()
            }
            Wait::Task(task) => self.task_name(task),
            _ => "",
        }
    }

    /// What somebody waits for, as words behind `waits`; nothing for a deadline.
    pub fn waits_for(&self, on: Wait) -> Option<String> {
        let (before, after) = on.words();
        match on {
            Wait::Timer { .. } => None,
            Wait::Lock(_) | Wait::Permit(_) | Wait::Channel(_) | Wait::Answer(_) => {
                Some(self.called(on)).filter(|name| !name.is_empty()).map(|name| format!("{before}“{name}”{after}"))
            }
            _ => Some(format!("{before}{}{after}", self.called(on))),
        }
    }

    /// What is awaited, as a thing: what a future brings.
    pub fn awaited(&self, on: Wait) -> String {
        match on {
            Wait::Timer { .. } => "deadline".to_owned(),
            Wait::Answer(_) => format!("answer from {}", self.called(on)),
            Wait::Action => "something you do".to_owned(),
            Wait::Stop => "a press on Stop".to_owned(),
            Wait::Turn => "its turn".to_owned(),
            // These are workers', and no worker is inside the loop.
            Wait::Start => "a start".to_owned(),
            Wait::Job => "a job".to_owned(),
            Wait::Lock(_) | Wait::Permit(_) | Wait::Channel(_) | Wait::Task(_) => self.called(on).to_owned(),
        }
    }
}

impl Wait {
    /// The words behind `waits`: those before the name of what is waited for, and those after it.
    pub const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Timer { .. } => ("", ""),
            Self::Turn => ("to let the others go first", ""),
            Self::Lock(_) | Self::Permit(_) | Self::Channel(_) => ("for ", ""),
            Self::Task(_) => ("for ", " to end"),
            Self::Answer(_) => ("for an answer from ", ""),
            Self::Start => ("to have started", ""),
            Self::Job => ("for something to do", ""),
            Self::Action => ("for you", ""),
            Self::Stop => ("to be stopped", ""),
        }
    }
}

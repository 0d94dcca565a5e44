//! What things are called, as far as a trace knows.

use super::{ResourceId, TaskId, Trace, Wait};

impl Trace {
    /// A task's name.
    pub fn task_name(&self, task: TaskId) -> &str {
        self.tasks.get(task.0 as usize).map(|info| info.name.as_str()).unwrap_or_default()
    }

    /// Whether it runs on a thread of its own, and not on the loop's.
    pub fn is_apart(&self, task: TaskId) -> bool {
        self.tasks.get(task.0 as usize).is_some_and(|info| info.apart)
    }

    /// What somebody waits for, as words behind `waits`; nothing for a deadline.
    pub fn waits_for(&self, on: Wait) -> Option<String> {
        let called = |id: ResourceId| self.resources.get(id.0 as usize).map(|name| format!("“{name}”"));
        match on {
            Wait::Timer { .. } => None,
            Wait::Turn => Some("to let the others go first".to_owned()),
            Wait::Lock(id) | Wait::Permit(id) | Wait::Channel(id) => called(id).map(|name| format!("for {name}")),
            Wait::Task(task) => Some(format!("for {}", self.task_name(task))),
            Wait::Answer(id) => called(id).map(|name| format!("for an answer from {name}")),
            Wait::Start => Some("to have started".to_owned()),
            Wait::Job => Some("for something to do".to_owned()),
            Wait::Action => Some("for you".to_owned()),
            Wait::Stop => Some("to be stopped".to_owned()),
        }
    }
}

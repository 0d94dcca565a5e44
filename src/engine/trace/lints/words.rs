//! Names, numbers and durations, as a lint says them.

use super::Scene;
use crate::trace::chart::moment;
use crate::trace::{ResourceId, TaskId};

impl Scene<'_> {
    /// A task's name.
    pub fn task(&self, task: TaskId) -> String {
        let name = self.trace.tasks.get(task.0 as usize).map(|task| task.name.as_str());
        name.map_or_else(|| format!("`task {}`", task.0), |name| format!("`{name}`"))
    }

    /// The name of a lock, semaphore, channel, shared value or coroutine.
    pub fn resource(&self, id: ResourceId) -> String {
        format!("`{}`", self.trace.resources.get(id.0 as usize).map(String::as_str).unwrap_or("?"))
    }

    /// A duration of lesson time, said in real time with three digits or so: `240 ms`, `1.2 s`.
    pub fn time(&self, lesson_ns: u64) -> String {
        let real_ns = (lesson_ns as f64 / self.speed) as u64;
        let mut step_ns = 1;
        while step_ns * 1_000 <= real_ns {
            step_ns *= 10;
        }
        moment(real_ns, step_ns.min(1_000_000_000))
    }
}

/// So many of something: `1 other task was`, `3 other tasks were`.
pub(super) fn count<'a>(number: usize, one: &'a str, many: &'a str) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("{grouped} {}", if number == 1 { one } else { many })
}

//! Very many tasks in one line.

use super::states::{Change, States};
use super::words::count;
use super::{Finder, Lint, Rule, Scene};
use crate::trace::{Event, ResourceId, State, TaskId, Trace, Wait};

/// A line is what a semaphore is for, and a short one does no harm. A hundred tasks in it are a hundred that were
/// started long before they could do anything.
const MANY: usize = 100;

/// Counts who stands in each line.
pub(super) struct Crowd {
    lines: Vec<usize>,
    peak: Option<Peak>,
}

#[derive(Clone, Copy)]
struct Peak {
    count: usize,
    what: ResourceId,
    last: TaskId,
    at_ns: u64,
}

impl Crowd {
    pub fn new(trace: &Trace) -> Self {
        Self { lines: vec![0; trace.resources.len()], peak: None }
    }

    fn place(&mut self, state: Option<State>) -> Option<(ResourceId, &mut usize)> {
        let Some(State::Waiting(Wait::Permit(what))) = state else { return None };
        self.lines.get_mut(what.0 as usize).map(|line| (what, line))
    }
}

impl Finder for Crowd {
    fn see(&mut self, _scene: &Scene<'_>, _states: &States, event: &Event, change: Option<&Change>) {
        let Some(change) = change else { return };
        if let Some((_, line)) = self.place(change.before) {
            *line = line.saturating_sub(1);
        }
        let Some((what, line)) = self.place(change.after) else { return };
        *line += 1;
        let count = *line;
        if self.peak.is_none_or(|peak| count > peak.count) {
            self.peak = Some(Peak { count, what, last: event.task, at_ns: event.at_ns });
        }
    }

    fn found(&mut self, scene: &Scene<'_>) -> Vec<Lint> {
        let Some(peak) = self.peak.filter(|peak| peak.count >= MANY) else { return Vec::new() };
        let text = format!(
            "{} in line for {} at once, each of them started long before its turn.",
            count(peak.count, "task stood", "tasks stood"),
            scene.resource(peak.what)
        );
        vec![scene.lint(Rule::Crowd, peak.last, peak.at_ns, peak.at_ns, text)]
    }
}

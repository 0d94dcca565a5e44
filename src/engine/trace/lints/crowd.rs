//! Very many tasks in one line.

use super::states::{Change, States};
use super::words::count;
use super::{Finder, Lint, Rule, Scene};
use crate::trace::{Event, Kind, ResourceId, TaskId, Trace, Wait};

/// A line is what a semaphore is for, and a short one does no harm. A hundred tasks in it are a hundred that were
/// started long before they could do anything.
const MANY: usize = 100;

/// Counts who stands in each line; with a timeout, too, where a task waits for a permit and a deadline at once.
pub(super) struct Crowd {
    lines: Vec<usize>,
    /// The line each task stands in.
    stands: Vec<Option<ResourceId>>,
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
        Self { lines: vec![0; trace.resources.len()], stands: vec![None; trace.tasks.len()], peak: None }
    }

    fn joins(&mut self, event: &Event, what: ResourceId) {
        let Some(line) = self.lines.get_mut(what.0 as usize) else { return };
        *line += 1;
        let count = *line;
        if self.peak.is_none_or(|peak| count > peak.count) {
            self.peak = Some(Peak { count, what, last: event.task, at_ns: event.at_ns });
        }
    }
}

impl Finder for Crowd {
    fn see(&mut self, _scene: &Scene<'_>, _states: &States, event: &Event, _change: Option<&Change>) {
        let Some(stands) = self.stands.get_mut(event.task.0 as usize) else { return };
        match event.kind {
            Kind::Waits { on: Wait::Permit(what), .. } if stands.is_none() => {
                *stands = Some(what);
                self.joins(event, what);
            }
            Kind::PollBegan | Kind::Finished | Kind::Cancelled { .. } | Kind::Failed => {
                if let Some(line) = stands.take().and_then(|what| self.lines.get_mut(what.0 as usize)) {
                    *line = line.saturating_sub(1);
                }
            }
            _ => {}
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

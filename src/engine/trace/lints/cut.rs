//! What a cancellation leaves: a thing half done, or a task that goes on.

use super::states::{Change, States};
use super::worst::Worst;
use super::{Finder, Lint, Rule, Scene};
use crate::trace::{Event, Kind, TaskId, Trace};

/// Sees tasks cancelled while they hold a lock, and tasks that outlive the cancelled one which had started them.
/// What ends because the run ends is not blamed.
pub(super) struct Cut {
    cancelled: Vec<Option<u64>>,
    detached: Vec<bool>,
    worst: Worst,
}

impl Cut {
    pub fn new(trace: &Trace) -> Self {
        let count = trace.tasks.len();
        Self { cancelled: vec![None; count], detached: vec![false; count], worst: Worst::default() }
    }

    fn cancelled(&mut self, scene: &Scene<'_>, states: &States, event: &Event) {
        self.cancelled[event.task.0 as usize] = Some(event.at_ns);
        let Some(lock) = states.held_by(event.task).next() else { return };
        let (name, lock) = (scene.task(event.task), scene.resource(lock));
        self.worst.offer(0, || {
            let text = format!(
                "{name} was cancelled while it held the lock {lock}: what it had begun there is left half done."
            );
            scene.lint(Rule::CutShort, event.task, event.at_ns, event.at_ns, text)
        });
    }

    fn outlived(&mut self, scene: &Scene<'_>, event: &Event) {
        let task = event.task.0 as usize;
        let parent = scene.trace.tasks.get(task).and_then(|task| task.parent).filter(|_| self.detached[task]);
        let Some((parent, from_ns)) = parent.and_then(|one| Some((one, self.cancelled[one.0 as usize]?))) else {
            return;
        };
        let went_on_ns = event.at_ns - from_ns;
        if went_on_ns < scene.felt_ns {
            return;
        }
        self.worst.offer(went_on_ns, || {
            let (parent, child) = (scene.task(parent), scene.task(event.task));
            let time = scene.time(went_on_ns);
            let text = format!("{parent} was cancelled, and {child}, which it had started, went on for {time}.");
            scene.lint(Rule::CutShort, event.task, from_ns, event.at_ns, text)
        });
    }
}

impl Finder for Cut {
    fn see(&mut self, scene: &Scene<'_>, states: &States, event: &Event, _change: Option<&Change>) {
        if event.task.0 as usize >= self.cancelled.len() {
            return;
        }
        match event.kind {
            Kind::Detached => self.detached[event.task.0 as usize] = true,
            Kind::Cancelled { .. } | Kind::Finished => {
                self.outlived(scene, event);
                if event.kind != Kind::Finished && !states.has_ended(TaskId::ROOT) {
                    self.cancelled(scene, states, event);
                }
            }
            _ => {}
        }
    }

    fn found(&mut self, _scene: &Scene<'_>) -> Vec<Lint> {
        self.worst.take().into_iter().collect()
    }
}

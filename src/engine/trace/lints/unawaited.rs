//! A task that nobody awaited, or a coroutine.

use super::states::{Change, States};
use super::worst::Worst;
use super::{Finder, Lint, Rule, Scene};
use crate::trace::{Event, Kind, ResourceId, State, Trace, Wait};

/// Sees handles dropped, coroutines never awaited, and tasks left to themselves that did not get done.
///
/// A task dropped because its parent was cancelled is not blamed, nor a service that was left to itself and idle,
/// waiting for a message or a permit, when the run ended.
pub(super) struct Unawaited {
    began: Vec<Option<u64>>,
    detached: Vec<bool>,
    worst: Worst,
}

impl Unawaited {
    pub fn new(trace: &Trace) -> Self {
        let count = trace.tasks.len();
        Self { began: vec![None; count], detached: vec![false; count], worst: Worst::default() }
    }

    fn forgotten(&mut self, scene: &Scene<'_>, states: &States, event: &Event) {
        let parent = scene.trace.tasks.get(event.task.0 as usize).and_then(|task| task.parent);
        if parent.is_some_and(|parent| states.has_ended(parent)) {
            return;
        }
        let name = scene.task(event.task);
        let from_ns = self.began[event.task.0 as usize];
        let when = match from_ns {
            Some(from_ns) => format!("{} after it had begun", scene.time(event.at_ns - from_ns)),
            None => "before its first step".to_owned(),
        };
        self.worst.offer(0, || {
            let text = format!("Nobody awaited {name}: its handle was dropped, and that cancelled it {when}.");
            scene.lint(Rule::NobodyAwaited, event.task, from_ns.unwrap_or(event.at_ns), event.at_ns, text)
        });
    }

    fn never_awaited(&mut self, scene: &Scene<'_>, event: &Event, what: ResourceId) {
        let (name, maker) = (scene.resource(what), scene.task(event.task));
        self.worst.offer(0, || {
            let text = format!("Nobody awaited {name}: {maker} made it and let it go, and nothing of it ever ran.");
            scene.lint(Rule::NobodyAwaited, event.task, event.at_ns, event.at_ns, text)
        });
    }

    fn cut_off(&mut self, scene: &Scene<'_>, event: &Event) {
        let name = scene.task(event.task);
        self.worst.offer(0, || {
            let text = format!("Nobody awaited {name}: it was left to itself, and the run ended before it was done.");
            scene.lint(Rule::NobodyAwaited, event.task, event.at_ns, event.at_ns, text)
        });
    }
}

fn is_idle(state: Option<State>) -> bool {
    let Some(State::Waiting(on)) = state else { return false };
    matches!(on, Wait::Lock(_) | Wait::Permit(_) | Wait::Channel(_) | Wait::Action | Wait::Stop)
}

impl Finder for Unawaited {
    fn see(&mut self, scene: &Scene<'_>, states: &States, event: &Event, change: Option<&Change>) {
        let place = event.task.0 as usize;
        match event.kind {
            Kind::PollBegan if place < self.began.len() => {
                self.began[place].get_or_insert(event.at_ns);
            }
            Kind::Detached if place < self.began.len() => self.detached[place] = true,
            Kind::Forgotten => self.forgotten(scene, states, event),
            Kind::NeverAwaited { what, .. } => self.never_awaited(scene, event, what),
            Kind::Cancelled { .. }
                if self.detached.get(place) == Some(&true) && !is_idle(change.and_then(|change| change.before)) =>
            {
                self.cut_off(scene, event);
            }
            _ => {}
        }
    }

    fn found(&mut self, _scene: &Scene<'_>) -> Vec<Lint> {
        self.worst.take().into_iter().collect()
    }
}

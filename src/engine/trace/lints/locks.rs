//! Locks: held across a wait while others stand in line, or waited for in a circle.

use super::states::{Change, States};
use super::words::count;
use super::{Finder, Lint, Rule, Scene};
use crate::trace::{Event, Kind, ResourceId, State, TaskId, Trace, Wait};

/// Adds up, lock by lock, the time in which its holder waited for something else and others stood in line.
///
/// A holder that waits for another lock is not blamed for that: nobody knows sooner. One that waits for a lock whose
/// holder waits, in the end, for one of its own is in a deadlock.
pub(super) struct Locks {
    lines: Vec<Line>,
    deadlock: Option<Lint>,
}

#[derive(Clone, Copy, Default)]
struct Line {
    /// How many stand in it.
    count: usize,
    /// Since when they have stood there for nothing.
    since_ns: Option<u64>,
    total_ns: u64,
    peak: usize,
    /// The longest of those times: who held the lock, from when, and for how long.
    longest: Option<(TaskId, u64, u64)>,
}

impl Locks {
    pub fn new(trace: &Trace) -> Self {
        Self { lines: vec![Line::default(); trace.resources.len()], deadlock: None }
    }

    /// Books a lock's time up to now, and looks whether its holder keeps others waiting from now on.
    fn book(&mut self, states: &States, lock: ResourceId, holder: Option<TaskId>, now_ns: u64) {
        let Some(line) = self.lines.get_mut(lock.0 as usize) else { return };
        if let (Some(since_ns), Some(holder)) = (line.since_ns.take(), holder) {
            let spent_ns = now_ns - since_ns;
            line.total_ns += spent_ns;
            if line.longest.is_none_or(|(_, _, longest_ns)| spent_ns > longest_ns) {
                line.longest = Some((holder, since_ns, spent_ns));
            }
        }
        let idle = states.holder(lock).is_some_and(|holder| waits_elsewhere(states.of(holder)));
        if idle && line.count > 0 {
            line.since_ns = Some(now_ns);
            line.peak = line.peak.max(line.count);
        }
    }

    fn joins(&mut self, scene: &Scene<'_>, states: &States, event: &Event, change: &Change) {
        if let Some(lock) = wanted(change.before)
            && let Some(line) = self.lines.get_mut(lock.0 as usize)
        {
            line.count = line.count.saturating_sub(1);
        }
        let Some(lock) = wanted(change.after) else { return };
        if let Some(line) = self.lines.get_mut(lock.0 as usize) {
            line.count += 1;
        }
        if self.deadlock.is_none() {
            self.deadlock = circle(scene, states, event);
        }
    }
}

/// The lock a task stands in line for.
fn wanted(state: Option<State>) -> Option<ResourceId> {
    if let Some(State::Waiting(Wait::Lock(lock))) = state { Some(lock) } else { None }
}

fn waits_elsewhere(state: Option<State>) -> bool {
    matches!(state, Some(State::Waiting(on)) if !matches!(on, Wait::Lock(_) | Wait::Turn))
}

/// Goes from a task that began to wait for a lock to who holds it, and on, until it comes back.
fn circle(scene: &Scene<'_>, states: &States, event: &Event) -> Option<Lint> {
    let (mut task, mut parts) = (event.task, Vec::new());
    loop {
        let lock = wanted(states.of(task))?;
        let holder = states.holder(lock)?;
        let (who, lock, whose) = (scene.task(task), scene.resource(lock), scene.task(holder));
        parts.push(format!("{who} waits for {lock}, which {whose} holds"));
        task = holder;
        if task == event.task {
            break;
        }
        if parts.len() > scene.trace.tasks.len() {
            return None;
        }
    }
    let text = format!("Deadlock: {}. None of them can go on.", parts.join(", and "));
    Some(scene.lint(Rule::Deadlock, event.task, event.at_ns, event.at_ns, text))
}

impl Finder for Locks {
    fn see(&mut self, scene: &Scene<'_>, states: &States, event: &Event, change: Option<&Change>) {
        if let Kind::Locked(lock) | Kind::Unlocked(lock) = event.kind {
            self.book(states, lock, Some(event.task), event.at_ns);
        }
        let Some(change) = change else { return };
        self.joins(scene, states, event, change);
        if self.lines.is_empty() {
            return;
        }
        for lock in [wanted(change.before), wanted(change.after)].into_iter().flatten() {
            self.book(states, lock, states.holder(lock), event.at_ns);
        }
        if waits_elsewhere(change.before) || waits_elsewhere(change.after) {
            let held: Vec<ResourceId> = states.held_by(event.task).collect();
            held.into_iter().for_each(|lock| self.book(states, lock, Some(event.task), event.at_ns));
        }
    }

    fn found(&mut self, scene: &Scene<'_>) -> Vec<Lint> {
        let bad = self.lines.iter().enumerate().filter(|(_, line)| line.total_ns >= scene.felt_ns);
        let count_bad = bad.clone().count();
        // Of several that are equally bad the first.
        let worst = bad.rev().max_by_key(|(_, line)| line.total_ns).and_then(|(lock, line)| {
            let (holder, from_ns, length_ns) = line.longest?;
            let text = format!(
                "{} held the lock {} across a wait of {}: up to {} in line for it while its holders waited, {} in all.",
                scene.task(holder),
                scene.resource(ResourceId(lock as u32)),
                scene.time(length_ns),
                count(line.peak, "task stood", "tasks stood"),
                scene.time(line.total_ns)
            );
            let lint = scene.lint(Rule::HeldAcrossWait, holder, from_ns, from_ns + length_ns, text);
            Some(Lint { more: count_bad - 1, ..lint })
        });
        [self.deadlock.take(), worst].into_iter().flatten().collect()
    }
}

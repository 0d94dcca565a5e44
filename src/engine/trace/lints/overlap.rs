//! Waits that came one after another while nothing else ran.

use super::states::{Change, States};
use super::words::count;
use super::{Finder, Lint, Rule, Scene};
use crate::trace::{Event, Kind, State, TaskId, Trace, Wait};

/// Less of the run than this is not worth changing a program for.
const WORTH: f64 = 0.1;

/// Books the time in which nobody ran, nobody was ready, nobody stood in line, and a single task waited for a
/// deadline: only then would another wait have cost nothing.
///
/// A task that another one started and awaited at once, before it started the next, waits on behalf of that one.
/// Whether waits depend on each other a trace cannot know; so what is saved is an estimate, and said as such.
pub(super) struct Overlap {
    tasks: Vec<Waits>,
    busy: usize,
    queued: usize,
    sleepers: usize,
    /// The sum of the numbers of the tasks that wait for deadlines: its number, where there is but one.
    sleeper: u64,
    last_ns: u64,
}

/// The solitary waits of one task.
#[derive(Clone, Copy, Default)]
struct Waits {
    count: usize,
    total_ns: u64,
    longest_ns: u64,
    from_ns: u64,
    to_ns: u64,
    /// The wait under way.
    now_ns: u64,
    children: usize,
    /// How many children there were at once since there was none.
    most_children: usize,
}

impl Overlap {
    pub fn new(trace: &Trace) -> Self {
        let tasks = vec![Waits::default(); trace.tasks.len()];
        Self { tasks, busy: 0, queued: 0, sleepers: 0, sleeper: 0, last_ns: 0 }
    }

    /// Books the time since the last event.
    fn pass(&mut self, now_ns: u64) {
        if self.busy == 0 && self.queued == 0 && self.sleepers == 1 {
            let waits = &mut self.tasks[self.sleeper as usize];
            waits.now_ns += now_ns - self.last_ns;
        }
        self.last_ns = now_ns;
    }

    fn count(&mut self, task: TaskId, state: Option<State>, add: bool) {
        let one = |number: &mut usize| *number = if add { *number + 1 } else { number.saturating_sub(1) };
        match state {
            Some(State::Running | State::Ready | State::Waiting(Wait::Turn)) => one(&mut self.busy),
            Some(State::Waiting(Wait::Timer { .. })) => {
                one(&mut self.sleepers);
                let number = u64::from(task.0);
                self.sleeper = if add { self.sleeper + number } else { self.sleeper.saturating_sub(number) };
            }
            Some(State::Waiting(Wait::Lock(_) | Wait::Permit(_) | Wait::Channel(_))) => one(&mut self.queued),
            _ => {}
        }
    }

    /// A wait has ended: it counts for whoever it was made for.
    fn close(&mut self, scene: &Scene<'_>, task: TaskId, now_ns: u64) {
        let length_ns = std::mem::take(&mut self.tasks[task.0 as usize].now_ns);
        if length_ns == 0 {
            return;
        }
        let mut whose = task;
        while let Some(parent) = scene.trace.tasks[whose.0 as usize].parent
            && self.tasks[parent.0 as usize].most_children == 1
        {
            whose = parent;
        }
        let waits = &mut self.tasks[whose.0 as usize];
        if waits.count == 0 {
            waits.from_ns = now_ns - length_ns;
        }
        waits.count += 1;
        waits.total_ns += length_ns;
        waits.longest_ns = waits.longest_ns.max(length_ns);
        waits.to_ns = now_ns;
    }

    /// A task was spawned, or ended.
    fn child(&mut self, scene: &Scene<'_>, task: TaskId, born: bool) {
        let Some(parent) = scene.trace.tasks[task.0 as usize].parent else { return };
        let waits = &mut self.tasks[parent.0 as usize];
        if born {
            waits.children += 1;
            waits.most_children = waits.most_children.max(waits.children);
        } else {
            waits.children = waits.children.saturating_sub(1);
            waits.most_children = if waits.children == 0 { 0 } else { waits.most_children };
        }
    }
}

impl Finder for Overlap {
    fn see(&mut self, scene: &Scene<'_>, _states: &States, event: &Event, change: Option<&Change>) {
        if event.task.0 as usize >= self.tasks.len() {
            return;
        }
        self.pass(event.at_ns);
        if event.kind == Kind::Spawned {
            self.child(scene, event.task, true);
        }
        let Some(change) = change else { return };
        self.count(event.task, change.before, false);
        self.count(event.task, change.after, true);
        if let Some(State::Waiting(Wait::Timer { .. })) = change.before {
            self.close(scene, event.task, event.at_ns);
        }
        if change.after.is_none() {
            self.child(scene, event.task, false);
        }
    }

    fn found(&mut self, scene: &Scene<'_>) -> Vec<Lint> {
        let saved = |waits: &Waits| waits.total_ns - waits.longest_ns;
        let all = self.tasks.iter().enumerate().filter(|(_, waits)| waits.count > 1);
        let Some((task, waits)) = all.max_by_key(|(_, waits)| saved(waits)) else { return Vec::new() };
        let saved_ns = saved(waits);
        if saved_ns < scene.felt_ns || (saved_ns as f64) < WORTH * scene.trace.known_ns() as f64 {
            return Vec::new();
        }
        let task = TaskId(task as u32);
        let text = format!(
            "{} waited {}, one wait after another, while nothing else ran. Those that do not need each other’s answers \
             could overlap: that would save up to {} (an estimate from this run).",
            scene.task(task),
            count(waits.count, "time", "times"),
            scene.time(saved_ns)
        );
        vec![scene.lint(Rule::CouldOverlap, task, waits.from_ns, waits.to_ns, text)]
    }
}

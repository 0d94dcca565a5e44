//! A task that held the loop while others were ready: at one stretch, or in all it had to do.

use super::states::{Change, States};
use super::words::count;
use super::worst::Worst;
use super::{Finder, Lint, Rule, Scene};
use crate::trace::{Cause, Event, Kind, State, TaskId, Trace};

/// Blames a stretch only where another task was ready, and was not polled, for a time that is felt: a long
/// computation that nobody waits for is nobody's trouble.
pub(super) struct Held {
    stretches: Vec<Stretch>,
    /// Since when each task has been ready.
    ready: Vec<Option<u64>>,
    /// Tasks that were cancelled while they were ready: since when, and until when.
    gone: Vec<(u64, u64)>,
    /// Stretches that have ended, until it is known which deadlines passed during them.
    ended: Vec<(TaskId, Stretch, u64)>,
    held: Worst,
    never: Worst,
}

/// A stretch of time in which a task ran.
#[derive(Clone, Copy, Default)]
struct Stretch {
    from_ns: u64,
    /// How many works there were in it, between which the task could have given way.
    works: usize,
    /// How many stretches the task has had, this one included.
    number: usize,
    finished: bool,
}

impl Held {
    pub fn new(trace: &Trace) -> Self {
        let count = trace.tasks.len();
        let (stretches, ready) = (vec![Stretch::default(); count], vec![None; count]);
        Self { stretches, ready, gone: Vec::new(), ended: Vec::new(), held: Worst::default(), never: Worst::default() }
    }

    /// Judges a stretch that has ended.
    fn judge(&mut self, scene: &Scene<'_>, (task, stretch, to_ns): (TaskId, Stretch, u64)) {
        let others = self.ready.iter().enumerate().filter(|(other, _)| *other != task.0 as usize);
        let still = others.filter_map(|(_, since)| since.map(|since| (since, to_ns)));
        let kept = still.chain(self.gone.iter().copied()).filter(|(since_ns, until_ns)| {
            until_ns.min(&to_ns).saturating_sub(*since_ns.max(&stretch.from_ns)) >= scene.felt_ns
        });
        let kept = kept.count();
        if kept == 0 {
            return;
        }
        let length_ns = to_ns - stretch.from_ns;
        let (name, time) = (scene.task(task), scene.time(length_ns));
        let kept = count(kept, "other task was", "other tasks were");
        let say = |rule, text| scene.lint(rule, task, stretch.from_ns, to_ns, text);
        if stretch.number == 1 && stretch.finished && stretch.works > 1 {
            let steps = count(stretch.works, "step", "steps");
            let text = format!(
                "{name} never yielded: it went through {steps} in {time} without once giving way; {kept} ready meanwhile."
            );
            self.never.offer(length_ns, || say(Rule::NeverYielded, text));
        } else {
            let text = format!("{name} held the loop for {time}; {kept} ready meanwhile.");
            self.held.offer(length_ns, || say(Rule::HeldTheLoop, text));
        }
    }

    fn judge_ended(&mut self, scene: &Scene<'_>) {
        for ended in std::mem::take(&mut self.ended) {
            self.judge(scene, ended);
        }
    }

    fn change(&mut self, scene: &Scene<'_>, event: &Event, change: &Change) {
        let Some(stretch) = self.stretches.get_mut(event.task.0 as usize) else { return };
        if change.after == Some(State::Running) {
            *stretch = Stretch { from_ns: event.at_ns, works: 0, number: stretch.number + 1, finished: false };
        } else if change.before == Some(State::Running) && event.at_ns - stretch.from_ns >= scene.felt_ns {
            stretch.finished = event.kind == Kind::Finished;
            self.ended.push((event.task, *stretch, event.at_ns));
        }
    }
}

impl Finder for Held {
    fn see(&mut self, scene: &Scene<'_>, _states: &States, event: &Event, change: Option<&Change>) {
        if event.kind == Kind::PollBegan && !self.ended.is_empty() {
            self.judge_ended(scene);
        }
        let Some(ready) = self.ready.get_mut(event.task.0 as usize) else { return };
        match (event.kind, change) {
            // A frozen loop notices only afterwards that a deadline has passed.
            (Kind::Woken(Cause::Timer { due_ns }), _) => *ready = Some(due_ns.min(event.at_ns)),
            (Kind::Woken(_), _) => *ready = Some(event.at_ns),
            (kind, Some(change)) if change.after != Some(State::Ready) => {
                let since = ready.take();
                if let (Kind::Cancelled { .. }, Some(since_ns)) = (kind, since)
                    && event.at_ns - since_ns >= scene.felt_ns
                {
                    self.gone.push((since_ns, event.at_ns));
                }
            }
            _ => {}
        }
        if let Kind::WorkBegan { .. } = event.kind {
            self.stretches[event.task.0 as usize].works += 1;
        }
        if let Some(change) = change {
            self.change(scene, event, change);
        }
    }

    fn found(&mut self, scene: &Scene<'_>) -> Vec<Lint> {
        self.judge_ended(scene);
        [self.held.take(), self.never.take()].into_iter().flatten().collect()
    }
}

//! A task that goes round the loop, again and again, and does nothing.

use super::states::{Change, States};
use super::words::count;
use super::worst::Worst;
use super::{Finder, Lint, Rule, Scene};
use crate::trace::{Cause, Event, Kind, TaskId, Trace, Wait};

/// So many turns in a row without anything done are no accident: giving way now and then between portions of work
/// is what a task should do, and each portion starts the count anew.
const MANY: usize = 100;

/// Counts the turns in which each task did nothing.
pub(super) struct Spins {
    rows: Vec<Row>,
    worst: Worst,
}

#[derive(Clone, Copy, Default)]
struct Row {
    turns: usize,
    from_ns: u64,
    to_ns: u64,
}

impl Spins {
    pub fn new(trace: &Trace) -> Self {
        Self { rows: vec![Row::default(); trace.tasks.len()], worst: Worst::default() }
    }

    /// The task did something, or ended.
    fn close(&mut self, scene: &Scene<'_>, task: TaskId) {
        let Some(row) = self.rows.get_mut(task.0 as usize).map(std::mem::take).filter(|row| row.turns >= MANY) else {
            return;
        };
        let turns = count(row.turns, "time", "times");
        let name = scene.task(task);
        self.worst.offer(row.turns as u64, || {
            let text = format!(
                "{name} woke itself {turns} in a row and did nothing in between: it goes round the loop instead of \
                 waiting for what it needs."
            );
            scene.lint(Rule::WokeItself, task, row.from_ns, row.to_ns, text)
        });
    }
}

impl Finder for Spins {
    fn see(&mut self, scene: &Scene<'_>, _states: &States, event: &Event, _change: Option<&Change>) {
        match event.kind {
            Kind::Woken(Cause::Itself) => {
                let Some(row) = self.rows.get_mut(event.task.0 as usize) else { return };
                row.from_ns = if row.turns == 0 { event.at_ns } else { row.from_ns };
                row.to_ns = event.at_ns;
                row.turns += 1;
            }
            // Waking or starting somebody else is something done, by the one who did it.
            Kind::Woken(Cause::Task(by)) => self.close(scene, by),
            Kind::Woken(_) | Kind::PollBegan | Kind::PollEnded | Kind::Spawned => {}
            Kind::Waits { on: Wait::Turn, .. } => {}
            _ => self.close(scene, event.task),
        }
    }

    fn found(&mut self, scene: &Scene<'_>) -> Vec<Lint> {
        for task in 0..self.rows.len() {
            self.close(scene, TaskId(task as u32));
        }
        self.worst.take().into_iter().collect()
    }
}

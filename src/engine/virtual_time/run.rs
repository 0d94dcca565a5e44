//! A program on the virtual clock.

use super::answers::Answers;
use super::workers::VirtualWorkers;
use super::{EVENT_BUDGET, Ended, Machine, Report};
use crate::runtime::{Cx, Engine, Fetcher, Outcome, Random, Settings, Task, Workers};
use std::future::Future;
use std::rc::Rc;
use std::time::Duration;

/// A program under way on the virtual clock.
///
/// It is turned in slices, so that a page can run a long one beside its other duties; dropping it drops
/// the program and all its tasks.
pub struct VirtualRun {
    engine: Rc<Engine>,
    root: Task<Outcome>,
    answers: Rc<Answers>,
    workers: Rc<VirtualWorkers>,
    machine: Machine,
    random: Random,
    budget: u64,
    /// Whether there may be more deadlines that have passed.
    is_waking: bool,
}

/// How many are woken before it is seen whether a slice is at its end.
const WOKEN_AT_ONCE: usize = 1_000;

impl VirtualRun {
    /// Starts a program on a machine; `seed` fixes what the machine's costs are drawn as, and `collect` is
    /// how many events are kept, if any.
    pub fn new<F>(machine: &Machine, seed: u64, collect: Option<usize>, program: impl FnOnce(Cx) -> F) -> Self
    where
        F: Future<Output = Outcome> + 'static,
    {
        let answers = Answers::new(machine, seed);
        let fetcher: Rc<dyn Fetcher> = answers.clone();
        let workers = VirtualWorkers::new(machine, seed);
        let hires: Rc<dyn Workers> = Rc::new(Rc::clone(&workers));
        let settings = Settings {
            processors: machine.processors,
            grain_ns: (machine.grain_ns * machine.speed) as u64,
            unit_ns: machine.unit_ns * machine.speed,
            collect,
            fetcher: Some(fetcher),
            workers: Some(hires),
            ..Settings::default()
        };
        let engine = Engine::new(settings);
        let cx = Cx::new(Rc::clone(&engine));
        let root = cx.spawn("main", program(cx.clone()));
        let (machine, random) = (machine.clone(), Random::new(seed, u64::MAX));
        Self { engine, root, answers, workers, machine, random, budget: EVENT_BUDGET, is_waking: false }
    }

    /// Sets after how many events the run is given up.
    pub fn with_budget(mut self, events: u64) -> Self {
        self.budget = events;
        self
    }

    /// Goes on for at most about `events` events. Returns the report once the run has ended.
    pub fn advance(&mut self, events: u64) -> Option<Report> {
        let pause = self.engine.events().saturating_add(events).min(self.budget);
        loop {
            if self.root.is_finished() {
                return Some(self.report(Ended::Finished(Ok(()))));
            }
            if self.engine.events() >= pause {
                let waiting = || self.engine.waiting(8);
                let given_up = || Ended::GivenUp { events: self.engine.events(), waiting: waiting() };
                return (pause == self.budget).then(given_up).map(|ended| self.report(ended));
            }
            if !self.turn() {
                let endless = self.engine.awaits_visitor();
                let ended = if endless { Ended::Endless } else { Ended::Deadlock(self.engine.waiting(8)) };
                return Some(self.report(ended));
            }
        }
    }

    /// Runs to the end.
    pub fn finish(mut self) -> Report {
        loop {
            if let Some(report) = self.advance(u64::MAX) {
                return report;
            }
        }
    }

    /// Polls a task, or goes to the next deadline, answer or doing of a worker. Returns whether there was any of them.
    #[inline]
    fn turn(&mut self) -> bool {
        // Before all have been woken that are to be, nobody is polled: the order is that of their deadlines.
        if self.is_waking {
            return self.wake();
        }
        if self.machine.switch_ns > 0.0 && self.engine.can_poll() {
            self.pass(self.engine.now(), self.machine.switch_ns);
            self.engine.fire_due();
        }
        if self.engine.poll_one() {
            return true;
        }
        let deadline = self.engine.next_deadline();
        let before = |due_ns: u64, other: Option<u64>| other.is_none_or(|other| due_ns < other);
        let (answer, worker) = (self.answers.next(), self.workers.next());
        if let Some(due_ns) = worker.filter(|due_ns| before(*due_ns, deadline) && before(*due_ns, answer)) {
            self.engine.set_now(due_ns);
            self.workers.turn(due_ns);
            return true;
        }
        if let Some(due_ns) = answer.filter(|due_ns| before(*due_ns, deadline)) {
            self.engine.set_now(due_ns);
            self.answers.deliver();
            return true;
        }
        let Some(due_ns) = deadline else { return false };
        let costs = if self.engine.holds_any() { &self.machine.overrun } else { &self.machine.lateness };
        let late_ns = costs.draw(&mut self.random);
        self.pass(due_ns, late_ns);
        self.wake()
    }

    /// Wakes some of those whose deadline has passed. Returns whether it was worth a turn.
    fn wake(&mut self) -> bool {
        let woken = self.engine.fire_some(WOKEN_AT_ONCE);
        let was_waking = std::mem::replace(&mut self.is_waking, woken == WOKEN_AT_ONCE);
        woken > 0 || was_waking
    }

    /// Sets the time to `cost_ns` of real time after `from_ns`.
    fn pass(&self, from_ns: u64, cost_ns: f64) {
        self.engine.set_now(from_ns.saturating_add((cost_ns * self.machine.speed) as u64));
    }

    fn report(&mut self, ended: Ended) -> Report {
        let ended = match (ended, self.root.take()) {
            (Ended::Finished(_), Some(outcome)) => Ended::Finished(outcome),
            (ended, _) => ended,
        };
        let (elapsed, events) = (Duration::from_nanos(self.engine.now()), self.engine.events());
        self.engine.clear();
        Report { ended, elapsed, events, trace: self.engine.take_trace() }
    }
}

impl Drop for VirtualRun {
    fn drop(&mut self) {
        self.engine.clear();
    }
}

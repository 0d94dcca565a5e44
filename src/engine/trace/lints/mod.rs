//! What went wrong in a run, or could go better: found in its trace alone, said in a sentence with the number.
//!
//! A lint is an observation, not a verdict: each has a threshold below which it keeps quiet, and names the task and
//! the time, so that one can go and look. Of each kind the worst is told, and how many more there were.

mod connections;
mod crowd;
mod cut;
mod held;
mod locks;
mod lost;
mod overlap;
mod spins;
mod states;
mod unawaited;
mod words;
mod worst;

use super::{Event, TaskId, Trace};
use states::{Change, States};

/// Something found in a trace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lint {
    /// What kind of thing it is.
    pub rule: Rule,
    /// The task it is about.
    pub task: TaskId,
    /// When it began, in nanoseconds of lesson time.
    pub from_ns: u64,
    /// When it ended, in nanoseconds of lesson time.
    pub to_ns: u64,
    /// A sentence or two, with the number; durations in real time, names in backquotes.
    pub text: String,
    /// How many more of the same kind there were, none of them worse.
    pub more: usize,
}

/// What a lint can be about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    /// Tasks wait for each other in a circle.
    Deadlock,
    /// A task held the loop for long, and others were ready.
    HeldTheLoop,
    /// A task did all it had to do, step after step, without once giving way.
    NeverYielded,
    /// A task went round the loop and did nothing.
    WokeItself,
    /// Nobody awaited a task, or a coroutine.
    NobodyAwaited,
    /// Waits came one after another while nothing else ran.
    CouldOverlap,
    /// A lock was held across a wait, and others stood in line.
    HeldAcrossWait,
    /// A value was written back after others had written it.
    LostUpdate,
    /// Very many tasks stood in line for one thing.
    Crowd,
    /// The browser held requests back until a connection was free.
    HeldBack,
    /// A cancellation left something half done, or running.
    CutShort,
}

/// Shorter than this in real time nothing is worth a word: 50 ms is what browsers call a long task, because a person
/// begins to feel it. In nanoseconds.
const FELT_NS: f64 = 50e6;

/// All that is found in the trace of a run in which `speed` lesson seconds passed in a real one.
pub fn lints(trace: &Trace, speed: f64) -> Vec<Lint> {
    let mut search = Search::new(trace, speed);
    while search.goes_on(usize::MAX) {}
    search.found()
}

/// A search for all of it, in slices: a long trace takes a while.
pub struct Search<'a> {
    scene: Scene<'a>,
    finders: Vec<Box<dyn Finder>>,
    states: States,
    /// How many events have been looked at.
    seen: usize,
}

impl<'a> Search<'a> {
    /// Begins a search.
    pub fn new(trace: &'a Trace, speed: f64) -> Self {
        let mut search = Self::simple(trace, speed);
        let finders: [Box<dyn Finder>; 6] = [
            Box::new(spins::Spins::new(trace)),
            Box::new(unawaited::Unawaited::new(trace)),
            Box::new(locks::Locks::new(trace)),
            Box::new(lost::Lost::new(trace)),
            Box::new(connections::Connections::default()),
            Box::new(cut::Cut::new(trace)),
        ];
        search.finders.extend(finders);
        search
    }

    /// The same for a program of works and waits, whose tasks are all awaited: it has no locks and no shared values, fetches
    /// nothing, cancels nobody, and wakes nobody but by time.
    pub fn simple(trace: &'a Trace, speed: f64) -> Self {
        let finders: [Box<dyn Finder>; 3] = [
            Box::new(held::Held::new(trace)),
            Box::new(overlap::Overlap::new(trace)),
            Box::new(crowd::Crowd::new(trace)),
        ];
        let scene = Scene { trace, speed, felt_ns: (FELT_NS * speed) as u64 };
        Self { scene, finders: finders.into(), states: States::new(trace), seen: 0 }
    }

    /// Looks at some more events; whether there are any left.
    pub fn goes_on(&mut self, events: usize) -> bool {
        let left = &self.scene.trace.events[self.seen..];
        let slice = &left[..events.min(left.len())];
        for event in slice {
            let change = self.states.take(event);
            // What runs on another thread neither holds this loop nor waits for it.
            if self.scene.trace.is_apart(event.task) {
                continue;
            }
            for finder in &mut self.finders {
                finder.see(&self.scene, &self.states, event, change.as_ref());
            }
        }
        self.seen += slice.len();
        slice.len() < left.len()
    }

    /// What has been found, the gravest first.
    pub fn found(mut self) -> Vec<Lint> {
        let mut found: Vec<Lint> = Vec::new();
        for lint in self.finders.iter_mut().flat_map(|finder| finder.found(&self.scene)) {
            // They are few: none needs a sorting of the standard library's, which is large.
            let order = |lint: &Lint| (lint.rule, lint.from_ns);
            found.insert(found.partition_point(|other| order(other) <= order(&lint)), lint);
        }
        found
    }
}

/// What every finder may know.
struct Scene<'a> {
    trace: &'a Trace,
    speed: f64,
    /// The shortest time that is worth a word, in nanoseconds of lesson time.
    felt_ns: u64,
}

/// Looks for one kind of thing, event by event.
trait Finder {
    /// Sees an event, the states of all tasks after it, and what it changed.
    fn see(&mut self, scene: &Scene<'_>, states: &States, event: &Event, change: Option<&Change>);
    /// Says what was found.
    fn found(&mut self, scene: &Scene<'_>) -> Vec<Lint>;
}

//! Everything the page shows, as signals, and everything a visitor can do, as methods.

use super::session::Session;
use super::signal::Signal;
use super::timeline::{Glance, Spot};
use crate::lessons::{Entry, Line, Listing, Variant};
use crate::params::{Notice, Theme, Values};
use crate::predict::{Prediction, in_order};
use crate::trace::inside::Snapshot;
use crate::trace::lints::Lint;
use crate::trace::{Account, Standstill, Trace};
use std::sync::Arc;
use std::time::Duration;

/// Where the page stands, as `data-state` says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Nothing runs, nothing has run with what is on the page.
    Ready,
    /// Calibrating or running.
    Running,
    /// The run came to its end.
    Finished,
    /// The run was stopped.
    Stopped,
    /// The run broke.
    Failed,
}

impl Stage {
    /// The word in `data-state`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Ready => "ready",
            Self::Running => "running",
            Self::Finished => "finished",
            Self::Stopped => "stopped",
            Self::Failed => "failed",
        }
    }
}

/// How far the run is.
#[derive(Clone, Debug, PartialEq)]
pub struct Progress {
    /// What is going on: a variant's label, or that the browser is being calibrated.
    pub doing: String,
    /// The variant that runs, if one does.
    pub variant: Option<&'static str>,
    /// Real time since it began.
    pub elapsed: Duration,
    /// Real time it is predicted to take.
    pub expected: Option<Duration>,
}

/// One variant that has been run.
#[derive(Clone, Debug)]
pub struct Ran {
    /// Which one.
    pub variant: Variant,
    /// What was predicted before it ran.
    pub predicted: Prediction,
    /// What it took, in real time: every run with these parameters that can be trusted; or, when the last
    /// one cannot, that one alone.
    pub measured: Vec<Duration>,
    /// Every run with these parameters that can be trusted, in real time.
    pub clean: Vec<Duration>,
    /// What happened in the last of those runs.
    pub trace: Arc<Trace>,
    /// Where the time of the last of those runs went; lesson time.
    pub account: Account,
    /// What was found in the last of those runs.
    pub lints: Vec<Lint>,
    /// Why the last of those runs is not to be trusted, if so.
    pub tainted: Option<String>,
}

/// What the page shows of the run that came last: the figures belong to `values`, which the visitor may
/// have edited since.
#[derive(Clone, Debug)]
pub struct Results {
    /// The lesson, as an index into the registry.
    pub page: usize,
    /// The parameters it ran with.
    pub values: Values,
    /// The variants that were asked for last: what was printed, and the run record, are of these.
    pub asked_for: &'static [Variant],
    /// What was predicted for them.
    pub predictions: Vec<Prediction>,
    /// The variants that ran to their end.
    pub variants: Vec<Ran>,
    /// What happened in a run that was stopped, or broke.
    pub cut_short: Option<(Variant, Arc<Trace>)>,
    /// Who waited for whom, in the last runs that ended in a deadlock.
    pub standstills: Vec<(Variant, Standstill)>,
    /// What the visitor had guessed: lesson time, by the variant's name.
    pub guesses: Vec<(&'static str, Duration)>,
}

impl Results {
    /// How many lesson seconds passed in a real one.
    pub fn speed(&self, store: &Store) -> f64 {
        (store.entry(self.page).speed)(&self.values)
    }
}

impl Ran {
    /// The run in the middle, in real time; of an even number, half-way between the two.
    pub fn median(&self) -> Duration {
        let runs = in_order(&self.measured);
        let at = |place: usize| runs.get(place).copied().unwrap_or_default();
        (at(runs.len() / 2) + at(runs.len().saturating_sub(1) / 2)) / 2
    }
}

/// What this browser is, as far as it matters to a measurement.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Instrument {
    /// How many processors the browser says there are.
    pub cores: u32,
    /// The clock's step.
    pub clock_step: Option<Duration>,
    /// How late a deadline is noticed, half of the time.
    pub lateness: Option<Duration>,
    /// The time from one task's poll to the next one's.
    pub switch: Option<Duration>,
    /// Whether the page is cross-origin isolated.
    pub isolated: bool,
    /// Which build this is.
    pub build: &'static str,
    /// What is known of workers: a name and a value each.
    pub workers: Vec<(&'static str, String)>,
    /// How deadlines are noticed: a worker's alarm, or the page's own timer where workers are blocked.
    pub alarm: &'static str,
}

/// The page's state.
#[derive(Clone, Copy)]
pub struct Store {
    /// The registry.
    pub lessons: &'static [Line],
    /// The lesson that is open, as an index into the registry.
    pub page: Signal<usize>,
    /// Its parameters.
    pub values: Signal<Values>,
    /// The parameters of its game.
    pub game: Signal<Values>,
    /// Which variants run: 0 for all, else one more than the index into the lesson's variants.
    pub variant: Signal<usize>,
    /// What was not understood in the address or the form.
    pub notices: Signal<Vec<Notice>>,
    /// Where the page stands; `None` until the address has been answered.
    pub stage: Signal<Option<Stage>>,
    /// Why the run failed, or what else there is to say about how it ended.
    pub message: Signal<Option<String>>,
    /// How far the run is.
    pub progress: Signal<Option<Progress>>,
    /// What is predicted for the parameters on the page, a variant each; empty while it is being computed.
    pub predictions: Signal<Vec<Prediction>>,
    /// What the visitor thinks each variant takes: lesson time, by the variant's name.
    pub guesses: Signal<Vec<(&'static str, Duration)>>,
    /// Whether the predictions are shown: after a guess, after a run, or when guessing is skipped.
    pub revealed: Signal<bool>,
    /// Whether the visitor has chosen not to be asked for guesses; remembered.
    pub skips_guessing: Signal<bool>,
    /// The run that came last.
    pub results: Signal<Option<Results>>,
    /// The lines of the run under way, or of the last one.
    pub output: Signal<Vec<String>>,
    /// Before which line of the output each of several variants begins, and what it is called.
    pub output_parts: Signal<Vec<(usize, &'static str)>>,
    /// What to know before running: waits this browser's clock cannot tell apart, and the like.
    pub caveats: Signal<Vec<String>>,
    /// What this browser is.
    pub instrument: Signal<Instrument>,
    /// Whether the lesson is shown alone.
    pub embed: Signal<bool>,
    /// The theme the address or the visitor asked for.
    pub theme: Signal<Option<Theme>>,
    /// Where the timeline is asked to go.
    pub spot: Signal<Option<Spot>>,
    /// What is looked at on the timeline.
    pub glance: Signal<Glance>,
    /// What is inside the loop of the run under way, where the lesson shows it.
    pub inside: Signal<Option<Snapshot>>,
    pub(super) session: Signal<Session>,
}

impl Store {
    /// The state of a page that has not read its address yet. There must be at least one lesson.
    pub fn new(lessons: &'static [Line]) -> Self {
        Self {
            lessons,
            page: Signal::new(0),
            values: Signal::new(Values::defaults(lessons[0].entry().fields)),
            game: Signal::new(Values::defaults(lessons[0].entry().game_fields())),
            variant: Signal::new(0),
            notices: Signal::default(),
            stage: Signal::default(),
            message: Signal::default(),
            progress: Signal::default(),
            predictions: Signal::default(),
            guesses: Signal::default(),
            revealed: Signal::default(),
            skips_guessing: Signal::default(),
            results: Signal::default(),
            output: Signal::default(),
            output_parts: Signal::default(),
            caveats: Signal::default(),
            instrument: Signal::default(),
            embed: Signal::default(),
            theme: Signal::default(),
            spot: Signal::default(),
            glance: Signal::default(),
            inside: Signal::default(),
            session: Signal::default(),
        }
    }

    /// The lesson that is open.
    pub fn lesson(&self) -> &'static Entry {
        self.entry(self.page.get())
    }

    /// A lesson that is open, or has been.
    pub fn entry(&self, page: usize) -> &'static Entry {
        self.lessons[page].entry()
    }

    /// The text above the form, with the parameters on the page.
    pub fn text(&self) -> &'static [&'static str] {
        let (entry, values) = (self.lesson(), self.values.get());
        if entry.fields == values.fields() { (entry.text)(&values) } else { entry.meta.text }
    }

    /// The programs as the learner reads them, with the parameters on the page.
    pub fn listings(&self) -> &'static [Listing] {
        let (entry, values) = (self.lesson(), self.values.get());
        if entry.fields == values.fields() { (entry.listings)(&values) } else { entry.meta.listings }
    }

    /// What the visitor can do to the program while it runs, with the parameters on the page.
    pub fn actions(&self) -> &'static [&'static str] {
        let (entry, values) = (self.lesson(), self.values.get());
        if entry.fields == values.fields() { (entry.actions)(&values) } else { &[] }
    }

    /// How many lesson seconds pass in a real one, with the parameters on the page.
    pub fn speed(&self) -> f64 {
        (self.lesson().speed)(&self.values.get())
    }

    /// Whether the figures of the last run belong to other parameters than those on the page.
    pub fn is_stale(&self) -> bool {
        self.results.with(|results| {
            results.as_ref().is_some_and(|ran| ran.page != self.page.get() || ran.values != self.values.get())
        })
    }
}

/// Lesson time as real time.
pub fn real(lesson: Duration, speed: f64) -> Duration {
    Duration::from_nanos((lesson.as_nanos() as f64 / speed) as u64)
}

//! Runs the chosen variants: calibrates, predicts, measures, one after the other.

use super::hiding::Hiding;
use super::later::later;
use super::session::Session;
use super::store::{Instrument, Progress, Ran, Results, Stage, Store, real};
use super::{embed, manning, predictor};
use crate::browser::{BrowserRun, Calibration, Clock, End, Probe, Program, Report, Starter, calibrate};
use crate::lessons::{Entry, Variant};
use crate::params::Values;
use crate::predict::{Prediction, taint};
use crate::trace::Trace;
use crate::trace::lints::{Lint, Search};
use crate::virtual_time::Requests;
use gloo_timers::callback::Interval;
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::window;
use leptos::task::spawn_local;
use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

/// How often the page shows how far a run is, in milliseconds.
const SHOWN_EVERY_MS: u32 = 500;
/// The same where the visitor acts on the program, and waits for what it prints.
const ANSWERED_WITHIN_MS: u32 = 100;
/// How long the page is given to draw before a run, in milliseconds.
const SETTLING_MS: u32 = 200;
/// How many events of a run are kept.
const EVENTS_KEPT: usize = 400_000;

/// How many of them are looked at between two turns of the page: some milliseconds of work.
const LOOKED_AT_ONCE: usize = 40_000;

/// What is run: the parameters as they were when it began.
struct Job {
    store: Store,
    page: usize,
    entry: &'static Entry,
    values: Values,
    choice: usize,
    variants: &'static [Variant],
    guesses: Vec<(&'static str, Duration)>,
    /// How many times another lesson had been opened when it began.
    lessons_opened: u32,
}

/// Why there is no more to run.
enum Halt {
    Stopped,
    Failed(String),
}

/// Starts a run of what is on the page.
pub fn start(store: Store) {
    let (page, choice) = (store.page.get_untracked(), store.variant.get_untracked());
    let entry = store.entry(page);
    let job = Job {
        store,
        page,
        entry,
        values: store.values.get_untracked(),
        choice,
        variants: entry.variants(choice),
        guesses: store.guesses.get_untracked(),
        lessons_opened: store.session.with_untracked(|session| session.lessons_opened),
    };
    store.stage.set(Some(Stage::Running));
    store.message.set(None);
    store.output_parts.set(Vec::new());
    store.output.set(Vec::new());
    store.session.update(|session| {
        session.stop_asked = false;
        // What is being predicted is given up: nothing is computed beside a run.
        session.predicted = None;
    });
    spawn_local(async move {
        let mut results = job.known();
        let ended = job.run(&mut results, &Hiding::watch()).await;
        store.progress.set(None);
        store.inside.set(None);
        store.session.update(|session| session.run = None);
        let stage = match ended {
            _ if !job.is_here() => Stage::Ready,
            Ok(()) => Stage::Finished,
            Err(Halt::Stopped) => Stage::Stopped,
            Err(Halt::Failed(why)) => {
                store.message.set(Some(why));
                Stage::Failed
            }
        };
        store.stage.set(Some(stage));
        embed::ran(&store, &results);
    });
}

/// Tells the run under way of something the visitor does.
pub fn act(store: Store, action: usize) {
    if let Some(run) = store.session.with_untracked(|session| session.run.clone()) {
        run.act(action);
    }
}

/// Asks the run under way to stop.
pub fn stop(store: Store) {
    let run = store.session.update(|session| {
        session.stop_asked = true;
        session.run.clone()
    });
    if let Some(run) = run {
        run.stop();
    }
}

impl Results {
    /// Takes a run of a variant in, in the order that the lesson has; `ran` is given the earlier ones that can be
    /// trusted.
    fn take(&mut self, entry: &Entry, variant: Variant, ran: impl FnOnce(Vec<Duration>) -> Result<Ran, Arc<Trace>>) {
        let earlier = self.variants.iter().find(|ran| ran.variant == variant);
        match ran(earlier.map(|ran| ran.clean.clone()).unwrap_or_default()) {
            Ok(ran) => {
                self.variants.retain(|ran| ran.variant != variant);
                let order = |variant| entry.meta.variants.iter().position(|one| *one == variant);
                let place = self.variants.partition_point(|one| order(one.variant) < order(variant));
                self.variants.insert(place, ran);
            }
            Err(trace) => self.cut_short = Some((variant, trace)),
        }
    }
}

impl Job {
    async fn run(&self, results: &mut Results, hiding: &Hiding) -> Result<(), Halt> {
        self.show(results);
        let calibration = self.calibrated(hiding).await?;
        let mut calibration = self.with_requests(calibration, hiding).await?;
        let starter = self.with_workers(&mut calibration, hiding).await?;
        let predictions = self.predicted(&calibration).await?;
        results.predictions.clone_from(&predictions);
        self.show(results);
        for (variant, prediction) in self.variants.iter().zip(predictions) {
            hiding.reset();
            let (report, end) = self.measure(*variant, &prediction, &calibration, starter.as_ref()).await?;
            let hidden = hiding.was_hidden();
            let lints = self.found(&report, &end).await;
            results.standstills.retain(|(other, _)| other != variant);
            if let (End::Deadlock(_), Some(trace), Some(ways)) = (&report.end, &report.trace, later()) {
                results.standstills.push((*variant, (ways.standstill)(trace)));
            }
            results.take(self.entry, *variant, |clean| match &end {
                Ok(()) => Ok(self.ran(*variant, prediction, report, lints, clean, hidden)),
                Err(_) => Err(Arc::new(report.trace.unwrap_or_default())),
            });
            self.show(results);
            end?;
        }
        Ok(())
    }

    /// What is known of earlier runs with these very parameters.
    fn known(&self) -> Results {
        let earlier = self.store.results.get_untracked();
        let same = earlier.filter(|ran| ran.page == self.page && ran.values == self.values);
        Results {
            page: self.page,
            values: self.values.clone(),
            asked_for: self.variants,
            predictions: Vec::new(),
            cut_short: None,
            standstills: same.as_ref().map(|results| results.standstills.clone()).unwrap_or_default(),
            variants: same.map(|results| results.variants).unwrap_or_default(),
            guesses: self.guesses.clone(),
        }
    }

    /// Whether the page still shows the lesson that runs: otherwise the run has nothing more to say there.
    fn is_here(&self) -> bool {
        self.store.session.with_untracked(|session| session.lessons_opened == self.lessons_opened)
    }

    /// Puts results on the page.
    fn show(&self, results: &Results) {
        if self.is_here() {
            self.store.results.set(Some(results.clone()));
        }
    }

    /// Measures this browser, the first time.
    async fn calibrated(&self, hiding: &Hiding) -> Result<Calibration, Halt> {
        let known = self.store.session.with_untracked(|session| session.calibration.clone());
        if let Some(known) = known {
            return Ok(known);
        }
        self.progress("Measuring this browser", None, Duration::ZERO, Some(Duration::from_millis(1_400)));
        TimeoutFuture::new(SETTLING_MS).await;
        self.stop_asked()?;
        hiding.reset();
        let calibration = calibrate(&self.store.session.update(Session::alarm), |run| can_be_stopped(self.store, run))
            .await
            .map_err(Halt::Failed)?
            .ok_or(Halt::Stopped)?;
        self.stop_asked()?;
        // One that was disturbed serves this run, and is taken anew for the next.
        if !calibration.disturbed && !hiding.was_hidden() {
            self.store.session.update(|session| session.calibration = Some(calibration.clone()));
        }
        self.store.instrument.update(|instrument| tell(instrument, &calibration));
        Ok(calibration)
    }

    /// Measures requests and storage, the first time that a lesson asks for them.
    async fn with_requests(&self, mut calibration: Calibration, hiding: &Hiding) -> Result<Calibration, Halt> {
        let (requests, storage) =
            self.store.session.with_untracked(|known| (known.requests.clone(), known.storage.clone()));
        if let Some(probe) = self.entry.probe {
            let keep = |session: &mut Session, measured| session.requests = Some(measured);
            let measuring = "Measuring requests";
            calibration.machine.requests = self.asking(requests, Probe::Host(probe), measuring, keep, hiding).await?;
        }
        if (self.entry.stores)(&self.values) {
            let keep = |session: &mut Session, measured| session.storage = Some(measured);
            let measuring = "Measuring this machine’s storage";
            calibration.machine.storage = self.asking(storage, Probe::Storage, measuring, keep, hiding).await?;
        }
        Ok(calibration)
    }

    /// What asking costs, where it is not yet known.
    async fn asking(
        &self,
        known: Option<Requests>,
        probe: Probe,
        measuring: &str,
        keep: fn(&mut Session, Requests),
        hiding: &Hiding,
    ) -> Result<Requests, Halt> {
        if let Some(known) = known {
            return Ok(known);
        }
        self.progress(measuring, None, Duration::ZERO, Some(Duration::from_millis(1_200)));
        hiding.reset();
        let (alarm, store) = (self.store.session.update(Session::alarm), self.store);
        let ways = later().ok_or_else(|| Halt::Failed("the lesson’s part of the page is not there yet".to_owned()))?;
        let measured = (ways.requests)(alarm, probe, Box::new(move |run| can_be_stopped(store, run)));
        let measured = measured.await.map_err(Halt::Failed)?;
        self.stop_asked()?;
        let (measured, disturbed) = measured.ok_or(Halt::Stopped)?;
        // As above: what was disturbed serves this run only.
        if !disturbed && !hiding.was_hidden() {
            self.store.session.update(|session| keep(session, measured.clone()));
        }
        Ok(measured)
    }

    /// Measures workers, the first time that a lesson has any.
    async fn with_workers(&self, calibration: &mut Calibration, hiding: &Hiding) -> Result<Option<Rc<Starter>>, Halt> {
        if !self.entry.workers {
            return Ok(None);
        }
        let starter = manning::starter(&self.store).await.map_err(Halt::Failed)?;
        let known = self.store.session.with_untracked(|session| session.crew.clone());
        if let Some(known) = known {
            calibration.machine.crew = known;
            return Ok(Some(starter));
        }
        self.progress("Measuring workers", None, Duration::ZERO, Some(Duration::from_millis(1_200)));
        TimeoutFuture::new(SETTLING_MS).await;
        self.stop_asked()?;
        hiding.reset();
        let alarm = self.store.session.update(Session::alarm);
        let measured = manning::measure(&self.store, &alarm, &starter, |run| can_be_stopped(self.store, run)).await;
        self.stop_asked()?;
        let measured = measured.map_err(Halt::Failed)?.ok_or(Halt::Stopped)?;
        calibration.machine.crew = measured.crew.clone();
        // As above: what was disturbed serves this run only.
        if !measured.disturbed && !hiding.was_hidden() {
            self.store.session.update(|session| session.crew = Some(measured.crew));
        }
        Ok(Some(starter))
    }

    /// Predicts with what was calibrated: before the first event, and for good.
    async fn predicted(&self, calibration: &Calibration) -> Result<Vec<Prediction>, Halt> {
        let machine = Some(&calibration.machine);
        let wanted = || self.stop_asked().is_ok();
        let predictions = predictor::predict(self.entry, &self.values, self.variants, machine, &wanted).await;
        let predictions = predictions.ok_or(Halt::Stopped)?;
        let measured = self.store.session.with_untracked(|session| session.calibration.is_some());
        let subject = (self.page, self.values.clone(), self.choice, measured);
        predictor::show(&self.store, subject, predictions.clone());
        Ok(predictions)
    }

    /// Runs one variant, and says on the page how far it is.
    async fn measure(
        &self,
        variant: Variant,
        prediction: &Prediction,
        calibration: &Calibration,
        starter: Option<&Rc<Starter>>,
    ) -> Result<(Report, Result<(), Halt>), Halt> {
        let speed = (self.entry.speed)(&self.values);
        let expected = prediction.machine.map(|band| real(band.middle, speed));
        self.progress(variant.label, Some(variant.name), Duration::ZERO, expected);
        // What the page has just been told it draws now, and not while the program is measured.
        TimeoutFuture::new(SETTLING_MS).await;
        let warm = manning::WarmUp::start(starter, (self.entry.warm)(&self.values)).await.map_err(Halt::Failed)?;
        self.stop_asked()?;
        let program = Program {
            speed,
            step_ms: calibration.machine.grain_ns / 1e6 / Clock::UNSURE_STEPS,
            collect: Some(EVENTS_KEPT),
        };
        let alarm = self.store.session.update(Session::alarm);
        let run = BrowserRun::start_with(&program, &alarm, starter.cloned(), |cx| {
            (self.entry.run)(&self.values, variant, cx)
        });
        let run = Rc::new(run.map_err(Halt::Failed)?);
        can_be_stopped(self.store, Rc::clone(&run));
        let printed_before = self.store.output.with_untracked(Vec::len);
        if self.variants.len() > 1 {
            self.store.output_parts.update(|parts| parts.push((printed_before, variant.label)));
        }
        // Workers share the cores with whatever else there is: nothing is drawn while they compete for them.
        let draws = !self.entry.workers;
        let shown = draws.then(|| self.show_progress(&run, variant, expected, speed, printed_before));
        let report = run.report().await;
        drop((shown, warm));
        self.store.inside.set(None);
        self.print(&report, printed_before);
        let end = match &report.end {
            End::Finished(Ok(())) => Ok(()),
            End::Finished(Err(why)) => Err(Halt::Failed(why.clone())),
            End::Stopped => Err(Halt::Stopped),
            End::Deadlock(_) if self.ends_in_deadlock(variant) => Ok(()),
            End::Deadlock(waiting) => {
                let who: Vec<String> = waiting.iter().map(ToString::to_string).collect();
                Err(Halt::Failed(format!(
                    "The program cannot go on: everybody waits for somebody. {}.",
                    who.join(", ")
                )))
            }
            End::Panicked(message) => Err(Halt::Failed(format!("The program panicked, and was ended: {message}"))),
        };
        Ok((report, end))
    }

    /// Shows how far a run is, for as long as what is returned lives.
    fn show_progress(
        &self,
        run: &Rc<BrowserRun>,
        variant: Variant,
        expected: Option<Duration>,
        speed: f64,
        printed_before: usize,
    ) -> Interval {
        let (store, run) = (self.store, Rc::clone(run));
        let acts = !(self.entry.actions)(&self.values).is_empty();
        let every_ms = if acts { ANSWERED_WITHIN_MS } else { SHOWN_EVERY_MS };
        let (shows_inside, looks) = (self.entry.shows_inside, Cell::new(0));
        Interval::new(every_ms, move || {
            looks.set((looks.get() + every_ms) % SHOWN_EVERY_MS);
            if shows_inside && looks.get() == 0 {
                store.inside.set(later().and_then(|ways| (ways.inside)(&run)));
            }
            let elapsed = real(run.elapsed(), speed);
            let doing = variant.label.to_owned();
            store.progress.set(Some(Progress { doing, variant: Some(variant.name), elapsed, expected }));
            let seen = store.output.with_untracked(Vec::len).saturating_sub(printed_before);
            let lines = run.output_after(seen);
            if !lines.is_empty() {
                store.output.update(|output| output.extend(lines));
            }
        })
    }

    /// Puts the lines on the page that are not there yet.
    fn print(&self, report: &Report, printed_before: usize) {
        let Some(trace) = report.trace.as_ref().filter(|_| self.is_here()) else { return };
        let seen = self.store.output.with_untracked(Vec::len).saturating_sub(printed_before);
        let rest = trace.output.iter().skip(seen).map(|line| line.text.clone());
        self.store.output.update(|output| output.extend(rest));
    }

    /// What is found in a run that came to its end. A long one is looked through in slices, the first of them after the
    /// turn in which it ended, and everything it held was dropped.
    async fn found(&self, report: &Report, end: &Result<(), Halt>) -> Vec<Lint> {
        let Some(trace) = report.trace.as_ref().filter(|_| end.is_ok()) else { return Vec::new() };
        if trace.events.len() > LOOKED_AT_ONCE {
            TimeoutFuture::new(0).await;
        }
        let speed = (self.entry.speed)(&self.values);
        let mut search = later().map_or_else(|| Search::simple(trace, speed), |ways| (ways.search)(trace, speed));
        while search.goes_on(LOOKED_AT_ONCE) {
            TimeoutFuture::new(0).await;
        }
        let found = search.found();
        // The views of a long run take a while too: they have a turn of their own.
        if trace.events.len() > LOOKED_AT_ONCE {
            TimeoutFuture::new(0).await;
        }
        found
    }

    /// What the page keeps of a run that came to its end.
    fn ran(
        &self,
        variant: Variant,
        predicted: Prediction,
        report: Report,
        lints: Vec<Lint>,
        mut clean: Vec<Duration>,
        hidden: bool,
    ) -> Ran {
        let trace = Arc::new(report.trace.unwrap_or_default());
        let speed = (self.entry.speed)(&self.values);
        let measured = real(report.elapsed, speed);
        let hidden = hidden.then(|| "The page was hidden while it ran.".to_owned());
        let tainted = hidden
            .or_else(|| report.stalls.taint(measured))
            .or_else(|| taint::busy(report.elapsed, predicted.machine, &trace.account, speed));
        if tainted.is_none() {
            clean.push(measured);
        }
        let measured = if tainted.is_some() { vec![measured] } else { clean.clone() };
        Ran { variant, predicted, measured, clean, account: trace.account, trace, lints, tainted }
    }

    /// Whether the lesson means a variant to end in a deadlock.
    fn ends_in_deadlock(&self, variant: Variant) -> bool {
        (self.entry.ends_in_deadlock)(&self.values, variant)
    }

    fn progress(&self, doing: &str, variant: Option<&'static str>, elapsed: Duration, expected: Option<Duration>) {
        self.store.progress.set(Some(Progress { doing: doing.to_owned(), variant, elapsed, expected }));
    }

    fn stop_asked(&self) -> Result<(), Halt> {
        let asked = self.store.session.with_untracked(|session| session.stop_asked);
        if asked { Err(Halt::Stopped) } else { Ok(()) }
    }
}

/// What runs now is what Stop ends.
fn can_be_stopped(store: Store, run: Rc<BrowserRun>) {
    store.session.update(|session| session.run = Some(run));
}

/// What can be known of this browser without measuring for long.
pub fn look_around() -> Instrument {
    let window = window();
    let step = Clock::new().map(|clock| Duration::from_nanos((clock.step_ms() * 1e6) as u64));
    let isolated = js_sys::Reflect::get(&window, &"crossOriginIsolated".into());
    Instrument {
        cores: window.navigator().hardware_concurrency() as u32,
        clock_step: step,
        isolated: isolated.is_ok_and(|isolated| isolated.is_truthy()),
        build: env!("CARGO_PKG_VERSION"),
        ..Instrument::default()
    }
}

fn tell(instrument: &mut Instrument, calibration: &Calibration) {
    let nanos = |ns: f64| Some(Duration::from_nanos(ns as u64));
    instrument.lateness = nanos(calibration.machine.lateness.quantile_ns(0.5));
    instrument.switch = nanos(calibration.machine.switch_ns);
    instrument.clock_step = nanos(calibration.machine.grain_ns / Clock::UNSURE_STEPS);
    instrument.alarm = if calibration.alarm_is_worker { "a worker’s alarm" } else { "the page’s own timer" };
}

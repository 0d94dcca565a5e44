//! Predicts, in slices, so that the page stays alive.

use super::session::Session;
use super::signal::effect;
use super::store::{Stage, Store};
use crate::browser::guarded;
use crate::lessons::{Entry, Variant};
use crate::params::Values;
use crate::predict::{Band, Prediction, caveats};
use crate::trace;
use crate::virtual_time::{Ended, Machine, Report, VirtualRun};
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::untrack;

/// How many events are run between two turns of the page: some milliseconds of work.
const SLICE: u64 = 20_000;
/// How many events the runs of one band take together, at the most.
const BAND_EVENTS: u64 = 2_000_000;
/// How many events are looked at to find the shortest wait.
const LOOKED_AT: usize = 10_000;
/// How many runs a band has, at the most.
const BAND_RUNS: u64 = 9;

/// What a prediction is of: the lesson, its parameters, the variants, and whether this machine has been measured.
pub type Subject = (usize, Values, usize, bool);

/// Keeps the predictions on the page those of its parameters; an edit drops what is under way, and while a lesson runs
/// nothing is computed beside it.
pub fn follow(store: Store) {
    effect(move || {
        let subject = subject(&store);
        let entry = store.entry(subject.0);
        let known = store.session.with_untracked(|session| session.predicted.as_ref() == Some(&subject));
        if store.stage.get() == Some(Stage::Running) || known || entry.fields != subject.1.fields() {
            return;
        }
        store.session.update(|session| session.predicted = Some(subject.clone()));
        store.predictions.set(Vec::new());
        store.caveats.set(Vec::new());
        leptos::task::spawn_local(async move {
            let wanted = || store.session.with_untracked(|session| session.predicted.as_ref() == Some(&subject));
            let machine = store.session.with_untracked(Session::machine);
            let (_, values, choice, _) = &subject;
            let predictions = predict(entry, values, entry.variants(*choice), machine.as_ref(), &wanted).await;
            if let Some(predictions) = predictions {
                show(&store, subject, predictions);
            }
        });
    });
}

/// Puts predictions on the page, if they are of what stands there.
pub fn show(store: &Store, of: Subject, predictions: Vec<Prediction>) {
    let subject = untrack(|| subject(store));
    if subject != of {
        return;
    }
    let speed = (store.entry(subject.0).speed)(&subject.1);
    store.session.update(|session| session.predicted = Some(subject));
    let step = store.instrument.with_untracked(|instrument| instrument.clock_step);
    store.caveats.set(caveats::of(&predictions, speed, step));
    store.predictions.set(predictions);
}

fn subject(store: &Store) -> Subject {
    let measured = store.session.with_untracked(|session| session.calibration.is_some());
    (store.page.get(), store.values.get(), store.variant.get(), measured)
}

/// Predicts variants; `None` as soon as they are no longer wanted.
pub async fn predict(
    entry: &'static Entry,
    values: &Values,
    variants: &[Variant],
    machine: Option<&Machine>,
    wanted: &dyn Fn() -> bool,
) -> Option<Vec<Prediction>> {
    let mut predictions = Vec::new();
    for variant in variants {
        let run = Run { entry, values: values.clone(), variant: *variant };
        let ideal = run.finish(Machine::ideal(1), 0, Some(LOOKED_AT), wanted).await?;
        let events = ideal.as_ref().map_or(0, |report| report.events);
        let shortest = ideal.as_ref().ok().and_then(|report| trace::shortest(report.trace.as_ref()?));
        let virtual_time = ideal.and_then(|report| match report.ended {
            Ended::Finished(Ok(())) => Ok(report.elapsed),
            Ended::Deadlock(_) if run.ends_in_deadlock() => Ok(report.elapsed),
            ended => Err(ended.to_string()),
        });
        let band = match machine.filter(|_| virtual_time.is_ok()) {
            Some(machine) => run.band(machine, events, wanted).await?,
            None => None,
        };
        predictions.push(Prediction {
            variant: variant.name,
            textbook: (entry.textbook)(values, *variant),
            formula: (entry.formula)(values, *variant),
            virtual_time,
            shortest,
            machine: band,
        });
    }
    Some(predictions)
}

/// A variant to be run on the virtual clock.
#[derive(Clone)]
struct Run {
    entry: &'static Entry,
    values: Values,
    variant: Variant,
}

impl Run {
    /// Runs the program on this machine's costs, several times with different draws.
    async fn band(&self, machine: &Machine, events: u64, wanted: &dyn Fn() -> bool) -> Option<Option<Band>> {
        let machine = Machine { speed: (self.entry.speed)(&self.values), ..machine.clone() };
        let runs = (BAND_EVENTS / events.max(1)).clamp(1, BAND_RUNS);
        let mut durations = Vec::new();
        for draw in 1..=runs {
            let report = self.finish(machine.clone(), draw, None, wanted).await?;
            let ended = |report: &Report| match report.ended {
                Ended::Deadlock(_) => self.ends_in_deadlock(),
                _ => report.ended == Ended::Finished(Ok(())),
            };
            durations.extend(report.ok().filter(ended).map(|report| report.elapsed));
        }
        Some(Band::of(&durations))
    }

    /// Whether the lesson means it to end in a deadlock.
    fn ends_in_deadlock(&self) -> bool {
        (self.entry.ends_in_deadlock)(&self.values, self.variant)
    }

    /// Runs to the end in slices; `None` as soon as it is no longer wanted. A panic is an answer too.
    async fn finish(
        &self,
        machine: Machine,
        draw: u64,
        collect: Option<usize>,
        wanted: &dyn Fn() -> bool,
    ) -> Option<Result<Report, String>> {
        let seed = (self.entry.seed)(&self.values).wrapping_mul(1_000).wrapping_add(draw);
        let program = self.clone();
        let start = move || {
            let Self { entry, values, variant } = program;
            VirtualRun::new(&machine, seed, collect, |cx| (entry.run)(&values, variant, cx))
        };
        let mut run = match guarded(start) {
            Ok(run) => run,
            Err(panic) => return Some(Err(panic)),
        };
        loop {
            let turned = guarded(move || {
                let report = run.advance(SLICE);
                (run, report)
            });
            match turned {
                Ok((_, Some(report))) => return Some(Ok(report)),
                Ok((unfinished, None)) => run = unfinished,
                Err(panic) => return Some(Err(panic)),
            }
            TimeoutFuture::new(0).await;
            if !wanted() {
                return None;
            }
        }
    }
}

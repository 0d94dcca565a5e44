//! Predicts, in slices, so that the page stays alive.

use super::store::Store;
use crate::lessons::{Entry, Variant};
use crate::params::Values;
use crate::predict::{Band, Prediction, caveats};
use crate::trace;
use crate::virtual_time::{Ended, Machine, Report, VirtualRun};
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;

/// How many events are run between two turns of the page: some milliseconds of work.
const SLICE: u64 = 50_000;
/// How many events the runs of one band take together, at the most.
const BAND_EVENTS: u64 = 2_000_000;
/// How many events are looked at to find the shortest wait.
const LOOKED_AT: usize = 10_000;
/// How many runs a band has, at the most.
const BAND_RUNS: u64 = 9;

/// Keeps the predictions on the page those of its parameters; an edit drops what is under way.
pub fn follow(store: Store) {
    Effect::new(move || {
        let (entry, values, choice) = (store.lesson(), store.values.get(), store.variant.get());
        if entry.fields != values.fields() {
            return;
        }
        let ticket = store.session.try_update_value(|session| {
            session.prediction += 1;
            session.prediction
        });
        store.predictions.set(Vec::new());
        leptos::task::spawn_local(async move {
            let wanted =
                move || store.session.try_with_value(|session| Some(session.prediction) == ticket) == Some(true);
            let machine = store.session.with_value(|session| session.calibration.as_ref().map(|c| c.machine.clone()));
            let predictions = predict(entry, &values, entry.variants(choice), machine.as_ref(), wanted).await;
            if let Some(predictions) = predictions {
                let step = store.instrument.with_untracked(|instrument| instrument.clock_step);
                store.caveats.set(caveats::of(&predictions, (entry.speed)(&values), step));
                store.predictions.set(predictions);
            }
        });
    });
}

/// Predicts variants; `None` as soon as they are no longer wanted.
pub async fn predict(
    entry: &Entry,
    values: &Values,
    variants: &[Variant],
    machine: Option<&Machine>,
    wanted: impl Fn() -> bool,
) -> Option<Vec<Prediction>> {
    let mut predictions = Vec::new();
    for variant in variants {
        let ideal = virtual_run(entry, values, *variant, &Machine::ideal(1), 0, Some(LOOKED_AT));
        let report = finish(ideal, &wanted).await?;
        let band = match machine {
            Some(machine) => band(entry, values, *variant, machine, report.events, &wanted).await?,
            None => None,
        };
        predictions.push(Prediction {
            variant: variant.name,
            shortest: report.trace.as_ref().and_then(trace::shortest),
            textbook: (entry.textbook)(values, *variant),
            formula: (entry.formula)(values, *variant),
            virtual_time: match &report.ended {
                Ended::GivenUp { .. } => Err(report.ended.to_string()),
                _ => Ok(report.elapsed),
            },
            machine: band,
        });
    }
    Some(predictions)
}

/// Runs the program on this machine's costs, several times with different draws.
async fn band(
    entry: &Entry,
    values: &Values,
    variant: Variant,
    machine: &Machine,
    events: u64,
    wanted: &impl Fn() -> bool,
) -> Option<Option<Band>> {
    let machine = Machine { speed: (entry.speed)(values), ..machine.clone() };
    let runs = (BAND_EVENTS / events.max(1)).clamp(1, BAND_RUNS);
    let mut durations = Vec::new();
    for draw in 0..runs {
        let report = finish(virtual_run(entry, values, variant, &machine, draw + 1, None), wanted).await?;
        durations.push(report.elapsed);
    }
    Some(Band::of(durations))
}

fn virtual_run(
    entry: &Entry,
    values: &Values,
    variant: Variant,
    machine: &Machine,
    draw: u64,
    collect: Option<usize>,
) -> VirtualRun {
    let seed = (entry.seed)(values).wrapping_mul(1_000) + draw;
    VirtualRun::new(machine, seed, collect, |cx| (entry.run)(values, variant, cx))
}

/// Runs to the end in slices; `None` as soon as it is no longer wanted.
async fn finish(mut run: VirtualRun, wanted: &impl Fn() -> bool) -> Option<Report> {
    loop {
        if let Some(report) = run.advance(SLICE) {
            return Some(report);
        }
        TimeoutFuture::new(0).await;
        if !wanted() {
            return None;
        }
    }
}

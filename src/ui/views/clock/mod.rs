//! The chess clock: for each variant two dials, what is predicted and what is measured.

mod dial;
mod face;

use super::sheet::{Sheet, sheets};
use super::words::{lesson_time, precise};
use crate::predict::{Scale, say};
use crate::ui::store::{Stage, Store};
use dial::{Dial, dial};
use leptos::prelude::*;
use std::time::Duration;

/// The clocks of all variants that were chosen or that ran.
pub fn clocks(store: Store) -> AnyView {
    let clocks = move || sheets(store).into_iter().map(|sheet| clock(store, &sheet)).collect_view();
    view! { <div class="clocks" id="clocks">{clocks}</div> }.into_any()
}

fn clock(store: Store, sheet: &Sheet) -> AnyView {
    let played = sheet.ran.clone();
    let measured = played.as_ref().map(|played| lesson_time(played.ran.median(), played.speed));
    let running = running(store, sheet);
    let expected = sheet.expected().filter(|_| !sheet.covered);
    let shown = [sheet.guess, expected.map(|band| band.high), measured];
    let scale = shown.into_iter().flatten().max().map(|longest| Scale::reaching(longest + longest / 12, 4));
    let stale = played.as_ref().is_some_and(|played| played.stale);
    let predicted = Dial {
        word: "predicted",
        of: sheet.variant.label,
        scale,
        hand: Signal::stored(expected.map(|band| band.middle)),
        guess: sheet.guess,
        band: expected,
        speed: sheet.speed,
        nothing: if sheet.covered { "covered until you guess" } else { "being worked out" },
        covered: sheet.covered,
    };
    let measured = Dial {
        word: if stale { "measured earlier" } else { "measured" },
        of: sheet.variant.label,
        scale,
        hand: Signal::derive(move || running.get().or(measured)),
        guess: sheet.guess,
        band: None,
        speed: played.as_ref().filter(|played| played.stale).map_or(sheet.speed, |played| played.speed),
        nothing: "not yet run",
        covered: false,
    };
    let tainted = played.and_then(|played| played.ran.tainted);
    let ticking = move || running.get().is_some();
    view! {
        <section class="clock" class:ticking=ticking class:stale=stale aria-label=sheet.variant.label>
            <h2>{sheet.variant.label}</h2>
            <p class="quiet">{sheet.variant.summary}</p>
            <div class="housing">{dial(predicted)} {dial(measured)}</div>
            {tainted.map(|why| view! { <p class="tainted"><strong>"Not to be trusted: "</strong>{why}</p> })}
        </section>
    }
    .into_any()
}

/// How much lesson time of this variant has passed, while it runs.
fn running(store: Store, sheet: &Sheet) -> Signal<Option<Duration>> {
    let (name, speed) = (sheet.variant.name, sheet.speed);
    Signal::derive(move || {
        let running = store.stage.get() == Some(Stage::Running);
        let progress = store.progress.get().filter(|progress| running && progress.variant == Some(name))?;
        Some(lesson_time(progress.elapsed, speed))
    })
}

/// Lesson time in words, and the real time it is played in.
fn captions(lesson: Duration, speed: f64) -> (String, String) {
    let real = crate::ui::store::real(lesson, speed);
    if lesson == real { (precise(real), String::new()) } else { (say(lesson), format!("played in {}", precise(real))) }
}

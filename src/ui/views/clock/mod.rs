//! The chess clock: for each variant two dials, what is predicted and what is measured.

mod dial;
mod face;

use super::sheet::{Sheet, sheets};
use super::words::{lesson_time, precise};
use crate::predict::{Scale, say};
use crate::ui::markup::{Text, written};
use crate::ui::store::{Stage, Store, real};
use dial::{Dial, dial};
use std::time::Duration;

/// The clocks of all variants that were chosen or that ran.
pub fn clocks(store: Store) -> String {
    let clocks = move || sheets(store).iter().map(|sheet| clock(sheet, running(store, sheet))).collect();
    format!("<div id=\"clocks\" tabindex=\"-1\">{}</div>", written("clocks", clocks))
}

fn clock(sheet: &Sheet, running: Option<Duration>) -> String {
    let played = sheet.ran.as_ref();
    let measured = played.map(|played| lesson_time(played.ran.median(), played.speed));
    let expected = sheet.expected().filter(|_| !sheet.covered);
    let shown = [sheet.guess, expected.map(|band| band.high), measured];
    let longest = shown.into_iter().flatten().max();
    let stale = played.filter(|played| played.stale);
    let predicted = Dial {
        class: "predicted",
        word: "predicted",
        of: sheet.variant.label,
        scale: longest.map(|longest| Scale::reaching(longest + longest / 12, 4)),
        hand: expected.map(|band| band.middle),
        guess: sheet.guess,
        band: expected,
        speed: sheet.speed,
        nothing: match &sheet.prediction {
            _ if sheet.covered => "covered until you guess",
            Some(_) => "no end of its own",
            None => "being worked out",
        },
        covered: sheet.covered,
    };
    let measured = Dial {
        class: "measured",
        word: if stale.is_some() { "measured earlier" } else { "measured" },
        hand: running.or(measured),
        band: None,
        speed: stale.map_or(sheet.speed, |played| played.speed),
        nothing: "not yet run",
        covered: false,
        ..predicted
    };
    let tainted = played.and_then(|played| played.ran.tainted.as_ref());
    let tainted =
        tainted.map(|why| format!("<p class=\"tainted\"><strong>Not to be trusted:</strong> {}</p>", Text(why)));
    format!(
        "<section class=\"clock{}{}\" aria-label=\"{label}\"><h2>{label}</h2><p class=\"quiet\">{}</p>\
         <div class=\"housing\">{}{}</div>{}</section>",
        if running.is_some() { " ticking" } else { "" },
        if stale.is_some() { " stale" } else { "" },
        Text(sheet.variant.summary),
        dial(&predicted),
        dial(&measured),
        tainted.unwrap_or_default(),
        label = Text(sheet.variant.label),
    )
}

/// How much lesson time of this variant has passed, while it runs.
fn running(store: Store, sheet: &Sheet) -> Option<Duration> {
    let running = store.stage.get() == Some(Stage::Running);
    let progress = store.progress.get().filter(|progress| running && progress.variant == Some(sheet.variant.name))?;
    Some(lesson_time(progress.elapsed, sheet.speed))
}

/// Lesson time in words, and the real time it is played in.
fn captions(lesson: Duration, speed: f64) -> (String, String) {
    let real = real(lesson, speed);
    match lesson {
        _ if lesson != real => (say(lesson), format!("played in {}", precise(real))),
        long if long >= Duration::from_secs(120) => (say(long), precise(long)),
        short => (precise(short), String::new()),
    }
}

//! One dial of a clock.

use super::captions;
use super::face::{arc, numbers, sector, ticks, turn};
use crate::predict::{Band, Scale, fixed, say};
use crate::ui::markup::Text;
use std::time::Duration;

/// What a dial shows. Durations are lesson time.
#[derive(Clone, Copy)]
pub struct Dial {
    /// What its hand stands for: `predicted` or `measured`.
    pub class: &'static str,
    /// The same in words.
    pub word: &'static str,
    /// Whose it is.
    pub of: &'static str,
    /// Its numbers; none while there is nothing to show.
    pub scale: Option<Scale>,
    /// Where the hand is.
    pub hand: Option<Duration>,
    /// The visitor's guess, a mark on the rim.
    pub guess: Option<Duration>,
    /// The band of the prediction.
    pub band: Option<Band>,
    /// How many lesson seconds pass in a real one.
    pub speed: f64,
    /// What is said where there is no hand.
    pub nothing: &'static str,
    /// Whether the dial is covered.
    pub covered: bool,
}

/// A dial and its words.
pub fn dial(dial: &Dial) -> String {
    let (lesson, real) = match dial.hand {
        Some(hand) => captions(hand, dial.speed),
        None => ("—".to_owned(), dial.nothing.to_owned()),
    };
    format!(
        "<figure class=\"dial {}{}\"><svg viewBox=\"0 0 200 200\" role=\"img\" aria-label=\"{}\">{}</svg>\
         <figcaption aria-hidden=\"true\"><span class=\"word\">{}</span><strong>{lesson}</strong>\
         <span class=\"real\">{real}</span></figcaption></figure>",
        dial.class,
        if dial.covered { " covered" } else { "" },
        Text(sentence(dial)),
        face(dial),
        dial.word,
    )
}

/// The rim, the ticks and numbers, the guess, and the hand over what it has swept.
fn face(dial: &Dial) -> String {
    let path = |class: &str, d: String| format!("<path class=\"{class}\" d=\"{d}\"/>");
    let angle = |lesson| dial.scale.map_or(0.0, |scale| turn(lesson, &scale));
    let turned = |lesson| format!("transform=\"rotate({} 100 100)\"", fixed(angle(lesson), 2));
    let mut face = "<circle class=\"rim\" cx=\"100\" cy=\"100\" r=\"88\"/>".to_owned();
    if let Some(hand) = dial.hand {
        face += &path("sweep", sector(angle(hand)));
    }
    if let Some(scale) = dial.scale {
        face += &path("ticks", ticks(scale.parts * 4, 82.0));
        face += &numbers(&scale);
    }
    face += &path("ticks quarters", ticks(4, 77.0));
    if let Some(band) = dial.band {
        face += &path("band", arc(angle(band.low), angle(band.high)));
    }
    if let Some(guess) = dial.guess {
        face += &format!("<path class=\"guess\" d=\"M100 15 92 1h16Z\" {}/>", turned(guess));
    }
    let resting = if dial.hand.is_none() { " resting" } else { "" };
    face += &format!(
        "<g class=\"hand{resting}\" {}><path d=\"M100 22 103.4 100 102 122h-4L96.6 100Z\"/>\
         <circle cx=\"100\" cy=\"100\" r=\"5.5\"/></g>",
        turned(dial.hand.unwrap_or_default())
    );
    if dial.covered {
        face += "<text class=\"what\" x=\"100\" y=\"100\">?</text>";
    }
    face
}

/// What the dial shows, as a sentence.
fn sentence(dial: &Dial) -> String {
    let Some(lesson) = dial.hand else { return format!("{}, {}: {}.", dial.of, dial.word, dial.nothing) };
    let (words, real) = captions(lesson, dial.speed);
    let played = if real.is_empty() { real } else { format!(", {real}") };
    let turn = dial.scale.map(|scale| format!(" A full turn of the dial is {}.", scale.tick(4))).unwrap_or_default();
    let guess =
        dial.guess.map(|guess| format!(" Your guess, {}, is marked on the rim.", say(guess))).unwrap_or_default();
    format!("{}, {}: {words}{played}.{turn}{guess}", dial.of, dial.word)
}

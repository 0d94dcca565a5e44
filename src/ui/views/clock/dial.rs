//! One dial of a clock.

use super::captions;
use super::face::{self, turn};
use crate::predict::{Band, Scale, say};
use leptos::prelude::*;
use std::time::Duration;

/// What a dial shows. Durations are lesson time.
pub struct Dial {
    /// What its hand stands for.
    pub word: &'static str,
    /// Whose it is.
    pub of: &'static str,
    /// Its numbers; none while there is nothing to show.
    pub scale: Option<Scale>,
    /// Where the hand is.
    pub hand: Signal<Option<Duration>>,
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
pub fn dial(dial: Dial) -> AnyView {
    let Dial { word, hand, speed, scale, nothing, covered, guess, band, .. } = dial;
    let sentence = move || sentence(&dial, hand.get());
    let said = move || hand.get().map(|lesson| captions(lesson, speed));
    let angle = move |lesson| scale.map_or(0.0, |scale| turn(lesson, &scale));
    let sweep = move || hand.get().map(|lesson| face::sector(angle(lesson)));
    let rotation = move || format!("rotate({:.2} 100 100)", hand.get().map_or(0.0, angle));
    view! {
        <figure class=format!("dial {}", word.split(' ').next().unwrap_or_default()) class:covered=covered>
            <svg viewBox="0 0 200 200" role="img" aria-label=sentence>
                <circle class="rim" cx="100" cy="100" r="88" />
                <path class="ticks" d=scale.map(|scale| face::ticks(scale.parts * 4, 82.0)) />
                <path class="ticks quarters" d=face::ticks(4, 77.0) />
                <path class="sweep" d=sweep />
                {scale.map(face::numbers)}
                {band.map(|band| view! { <path class="band" d=face::arc(angle(band.low), angle(band.high)) /> })}
                {guess.map(|guess| {
                    view! { <path class="guess" d="M100 15 92 1h16Z" transform=format!("rotate({:.2} 100 100)", angle(guess)) /> }
                })}
                <g class="hand" class:resting=move || hand.get().is_none() transform=rotation>
                    <path d="M100 22 103.4 100 102 122h-4L96.6 100Z" />
                    <circle cx="100" cy="100" r="5.5" />
                </g>
                {covered.then(|| view! { <text class="what" x="100" y="100">"?"</text> })}
            </svg>
            <figcaption aria-hidden="true">
                <span class="word">{word}</span>
                <strong>{move || said().map_or("—".to_owned(), |(lesson, _)| lesson)}</strong>
                <span class="real">{move || said().map_or(nothing.to_owned(), |(_, real)| real)}</span>
            </figcaption>
        </figure>
    }
    .into_any()
}

/// What the dial shows, as a sentence.
fn sentence(dial: &Dial, hand: Option<Duration>) -> String {
    let Some(lesson) = hand else { return format!("{}, {}: {}.", dial.of, dial.word, dial.nothing) };
    let (words, real) = captions(lesson, dial.speed);
    let played = if real.is_empty() { String::new() } else { format!(", {real}") };
    let turn = dial.scale.map(|scale| format!(" A full turn of the dial is {}.", scale.tick(4))).unwrap_or_default();
    let guess =
        dial.guess.map(|guess| format!(" Your guess, {}, is marked on the rim.", say(guess))).unwrap_or_default();
    format!("{}, {}: {words}{played}.{turn}{guess}", dial.of, dial.word)
}

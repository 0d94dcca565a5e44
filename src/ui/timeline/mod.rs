//! The timeline: who ran, who was ready and who waited, drawn on a canvas.
//!
//! Everything on it is computed by [`crate::trace::chart`]; here it meets the browser.

mod canvas;
mod detail;
mod keys;
mod legend;
mod paint;
mod palette;
mod pointer;
mod stage;
mod state;
mod text;
mod toolbar;
mod totals;
mod tracks;
mod watch;

use crate::lessons::Words;
use crate::trace::Trace;
use crate::ui::elements::*;
use leptos::prelude::*;
use state::State;
use std::sync::Arc;

/// One variant's run, or predicted run, on the timeline.
#[derive(Clone)]
pub struct Track {
    /// Its name.
    pub label: String,
    /// What happened.
    pub trace: Arc<Trace>,
    /// How many nanoseconds of lesson time pass in one of real time.
    pub speed: f64,
}

/// The timeline of one or more runs, of which one is shown at a time; nothing at all where there are none.
///
/// `words` is what the lesson calls the states.
pub fn timeline(tracks: Signal<Vec<Track>>, words: Signal<Words>) -> Node {
    let any = Memo::new(move |_| tracks.with(|tracks| !tracks.is_empty()));
    let shown = move || {
        let state = State::new(tracks, words);
        el("section")
            .attr("class", "timeline")
            .attr("aria-label", "Timeline")
            .child(
                el("div")
                    .attr("class", "timeline-head")
                    .child(tracks::choice(tracks, state))
                    .child(toolbar::toolbar(state)),
            )
            .child(canvas::canvas(state))
            .child(detail::detail(state))
            .child(legend::legend(state))
            .child(totals::totals(state))
    };
    (move || any.get().then(shown)).node()
}

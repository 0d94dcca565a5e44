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
#[component]
pub fn Timeline(
    /// The runs.
    tracks: Signal<Vec<Track>>,
    /// What the lesson calls the states.
    words: Signal<Words>,
) -> impl IntoView {
    let any = Memo::new(move |_| tracks.with(|tracks| !tracks.is_empty()));
    let shown = move || {
        let state = State::new(tracks, words);
        view! {
            <section class="timeline" aria-label="Timeline">
                <div class="timeline-head">
                    {tracks::choice(tracks, state)} {toolbar::toolbar(state)}
                </div>
                {canvas::canvas(state)} {detail::detail(state)} {legend::legend(state)} {totals::totals(state)}
            </section>
        }
    };
    move || any.get().then(|| shown().into_any())
}

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
use crate::ui::signal::{Signal, effect};
use state::State;
use std::sync::Arc;

/// One variant's run, or predicted run, on the timeline.
#[derive(Clone, Default)]
pub struct Track {
    /// Its name.
    pub label: String,
    /// What happened.
    pub trace: Arc<Trace>,
    /// How many nanoseconds of lesson time pass in one of real time.
    pub speed: f64,
}

/// The timeline of one or more runs, of which one is shown at a time.
pub fn timeline(tracks: Signal<Vec<Track>>, words: impl Fn() -> Words + 'static) -> String {
    let state = State::default();
    effect(move || tracks.with(|tracks| state.show(tracks, words())));
    format!(
        "<section class=\"timeline\" aria-label=\"Timeline\"><div class=\"timeline-head\">{}{}</div>{}{}{}{}</section>",
        tracks::choice(tracks, state),
        toolbar::toolbar(state),
        canvas::canvas(state),
        detail::detail(state),
        legend::legend(state),
        totals::totals(state),
    )
}

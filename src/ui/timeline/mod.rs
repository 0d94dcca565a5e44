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
use crate::trace::chart::Pick;
use crate::trace::{TaskId, Trace};
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

/// A place on the timeline.
#[derive(Clone)]
pub struct Spot {
    /// The label of the track.
    pub track: String,
    /// The task whose row it is.
    pub task: TaskId,
    /// Where it begins, in nanoseconds of lesson time.
    pub from_ns: u64,
    /// Where it ends, in nanoseconds of lesson time.
    pub to_ns: u64,
}

/// What is looked at on the timeline.
#[derive(Clone, Default)]
pub struct Glance {
    /// The label of the track.
    pub track: String,
    /// What happened in it.
    pub trace: Arc<Trace>,
    /// Where the slice that was chosen begins, in nanoseconds of lesson time.
    pub at_ns: Option<u64>,
}

/// The timeline of one or more runs, of which one is shown at a time; it goes to the `spot` that it is asked for,
/// and says in `glance` what is looked at.
pub fn timeline(
    tracks: Signal<Vec<Track>>,
    words: impl Fn() -> Words + 'static,
    spot: Signal<Option<Spot>>,
    glance: Signal<Glance>,
) -> String {
    let state = State::default();
    effect(move || tracks.with(|tracks| state.show(tracks, words())));
    effect(move || glance.set(glanced_at(state)));
    effect(move || {
        if let Some(asked) = spot.get() {
            go_to(&asked, tracks, state, spot);
        }
    });
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

fn glanced_at(state: State) -> Glance {
    let chosen = state.selected();
    state.shown.with(|shown| {
        let slice = |pick: Pick| shown.chart.rows.get(pick.row)?.slices.get(pick.slice).copied();
        let at_ns = chosen.and_then(slice).map(|slice| slice.from_ns);
        Glance { track: shown.label.clone(), trace: Arc::clone(&shown.trace), at_ns }
    })
}

/// Goes to a place: first to its track, and once that is shown, to its row and time.
fn go_to(asked: &Spot, tracks: Signal<Vec<Track>>, state: State, spot: Signal<Option<Spot>>) {
    let is_shown = state.shown.with(|shown| shown.label == asked.track);
    let other = tracks.with_untracked(|tracks| tracks.iter().position(|track| track.label == asked.track));
    match other {
        Some(other) if !is_shown && state.chosen.get_untracked() != other => state.chosen.set(other),
        _ => {
            spot.set(None);
            state.visit(asked.task, asked.from_ns, asked.to_ns);
        }
    }
}

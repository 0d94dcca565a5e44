//! What the timeline shows just now: which run, how close, and what is pointed at.

use super::Track;
use crate::lessons::Words;
use crate::trace::chart::{Chart, Layout, Pick, View};
use crate::trace::{TaskId, Trace};
use crate::ui::dom;
use crate::ui::signal::Signal;
use leptos::prelude::untrack;
use std::sync::Arc;
use web_sys::HtmlElement;

/// A letter's width at the size the canvas writes in, in CSS pixels; a little more than the average.
pub const LETTER: f64 = 6.6;

/// A run, ready to be looked at.
#[derive(Clone, Default)]
pub struct Shown {
    /// Tells it from the run shown before.
    serial: u32,
    /// Its name.
    pub label: String,
    /// Its rows.
    pub chart: Arc<Chart>,
    /// What they were computed from.
    pub trace: Arc<Trace>,
    /// How many nanoseconds of lesson time pass in one of real time.
    pub speed: f64,
    /// What the lesson calls the states.
    pub words: Words,
}

/// Where one is in a run, and what one looks at.
#[derive(Clone, Copy, Default, PartialEq)]
struct Place {
    serial: u32,
    view: Option<View>,
    hover: Option<Pick>,
    selected: Option<Pick>,
}

/// The timeline's signals.
#[derive(Clone, Copy, Default)]
pub struct State {
    /// Which of the tracks is shown.
    pub chosen: Signal<usize>,
    /// The run that is shown.
    pub shown: Signal<Shown>,
    /// The size of the part that scrolls, in CSS pixels.
    pub size: Signal<(f64, f64)>,
    /// How far it is scrolled.
    pub scroll: Signal<f64>,
    place: Signal<Place>,
}

/// The part that scrolls.
pub fn scroller() -> Option<HtmlElement> {
    dom::element(".timeline-box")
}

impl State {
    /// Shows the track that was chosen, or the first; a timeline that has none begins anew.
    pub fn show(self, tracks: &[Track], words: Words) {
        if tracks.is_empty() && self.chosen.get() != 0 {
            self.chosen.set(0);
        }
        let track = tracks.get(self.chosen.get()).or(tracks.first());
        let shown = self.shown.with_untracked(|last| show(track.cloned(), words, last));
        if self.shown.with_untracked(|last| last.serial != shown.serial) {
            self.shown.set(shown);
        }
    }

    /// The stretch of time in view.
    pub fn view(self) -> View {
        self.shown.with(|shown| self.place(shown).view.unwrap_or(View::fit(shown.chart.total_ns)))
    }

    /// The slice that is pointed at.
    pub fn hover(self) -> Option<Pick> {
        self.shown.with(|shown| self.place(shown).hover)
    }

    /// The slice that was chosen.
    pub fn selected(self) -> Option<Pick> {
        self.shown.with(|shown| self.place(shown).selected)
    }

    /// Where things are.
    pub fn layout(self) -> Layout {
        let ((width, height), scroll) = (self.size.get(), self.scroll.get());
        self.shown.with(|shown| {
            let gutter = Layout::gutter(&shown.chart, width, LETTER);
            Layout { width, height, scroll, gutter, rows: shown.chart.rows.len() }
        })
    }

    /// Changes the stretch of time in view; the function is also told how long the run took.
    pub fn look(self, change: impl FnOnce(View, u64) -> View) {
        let view = untrack(|| self.view());
        let total_ns = self.shown.with_untracked(|shown| shown.chart.total_ns);
        self.change(|place| place.view = Some(change(view, total_ns)));
    }

    /// Points at a slice, or at none.
    pub fn point_at(self, pick: Option<Pick>) {
        if untrack(|| self.hover()) != pick {
            self.change(|place| place.hover = pick);
        }
    }

    /// Chooses a slice, or none, and goes where it can be seen.
    pub fn select(self, pick: Option<Pick>) {
        self.change(|place| place.selected = pick);
        let Some(pick) = pick else { return };
        let slice = self.shown.with_untracked(|shown| shown.chart.rows[pick.row].slices[pick.slice]);
        self.look(|view, total_ns| view.reveal(slice.from_ns as f64, slice.to_ns as f64, total_ns));
        let top = untrack(|| self.layout()).scroll_to(pick.row);
        if let Some(scroller) = scroller() {
            scroller.set_scroll_top(top as i32);
        }
    }

    /// Chooses what a task did from a moment on, and comes close to that stretch of time.
    pub fn visit(self, task: TaskId, from_ns: u64, to_ns: u64) {
        let pick = self.shown.with_untracked(|shown| {
            let row = shown.chart.rows.iter().position(|row| row.task == Some(task))?;
            let last = shown.chart.rows[row].slices.len().checked_sub(1)?;
            Some(Pick { row, slice: shown.chart.rows[row].first_after(from_ns as f64, 0).min(last) })
        });
        self.select(pick);
        if from_ns < to_ns {
            self.look(|_, total_ns| View::close_up(from_ns as f64, to_ns as f64, total_ns));
        }
    }

    fn place(self, shown: &Shown) -> Place {
        let place = self.place.get();
        if place.serial == shown.serial { place } else { Place::default() }
    }

    fn change(self, change: impl FnOnce(&mut Place)) {
        let serial = self.shown.with_untracked(|shown| shown.serial);
        self.place.update(|place| {
            if place.serial != serial {
                *place = Place { serial, ..Place::default() };
            }
            change(place);
        });
    }
}

/// Gets a track ready to be looked at; what was computed for the last one is kept where it is the same run.
fn show(track: Option<Track>, words: Words, last: &Shown) -> Shown {
    let Track { label, trace, speed } = track.unwrap_or_default();
    let known = Some(last).filter(|last| Arc::ptr_eq(&last.trace, &trace) && last.words == words);
    if let Some(known) = known.filter(|known| known.label == label && known.speed == speed) {
        return known.clone();
    }
    let chart = known.map_or_else(|| Arc::new(Chart::of(&trace, words.processor)), |known| Arc::clone(&known.chart));
    Shown { serial: last.serial + 1, label, chart, trace, speed, words }
}

//! The timeline by keyboard, while it has the focus.

use super::state::State;
use crate::trace::chart::{Chart, Pick, View};
use leptos::prelude::untrack;
use web_sys::KeyboardEvent;

/// Does what a key asks for; keys with Ctrl, Alt or ⌘ are the browser's.
pub fn pressed(state: State, event: &KeyboardEvent) {
    if event.ctrl_key() || event.alt_key() || event.meta_key() {
        return;
    }
    match event.key().as_str() {
        "+" | "=" => zoom(state, 1.5),
        "-" | "_" => zoom(state, 1.0 / 1.5),
        "0" | "f" => fit(state),
        "ArrowLeft" => pan(state, -0.1),
        "ArrowRight" => pan(state, 0.1),
        "PageUp" => other_row(state, -10),
        "PageDown" => other_row(state, 10),
        "ArrowUp" => other_row(state, -1),
        "ArrowDown" => other_row(state, 1),
        "Home" => pan(state, f64::NEG_INFINITY),
        "End" => pan(state, f64::INFINITY),
        "n" | "." => step(state, 1),
        "p" | "," => step(state, -1),
        "Enter" => close_up(state),
        "Escape" => state.select(None),
        _ => return,
    }
    event.prevent_default();
}

/// Comes closer by a factor, around what is chosen, or else the middle.
pub fn zoom(state: State, factor: f64) {
    let middle = |view: View| view.from_ns + view.span_ns / 2.0;
    let chosen = chosen(state).map(|(from_ns, to_ns)| f64::midpoint(from_ns, to_ns));
    state.look(|view, total_ns| {
        let inside = |at: &f64| (view.from_ns..=view.from_ns + view.span_ns).contains(at);
        view.zoom(factor, chosen.filter(inside).unwrap_or(middle(view)), total_ns)
    });
}

/// Shows all of the run.
pub fn fit(state: State) {
    state.look(|_, total_ns| View::fit(total_ns));
}

/// Goes to the next slice of the row, or back.
pub fn step(state: State, by: isize) {
    let view = untrack(|| state.view());
    let selected = untrack(|| state.selected());
    let next = state.shown.with_untracked(|shown| match selected {
        Some(pick) => pick.slice.checked_add_signed(by).map(|slice| Pick { slice, ..pick }),
        None => first_in(&shown.chart, usize::from(shown.chart.rows.len() > 1), view),
    });
    choose(state, next);
}

fn pan(state: State, share: f64) {
    state.look(|view, total_ns| view.pan((share * view.span_ns).clamp(-1e18, 1e18), total_ns));
}

/// Goes to what happened at the same time in another row.
fn other_row(state: State, by: isize) {
    let view = untrack(|| state.view());
    let selected = untrack(|| state.selected());
    let next = state.shown.with_untracked(|shown| {
        let Some(pick) = selected else { return first_in(&shown.chart, 0, view) };
        let row = pick.row.saturating_add_signed(by).min(shown.chart.rows.len() - 1);
        let slice = shown.chart.rows[pick.row].slices[pick.slice];
        let (from_ns, to_ns) = (slice.from_ns as f64, slice.to_ns as f64);
        let seen = f64::midpoint(from_ns.max(view.from_ns), to_ns.min(view.from_ns + view.span_ns));
        nearest(&shown.chart, row, if (from_ns..to_ns).contains(&seen) { seen } else { from_ns })
    });
    choose(state, next);
}

fn close_up(state: State) {
    if let Some((from_ns, to_ns)) = chosen(state) {
        state.look(|_, total_ns| View::close_up(from_ns, to_ns, total_ns));
    }
}

fn choose(state: State, pick: Option<Pick>) {
    let exists = |pick: &Pick| {
        state
            .shown
            .with_untracked(|shown| shown.chart.rows.get(pick.row).is_some_and(|row| pick.slice < row.slices.len()))
    };
    if let Some(pick) = pick.filter(exists) {
        state.select(Some(pick));
    }
}

/// The stretch of the slice that is chosen.
fn chosen(state: State) -> Option<(f64, f64)> {
    let pick = untrack(|| state.selected())?;
    let slice = state.shown.with_untracked(|shown| shown.chart.rows[pick.row].slices[pick.slice]);
    Some((slice.from_ns as f64, slice.to_ns as f64))
}

fn first_in(chart: &Chart, row: usize, view: View) -> Option<Pick> {
    nearest(chart, row, view.from_ns)
}

fn nearest(chart: &Chart, row: usize, at_ns: f64) -> Option<Pick> {
    let last = chart.rows.get(row)?.slices.len().checked_sub(1)?;
    Some(Pick { row, slice: chart.rows[row].first_after(at_ns, 0).min(last) })
}

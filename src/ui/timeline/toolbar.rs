//! The buttons above the timeline.

use super::keys;
use super::state::State;
use crate::predict::say;
use crate::trace::chart::View;
use leptos::prelude::*;
use std::time::Duration;

/// Zoom, fit, next and previous, and how much is in view.
pub fn toolbar(state: State) -> impl IntoView {
    let in_view = Memo::new(move |_| {
        let (view, total_ns) = (state.view(), state.shown.with(|shown| shown.chart.total_ns));
        let all = say(Duration::from_nanos(total_ns));
        let part = || say(Duration::from_nanos(view.span_ns as u64));
        if view == View::fit(total_ns) { all } else { format!("{} of {all}", part()) }
    });
    let button = |label: &'static str, face: &'static str, key: &'static str, act: fn(State)| {
        view! {
            <button type="button" aria-label=label title=format!("{label} ({key})") on:click=move |_| act(state)>
                {face}
            </button>
        }
    };
    view! {
        <div class="timeline-tools">
            <span class="timeline-in-view">{in_view}</span>
            <span class="timeline-buttons">
                {button("Previous slice", "‹", "p", |state| keys::step(state, -1))}
                {button("Next slice", "›", "n", |state| keys::step(state, 1))}
            </span>
            <span class="timeline-buttons">
                {button("Zoom out", "−", "−", |state| keys::zoom(state, 0.5))}
                {button("Fit all", "Fit", "0", keys::fit)} {button("Zoom in", "+", "+", |state| keys::zoom(state, 2.0))}
            </span>
        </div>
    }
}

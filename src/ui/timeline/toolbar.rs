//! The buttons above the timeline.

use super::keys;
use super::state::State;
use crate::predict::say;
use crate::trace::chart::View;
use crate::ui::elements::*;
use leptos::prelude::*;
use std::time::Duration;

/// Zoom, fit, next and previous, and how much is in view.
pub fn toolbar(state: State) -> Node {
    let in_view = move || {
        let (view, total_ns) = (state.view(), state.shown.with(|shown| shown.chart.total_ns));
        let all = say(Duration::from_nanos(total_ns));
        let part = || say(Duration::from_nanos(view.span_ns as u64));
        if view == View::fit(total_ns) { all } else { format!("{} of {all}", part()) }
    };
    let button = |label: &'static str, face: &'static str, key: &'static str, act: fn(State)| {
        el("button")
            .attr("type", "button")
            .attr("aria-label", label)
            .attr("title", format!("{label} ({key})"))
            .on::<ev::MouseEvent>("click", move |_| act(state))
            .child(face)
    };
    el("div")
        .attr("class", "timeline-tools")
        .child(el("span").attr("class", "timeline-in-view").child(in_view))
        .child(
            el("span")
                .attr("class", "timeline-buttons")
                .child(button("Previous slice", "‹", "p", |state| keys::step(state, -1)))
                .child(button("Next slice", "›", "n", |state| keys::step(state, 1))),
        )
        .child(
            el("span")
                .attr("class", "timeline-buttons")
                .child(button("Zoom out", "−", "−", |state| keys::zoom(state, 0.5)))
                .child(button("Fit all", "Fit", "0", keys::fit))
                .child(button("Zoom in", "+", "+", |state| keys::zoom(state, 2.0))),
        )
        .node()
}

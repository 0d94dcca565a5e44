//! The line below the timeline: what is pointed at, in words.

use super::state::State;
use super::text;
use crate::ui::elements::*;
use leptos::prelude::*;

const WITH_A_MOUSE: &str = "Drag to move, Ctrl + wheel to zoom, point at a slice to read it. Keys: arrows, + − 0, \
     n and p from slice to slice, Enter for a close-up.";

/// The slice that is pointed at or chosen; where there is none, what can be done. What is chosen is also
/// announced.
pub fn detail(state: State) -> Node {
    let chosen = move || state.selected().and_then(|pick| state.shown.with(|shown| text::slice(shown, pick)));
    let pointed = move || state.hover().and_then(|pick| state.shown.with(|shown| text::slice(shown, pick)));
    let line = move || pointed().or_else(chosen);
    el("div")
        .attr("class", "timeline-detail")
        .child(
            el("p")
                .attr("class", "timeline-slice")
                .class("timeline-gone", move || line().is_none())
                .attr("aria-hidden", "true")
                .child(line),
        )
        .child(
            el("p")
                .attr("id", "timeline-help")
                .attr("class", "timeline-help")
                .class("timeline-gone", move || line().is_some())
                .child(el("span").attr("class", "timeline-mouse").child(WITH_A_MOUSE))
                .child(
                    el("span")
                        .attr("class", "timeline-touch")
                        .child("Drag to move, pinch to zoom, tap a slice to read it."),
                ),
        )
        .child(el("p").attr("class", "timeline-unseen").attr("aria-live", "polite").child(chosen))
        .node()
}

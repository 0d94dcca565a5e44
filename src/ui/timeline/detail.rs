//! The line below the timeline: what is pointed at, in words.

use super::state::State;
use super::text;
use crate::trace::chart::Pick;
use crate::ui::dom::{keep_text, mark};
use crate::ui::signal::effect;

/// The slice that is pointed at or chosen; where there is none, what can be done. What is chosen is also
/// announced.
pub fn detail(state: State) -> &'static str {
    effect(move || {
        let (slice, help) = if line(state).is_empty() { (" timeline-gone", "") } else { ("", " timeline-gone") };
        mark(".timeline-slice", "class", Some(&format!("timeline-slice{slice}")));
        mark(".timeline-help", "class", Some(&format!("timeline-help{help}")));
    });
    keep_text(".timeline-slice", move || line(state));
    keep_text(".timeline-detail > .timeline-unseen", move || words(state, state.selected()).unwrap_or_default());
    "<div class=\"timeline-detail\"><p class=\"timeline-slice timeline-gone\" aria-hidden=\"true\"></p>\
     <p id=\"timeline-help\" class=\"timeline-help\"><span class=\"timeline-mouse\">Drag to move, Ctrl + wheel to zoom, \
     point at a slice to read it. Keys: arrows, + − 0, n and p from slice to slice, Enter for a close-up.</span>\
     <span class=\"timeline-touch\">Drag to move, pinch to zoom, tap a slice to read it.</span></p>\
     <p class=\"timeline-unseen\" aria-live=\"polite\"></p></div>"
}

fn line(state: State) -> String {
    words(state, state.hover()).or_else(|| words(state, state.selected())).unwrap_or_default()
}

fn words(state: State, pick: Option<Pick>) -> Option<String> {
    state.shown.with(|shown| text::slice(shown, pick?))
}

//! The buttons above the timeline.

use super::keys;
use super::state::State;
use crate::predict::say;
use crate::trace::chart::View;
use crate::ui::dom::{closest, keep_text, on};
use std::time::Duration;
use web_sys::Event;

/// A button: what it does in a word, its face, its key, and what it does.
type Button = (&'static str, &'static str, &'static str, fn(State));

const STEPS: [Button; 2] = [
    ("Previous slice", "‹", "p", |state| keys::step(state, -1)),
    ("Next slice", "›", "n", |state| keys::step(state, 1)),
];

const ZOOMS: [Button; 3] = [
    ("Zoom out", "−", "−", |state| keys::zoom(state, 0.5)),
    ("Fit all", "Fit", "0", keys::fit),
    ("Zoom in", "+", "+", |state| keys::zoom(state, 2.0)),
];

/// Zoom, fit, next and previous, and how much is in view.
pub fn toolbar(state: State) -> String {
    keep_text(".timeline-in-view", move || {
        let (view, total_ns) = (state.view(), state.shown.with(|shown| shown.chart.total_ns));
        let all = say(Duration::from_nanos(total_ns));
        let part = || say(Duration::from_nanos(view.span_ns as u64));
        if view == View::fit(total_ns) { all } else { format!("{} of {all}", part()) }
    });
    on(".timeline-tools", "click", move |event: &Event| {
        let label = closest(event, "button").and_then(|button| button.get_attribute("aria-label"));
        let button = STEPS.iter().chain(&ZOOMS).find(|button| label.as_deref() == Some(button.0));
        button.into_iter().for_each(|(.., act)| act(state));
    });
    format!(
        "<div class=\"timeline-tools\"><span class=\"timeline-in-view\"></span>{}{}</div>",
        buttons(&STEPS),
        buttons(&ZOOMS)
    )
}

fn buttons(buttons: &[Button]) -> String {
    let button = |(label, face, key, _): &Button| {
        format!("<button type=\"button\" aria-label=\"{label}\" title=\"{label} ({key})\">{face}</button>")
    };
    format!("<span class=\"timeline-buttons\">{}</span>", buttons.iter().map(button).collect::<String>())
}

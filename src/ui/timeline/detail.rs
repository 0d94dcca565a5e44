//! The line below the timeline: what is pointed at, in words.

use super::state::State;
use super::text;
use leptos::prelude::*;

/// The slice that is pointed at or chosen; where there is none, what can be done. What is chosen is also
/// announced.
pub fn detail(state: State) -> impl IntoView {
    let chosen =
        Memo::new(move |_| state.selected().and_then(|pick| state.shown.with(|shown| text::slice(shown, pick))));
    let pointed = Memo::new(move |_| state.hover().and_then(|pick| state.shown.with(|shown| text::slice(shown, pick))));
    let line = move || pointed.get().or_else(|| chosen.get());
    view! {
        <div class="timeline-detail">
            <p class="timeline-slice" class:timeline-gone=move || line().is_none() aria-hidden="true">
                {line}
            </p>
            <p id="timeline-help" class="timeline-help" class:timeline-gone=move || line().is_some()>
                <span class="timeline-mouse">
                    "Drag to move, Ctrl + wheel to zoom, point at a slice to read it. Keys: arrows, + − 0, n and p from "
                    "slice to slice, Enter for a close-up."
                </span>
                <span class="timeline-touch">"Drag to move, pinch to zoom, tap a slice to read it."</span>
            </p>
            <p class="timeline-unseen" aria-live="polite">
                {move || chosen.get()}
            </p>
        </div>
    }
}

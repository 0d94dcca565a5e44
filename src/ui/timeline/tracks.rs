//! Which run is shown.

use super::Track;
use super::state::State;
use leptos::prelude::*;

/// A choice of the runs, where there are several; the name of the only one.
pub fn choice(tracks: Signal<Vec<Track>>, state: State) -> impl IntoView {
    let labels =
        Memo::new(move |_| tracks.with(|tracks| tracks.iter().map(|track| track.label.clone()).collect::<Vec<_>>()));
    let option = move |(index, label): (usize, String)| {
        let last = move || labels.with(|labels| labels.len().saturating_sub(1));
        view! {
            <label>
                <input
                    type="radio"
                    name="timeline-track"
                    prop:checked=move || state.chosen.get().min(last()) == index
                    on:change=move |_| state.chosen.set(index)
                />
                <span>{label}</span>
            </label>
        }
    };
    move || match labels.get() {
        labels if labels.len() > 1 => view! {
            <fieldset class="timeline-tracks">
                <legend class="timeline-unseen">"Run to look at"</legend>
                {labels.into_iter().enumerate().map(option).collect_view()}
            </fieldset>
        }
        .into_any(),
        labels => view! { <p class="timeline-track">{labels}</p> }.into_any(),
    }
}

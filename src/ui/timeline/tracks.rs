//! Which run is shown.

use super::Track;
use super::state::State;
use crate::ui::elements::*;
use leptos::prelude::*;

/// A choice of the runs, where there are several; the name of the only one.
pub fn choice(tracks: Signal<Vec<Track>>, state: State) -> Node {
    let labels = move || tracks.with(|tracks| tracks.iter().map(|track| track.label.clone()).collect::<Vec<_>>());
    let option = move |(index, label): (usize, String)| {
        let last = move || tracks.with(|tracks| tracks.len().saturating_sub(1));
        el("label")
            .child(
                el("input")
                    .attr("type", "radio")
                    .attr("name", "timeline-track")
                    .prop("checked", move || state.chosen.get().min(last()) == index)
                    .on::<ev::Event>("change", move |_| state.chosen.set(index)),
            )
            .child(el("span").child(label))
    };
    let live = move || match labels() {
        labels if labels.len() > 1 => el("fieldset")
            .attr("class", "timeline-tracks")
            .child(el("legend").attr("class", "timeline-unseen").child("Run to look at"))
            .child(labels.into_iter().enumerate().map(option).nodes())
            .node(),
        labels => el("p").attr("class", "timeline-track").child(labels).node(),
    };
    live.node()
}

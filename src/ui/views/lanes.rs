//! What every task did when, for the runs the page has figures of.

use crate::trace::Trace;
use crate::ui::elements::*;
use crate::ui::store::Store;
use crate::ui::timeline::{Track, timeline};
use leptos::prelude::*;
use std::sync::Arc;

/// The timeline of the last runs.
pub fn lanes(store: Store) -> Node {
    let tracks = Signal::derive(move || {
        store.results.with(|results| {
            let Some(results) = results else { return Vec::new() };
            let speed = results.speed(store.lessons);
            let track = |label: String, trace: &Arc<Trace>| Track { label, trace: Arc::clone(trace), speed };
            let whole = results.variants.iter().map(|ran| track(ran.variant.label.to_owned(), &ran.trace));
            let cut =
                results.cut_short.iter().map(|(variant, trace)| track(format!("{}, cut short", variant.label), trace));
            cut.chain(whole).collect::<Vec<_>>()
        })
    });
    let words = Signal::derive(move || store.lesson().meta.words);
    let any = Memo::new(move |_| tracks.with(|tracks| !tracks.is_empty()));
    let section = move || {
        any.get().then(|| {
            el("section")
                .attr("class", "lanes")
                .attr("aria-labelledby", "lanes-title")
                .child(el("h2").attr("id", "lanes-title").child("Who did what, and when"))
                .child(timeline(tracks, words))
        })
    };
    section.node()
}

//! What every task did when, for the runs the page has figures of.

use crate::trace::Trace;
use crate::ui::dom::mark_if;
use crate::ui::signal::{Signal, effect};
use crate::ui::store::{Results, Store};
use crate::ui::timeline::{Track, timeline};
use std::sync::Arc;

/// The timeline of the last runs; unseen where there are none.
pub fn lanes(store: Store) -> String {
    let tracks = Signal::<Vec<Track>>::default();
    effect(move || {
        let all = store.results.with(|results| results.as_ref().map(|results| of(store, results)).unwrap_or_default());
        mark_if(".lanes", "hidden", all.is_empty());
        tracks.set(all);
    });
    format!(
        "<section class=\"lanes\" aria-labelledby=\"lanes-title\" hidden>\
         <h2 id=\"lanes-title\">Who did what, and when</h2>{}</section>",
        timeline(tracks, move || store.lesson().meta.words, store.spot, store.glance)
    )
}

fn of(store: Store, results: &Results) -> Vec<Track> {
    let speed = results.speed(&store);
    let track = |label: String, trace: &Arc<Trace>| Track { label, trace: Arc::clone(trace), speed };
    let whole = results.variants.iter().map(|ran| track(ran.variant.label.to_owned(), &ran.trace));
    let cut = results.cut_short.iter().map(|(variant, trace)| track(format!("{}, cut short", variant.label), trace));
    cut.chain(whole).collect()
}

//! What every task did when, for the runs the page has figures of.

use crate::trace::Trace;
use crate::ui::store::Store;
use crate::ui::timeline::{Timeline, Track};
use leptos::prelude::*;
use std::sync::Arc;

/// The timeline of the last runs.
pub fn lanes(store: Store) -> AnyView {
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
            view! {
                <section class="lanes" aria-labelledby="lanes-title">
                    <h2 id="lanes-title">"Who did what, and when"</h2>
                    <Timeline tracks=tracks words=words />
                </section>
            }
        })
    };
    view! { {section} }.into_any()
}

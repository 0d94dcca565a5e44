//! What every task did when, for the runs the page has figures of.

use crate::ui::store::{Ran, Store};
use crate::ui::timeline::{Timeline, Track};
use leptos::prelude::*;
use std::sync::Arc;

/// The timeline of the last runs.
pub fn lanes(store: Store) -> AnyView {
    let tracks = Signal::derive(move || {
        store.results.with(|results| {
            let Some(results) = results else { return Vec::new() };
            let speed = results.speed(store.lessons);
            let track = |ran: &Ran| Track { label: ran.variant.label.to_owned(), trace: Arc::clone(&ran.trace), speed };
            results.variants.iter().map(track).collect::<Vec<_>>()
        })
    });
    let words = Signal::derive(move || store.lesson().meta.words);
    let any = Memo::new(move |_| store.results.with(Option::is_some));
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

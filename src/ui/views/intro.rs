//! What the lesson is about, in words.

use crate::lessons::Honesty;
use crate::ui::store::Store;
use leptos::prelude::*;

/// The title, and the lesson in a sentence.
pub fn title(store: Store) -> AnyView {
    view! {
        <div class="title">
            <h1>{move || store.lesson().meta.title}</h1>
            <p>{move || store.lesson().meta.summary}</p>
        </div>
    }
    .into_any()
}

/// The text.
pub fn text(store: Store) -> AnyView {
    let paragraphs = move || store.lesson().meta.text.iter().map(|text| view! { <p>{*text}</p> }).collect_view();
    view! { <section class="text" aria-label="About the lesson">{paragraphs}</section> }.into_any()
}

/// Who switches, and what is real.
pub fn fine_print(store: Store) -> AnyView {
    let meta = move || store.lesson().meta;
    view! {
        <section class="fine-print" aria-labelledby="fine-print-title">
            <h2 id="fine-print-title">"The rules"</h2>
            <dl>
                <dt>"Who switches, and when"</dt>
                <dd>{move || meta().switches}</dd>
                <dt>{move || honesty(meta().honesty).0}</dt>
                <dd>{move || honesty(meta().honesty).1}</dd>
            </dl>
        </section>
    }
    .into_any()
}

fn honesty(honesty: Honesty) -> (&'static str, &'static str) {
    match honesty {
        Honesty::Real(text) => ("Real", text),
        Honesty::Modelled(text) => ("Real, with waits that are modelled", text),
        Honesty::Simulated(text) => ("Simulated, on virtual time", text),
    }
}

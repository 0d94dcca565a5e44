//! Things to try: each sets up the page, and is a link that does the same.

use super::dom::link_of;
use super::markup::Text;
use crate::lessons::Try;
use crate::ui::store::Store;
use leptos::ev::MouseEvent;
use leptos::prelude::*;

/// Things to try.
pub fn tries(store: Store) -> AnyView {
    let list = move || {
        let meta = store.lesson().meta;
        meta.tries.iter().enumerate().map(|(at, idea)| item(meta.slug, at, idea)).collect::<String>()
    };
    let set_up = move |event: MouseEvent| {
        let tries = store.lesson().meta.tries;
        if let Some(idea) = link_of(&event).and_then(|at| tries.get(at)) {
            store.set_up(idea.query);
        }
    };
    view! {
        <section class="tries" aria-labelledby="tries-title">
            <h2 id="tries-title">"Things to try"</h2>
            <ol inner_html=list on:click=set_up></ol>
        </section>
    }
    .into_any()
}

fn item(slug: &str, at: usize, idea: &Try) -> String {
    let query = Text(format!("?lesson={slug}&{}", idea.query));
    format!(
        "<li><a href=\"{query}\" data-at=\"{at}\"><span class=\"idea\">{} <span class=\"go\">Set it up</span></span></a></li>",
        Text(idea.text)
    )
}

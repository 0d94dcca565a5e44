//! Things to try: each sets up the page, and is a link that does the same.

use super::head::is_plain;
use crate::lessons::Try;
use crate::ui::store::Store;
use leptos::ev::MouseEvent;
use leptos::prelude::*;

/// Things to try.
pub fn tries(store: Store) -> AnyView {
    let list = move || {
        let meta = store.lesson().meta;
        let item = move |idea: &'static Try| {
            let set_up = move |event: MouseEvent| {
                if is_plain(&event) {
                    event.prevent_default();
                    store.set_up(idea.query);
                }
            };
            view! {
                <li>
                    <a href=format!("?lesson={}&{}", meta.slug, idea.query) on:click=set_up>
                        <span class="idea">{idea.text} " " <span class="go">"Set it up"</span></span>
                    </a>
                </li>
            }
        };
        meta.tries.iter().map(item).collect_view()
    };
    view! {
        <section class="tries" aria-labelledby="tries-title">
            <h2 id="tries-title">"Things to try"</h2>
            <ol>{list}</ol>
        </section>
    }
    .into_any()
}

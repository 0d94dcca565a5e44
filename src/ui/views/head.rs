//! The head of the page: its name, the lessons, the theme.

use super::theme;
use crate::ui::store::Store;
use leptos::ev::MouseEvent;
use leptos::prelude::*;

/// The head of the page.
pub fn head(store: Store) -> AnyView {
    let lessons = store.lessons.iter().enumerate().map(|(page, entry)| {
        let current = move || (store.page.get() == page).then_some("page");
        let open = move |event: MouseEvent| {
            if is_plain(&event) {
                event.prevent_default();
                store.open_lesson(page);
            }
        };
        view! {
            <li>
                <a href=format!("?lesson={}", entry.meta.slug) aria-current=current on:click=open>
                    {entry.meta.title}
                </a>
            </li>
        }
    });
    view! {
        <header class="head">
            <p class="name">"Simul"</p>
            <nav aria-label="Lessons">
                <ol>{lessons.collect_view()}</ol>
            </nav>
            {theme::switch(store)}
        </header>
    }
    .into_any()
}

/// Whether a click on a link means: here and now, not in another tab.
pub fn is_plain(event: &MouseEvent) -> bool {
    event.button() == 0 && !(event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key())
}

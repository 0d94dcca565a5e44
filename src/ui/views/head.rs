//! The head of the page: its name, the lessons, the theme.

use super::dom::link_of;
use super::markup::Text;
use super::theme;
use crate::ui::store::Store;
use leptos::ev::MouseEvent;
use leptos::prelude::*;

/// The head of the page.
pub fn head(store: Store) -> AnyView {
    let lessons = move || {
        let lesson = |(page, entry): (usize, &crate::lessons::Entry)| {
            let current = if page == store.page.get() { " aria-current=\"page\"" } else { "" };
            let (slug, title) = (entry.meta.slug, Text(entry.meta.title));
            format!("<li><a href=\"?lesson={slug}\" data-at=\"{page}\"{current}>{title}</a></li>")
        };
        store.lessons.iter().enumerate().map(lesson).collect::<String>()
    };
    let open = move |event: MouseEvent| {
        if let Some(page) = link_of(&event) {
            store.open_lesson(page);
        }
    };
    view! {
        <header class="head">
            <p class="name">"Simul"</p>
            <nav aria-label="Lessons">
                <ol inner_html=lessons on:click=open></ol>
            </nav>
            {theme::switch(store)}
        </header>
    }
    .into_any()
}

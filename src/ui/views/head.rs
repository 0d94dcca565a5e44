//! The head of the page: its name, the lessons, the theme.

use super::dom::link_of;
use super::markup::Text;
use super::theme;
use crate::ui::elements::*;
use crate::ui::store::Store;
use leptos::ev::MouseEvent;
use leptos::prelude::*;

/// The head of the page.
pub fn head(store: Store) -> Node {
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
    el("header")
        .attr("class", "head")
        .child(el("p").attr("class", "name").child("Simul"))
        .child(
            el("nav")
                .attr("aria-label", "Lessons")
                .child(el("ol").prop("innerHTML", lessons).on::<ev::MouseEvent>("click", open)),
        )
        .child(theme::switch(store))
        .node()
}

//! The head of the page: its name, the lessons, the theme.

use super::theme;
use crate::lessons::Entry;
use crate::ui::dom::{keep, link_of, on};
use crate::ui::markup::Text;
use crate::ui::store::Store;
use web_sys::MouseEvent;

/// The head of the page.
pub fn head(store: Store) -> String {
    keep(".head ol", move || {
        let lesson = |(page, entry): (usize, &Entry)| {
            let current = if page == store.page.get() { " aria-current=\"page\"" } else { "" };
            let (slug, title) = (entry.meta.slug, Text(entry.meta.title));
            format!("<li><a href=\"?lesson={slug}\" data-at=\"{page}\"{current}>{title}</a></li>")
        };
        store.lessons.iter().enumerate().map(lesson).collect()
    });
    on(".head ol", "click", move |event: &MouseEvent| {
        if let Some(page) = link_of(event) {
            store.open_lesson(page);
        }
    });
    format!(
        "<header class=\"head\"><p class=\"name\">Simul</p><nav aria-label=\"Lessons\"><ol></ol></nav>{}</header>",
        theme::switch(store)
    )
}

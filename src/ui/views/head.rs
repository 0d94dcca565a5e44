//! The head of the page: its name, the lessons, the theme.

use super::theme;
use crate::lessons::Line;
use crate::ui::dom::{keep, link_of, mark, on};
use crate::ui::markup::Text;
use crate::ui::signal::effect;
use crate::ui::store::Store;
use web_sys::MouseEvent;

/// The head of the page.
pub fn head(store: Store) -> String {
    keep(".head ol", move || {
        let lesson = |(page, line): (usize, &Line)| {
            let (slug, title) = (line.slug, Text(line.title));
            format!("<li><a href=\"?lesson={slug}\" data-at=\"{page}\">{title}</a></li>")
        };
        store.lessons.iter().enumerate().map(lesson).collect()
    });
    // The list itself stays: one of its links may have the focus.
    effect(move || {
        let open = store.page.get();
        for page in 0..store.lessons.len() {
            let current = (page == open).then_some("page");
            mark(&format!(".head a[data-at=\"{page}\"]"), "aria-current", current);
        }
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

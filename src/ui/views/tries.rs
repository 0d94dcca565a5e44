//! Things to try: each sets up the page, and is a link that does the same.

use crate::lessons::Try;
use crate::ui::dom::{focus, keep, link_of, on, show};
use crate::ui::markup::Text;
use crate::ui::store::Store;
use web_sys::MouseEvent;

/// Things to try.
pub fn tries(store: Store) -> &'static str {
    keep(".tries ol", move || {
        let meta = store.lesson().meta;
        meta.tries.iter().enumerate().map(|(at, idea)| item(meta.slug, at, idea)).collect()
    });
    on(".tries ol", "click", move |event: &MouseEvent| {
        let tries = store.lesson().meta.tries;
        if let Some(idea) = link_of(event).and_then(|at| tries.get(at)) {
            store.set_up(idea.query);
            show("clocks");
            focus("clocks");
        }
    });
    "<section class=\"tries\" aria-labelledby=\"tries-title\"><h2 id=\"tries-title\">Things to try</h2><ol></ol></section>"
}

fn item(slug: &str, at: usize, idea: &Try) -> String {
    let query = Text(format!("?lesson={slug}&{}", idea.query));
    format!(
        "<li><a href=\"{query}\" data-at=\"{at}\"><span class=\"idea\">{} <span class=\"go\">Set it up</span></span></a></li>",
        Text(idea.text)
    )
}

//! What the program printed.

use crate::ui::dom::{element, keep_text};
use crate::ui::markup::Text;
use crate::ui::signal::effect;
use crate::ui::store::Store;
use web_sys::Element;

/// Up to where the lines are in the page.
#[derive(Default)]
struct Shown {
    count: usize,
    last: String,
}

/// What the program printed, a line each.
///
/// Lines come by the hundred while it runs: those that are new are put after those that are there.
pub fn output(store: Store) -> &'static str {
    let mut shown = Shown::default();
    effect(move || {
        let Some(list) = element("#output") else { return };
        store.output.with(|lines| {
            let is_continued = shown.count == 0 || lines.get(shown.count - 1) == Some(&shown.last);
            let from = if is_continued { shown.count } else { 0 };
            if from == 0 {
                list.set_inner_html("");
            }
            let parts = store.output_parts.get_untracked();
            let new: String = lines.iter().enumerate().skip(from).map(|(at, line)| one(at, line, &parts)).collect();
            let paper = list.parent_element().filter(at_its_end);
            // Only an element that is in no document refuses.
            let _ = list.insert_adjacent_html("beforeend", &new);
            // Who reads along reads on; who has gone back to a line stays there.
            paper.iter().for_each(|paper| paper.set_scroll_top(paper.scroll_height()));
            shown = Shown { count: lines.len(), last: lines.last().cloned().unwrap_or_default() };
        });
    });
    keep_text(".output > .quiet", move || {
        let empty = store.output.with(Vec::is_empty);
        if empty { "Nothing yet: run the program." } else { "" }.to_owned()
    });
    "<section class=\"output\" aria-labelledby=\"output-title\"><h2 id=\"output-title\">Output</h2>\
     <p class=\"quiet\"></p><div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-labelledby=\"output-title\">\
     <ol id=\"output\"></ol></div></section>"
}

/// A line; the first of each of several variants says which it is.
fn one(at: usize, line: &str, parts: &[(usize, &'static str)]) -> String {
    let begins = parts.iter().rfind(|(first, _)| *first == at);
    let of = begins.map(|(_, label)| format!(" data-of=\"{}\"", Text(label))).unwrap_or_default();
    format!("<li{of}>{}</li>", Text(line))
}

/// Whether the last line is in sight, or nearly.
fn at_its_end(paper: &Element) -> bool {
    paper.scroll_top() + paper.client_height() + 8 >= paper.scroll_height()
}

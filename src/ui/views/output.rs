//! What the program printed.

use super::markup::each;
use crate::ui::store::Store;
use leptos::html;
use leptos::prelude::*;

/// Up to where the lines are in the page.
#[derive(Default)]
struct Shown {
    count: usize,
    last: String,
}

/// What the program printed, a line each.
///
/// Lines come by the hundred while it runs: those that are new are put after those that are there.
pub fn output(store: Store) -> AnyView {
    let list = NodeRef::<html::Ol>::new();
    Effect::new(move |shown: Option<Shown>| {
        let shown = shown.unwrap_or_default();
        let Some(list) = list.get() else { return shown };
        store.output.with(|lines| {
            let is_continued = shown.count == 0 || lines.get(shown.count - 1) == Some(&shown.last);
            let from = if is_continued { shown.count } else { 0 };
            if from == 0 {
                list.set_inner_html("");
            }
            // Only an element that is in no document refuses.
            let _ = list.insert_adjacent_html("beforeend", &each("li", &lines[from..]));
            Shown { count: lines.len(), last: lines.last().cloned().unwrap_or_default() }
        })
    });
    let empty = move || if store.output.with(Vec::is_empty) { "Nothing yet: run the program." } else { "" };
    view! {
        <section class="output" aria-labelledby="output-title">
            <h2 id="output-title">"Output"</h2>
            <p class="quiet">{empty}</p>
            <div class="scroll" tabindex="0" role="group" aria-labelledby="output-title">
                <ol id="output" node_ref=list></ol>
            </div>
        </section>
    }
    .into_any()
}

//! What a visitor can do to the program while it runs.

use crate::ui::dom::{closest, keep_text, on};
use crate::ui::markup::{Text, written};
use crate::ui::store::{Stage, Store};
use web_sys::Event;

/// A button for each of the lesson's actions; nothing for lessons that have none.
pub fn actions(store: Store) -> String {
    on(".actions", "click", move |event: &Event| {
        let button = closest(event, "[data-at]");
        if let Some(at) = button.and_then(|button| button.get_attribute("data-at")?.parse().ok()) {
            store.act(at);
        }
    });
    keep_text(".actions-last", move || {
        let runs = store.stage.get() == Some(Stage::Running) && !store.actions().is_empty();
        store.output.with(|lines| lines.last().filter(|_| runs).cloned().unwrap_or_default())
    });
    let buttons = written("actions", move || {
        let labels = store.actions();
        let runs = store.stage.get() == Some(Stage::Running);
        let button = |(at, label): (usize, &&str)| {
            format!(
                "<button type=\"button\" id=\"action-{at}\" data-at=\"{at}\" aria-disabled=\"{}\">{}</button>",
                !runs,
                Text(*label)
            )
        };
        let buttons: String = labels.iter().enumerate().map(button).collect();
        let hint =
            if runs { "They act on the program that runs." } else { "Press Run first: they act on the program." };
        if labels.is_empty() { String::new() } else { format!("{buttons}<p class=\"quiet\">{hint}</p>") }
    });
    format!("{buttons}<p class=\"actions-last\" role=\"status\"></p>")
}

//! Run and Stop.

use super::progress;
use crate::ui::dom::{bring_into_view, focus, has_text_in_hand, keep_text, mark, mark_if, on, show};
use crate::ui::signal::effect;
use crate::ui::store::{Stage, Store};
use web_sys::{Event, KeyboardEvent};

/// The two buttons, and how far the run is.
///
/// Run is never disabled but before the address has been answered: a disabled button would lose the focus.
pub fn controls(store: Store) -> String {
    effect(move || {
        let running = store.stage.get() == Some(Stage::Running);
        mark_if("#run", "disabled", store.stage.get().is_none());
        mark("#run", "aria-disabled", running.then_some("true"));
        mark_if("#stop", "disabled", !running);
        mark_if(".controls > .down", "hidden", running || store.results.with(Option::is_none));
    });
    keep_text("#run", move || if store.results.with(Option::is_some) { "Run again" } else { "Run" }.to_owned());
    on("#run", "click", move |_: &Event| {
        store.run();
        bring_into_view("clocks");
    });
    on("#stop", "click", move |_: &Event| {
        store.stop();
        focus("run");
    });
    on("body", "keydown", move |event: &KeyboardEvent| {
        if is_interrupt(event) && store.stage.get_untracked() == Some(Stage::Running) {
            store.stop();
        }
    });
    on(".controls > .down", "click", |_: &Event| show("figures-title"));
    format!(
        "<div class=\"controls\"><button id=\"run\" type=\"button\" disabled></button>\
         <button id=\"stop\" type=\"button\" title=\"Ctrl-C\" aria-keyshortcuts=\"Control+C\" disabled>Stop</button>\
         <button type=\"button\" class=\"plain down\" hidden>Score sheet</button>{}</div>",
        progress::progress(store)
    )
}

/// Ctrl-C, as it ends a program in a terminal; where there is text to copy it copies.
fn is_interrupt(event: &KeyboardEvent) -> bool {
    let others = event.shift_key() || event.alt_key() || event.meta_key();
    event.ctrl_key() && !others && event.key().eq_ignore_ascii_case("c") && !has_text_in_hand()
}

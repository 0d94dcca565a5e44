//! Run and Stop.

use super::progress;
use crate::ui::dom::{bring_into_view, focus, keep_text, mark, mark_if, on, show};
use crate::ui::signal::effect;
use crate::ui::store::{Stage, Store};
use web_sys::Event;

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
    on(".controls > .down", "click", |_: &Event| show("figures-title"));
    format!(
        "<div class=\"controls\"><button id=\"run\" type=\"button\" disabled></button>\
         <button id=\"stop\" type=\"button\" disabled>Stop</button>\
         <button type=\"button\" class=\"plain down\" hidden>Score sheet</button>{}</div>",
        progress::progress(store)
    )
}

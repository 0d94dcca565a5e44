//! Run and Stop.

use super::dom::{bring_into_view, focus, show};
use super::{notices, progress};
use crate::ui::elements::*;
use crate::ui::store::{Stage, Store};
use leptos::prelude::*;

/// The two buttons, how far the run is, and what to know before it begins.
///
/// Run is never disabled but before the address has been answered: a disabled button would lose the focus.
pub fn controls(store: Store) -> Node {
    let running = move || store.stage.get() == Some(Stage::Running);
    let has_run = move || store.results.with(Option::is_some);
    let label = move || if has_run() { "Run again" } else { "Run" };
    let run = move |_| {
        store.run();
        bring_into_view("clocks");
    };
    let stop = move |_| {
        store.stop();
        focus("run");
    };
    let down = move || {
        let shown = has_run() && !running();
        shown.then(|| {
            el("button")
                .attr("type", "button")
                .attr("class", "plain down")
                .on::<ev::MouseEvent>("click", move |_| show("figures-title"))
                .child("Score sheet")
        })
    };
    vec![
        el("div")
            .attr("class", "controls")
            .child(
                el("button")
                    .attr("id", "run")
                    .attr("type", "button")
                    .attr("disabled", move || store.stage.get().is_none())
                    .attr("aria-disabled", move || running().then_some("true"))
                    .on::<ev::MouseEvent>("click", run)
                    .child(label),
            )
            .child(
                el("button")
                    .attr("id", "stop")
                    .attr("type", "button")
                    .attr("disabled", move || !running())
                    .on::<ev::MouseEvent>("click", stop)
                    .child("Stop"),
            )
            .child(down)
            .child(progress::progress(store))
            .node(),
        notices::caveats(store).node(),
    ]
    .node()
}

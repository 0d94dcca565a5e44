//! Run and Stop.

use super::dom::{bring_into_view, focus, show};
use super::{notices, progress};
use crate::ui::store::{Stage, Store};
use leptos::prelude::*;

/// The two buttons, how far the run is, and what to know before it begins.
///
/// Run is never disabled but before the address has been answered: a disabled button would lose the focus.
pub fn controls(store: Store) -> AnyView {
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
            view! { <button type="button" class="plain down" on:click=move |_| show("figures-title")>"Score sheet"</button> }
        })
    };
    view! {
        <div class="controls">
            <button
                id="run"
                type="button"
                disabled=move || store.stage.get().is_none()
                aria-disabled=move || running().then_some("true")
                on:click=run
            >
                {label}
            </button>
            <button id="stop" type="button" disabled=move || !running() on:click=stop>
                "Stop"
            </button>
            {down}
            {progress::progress(store)}
        </div>
        {notices::caveats(store)}
    }
    .into_any()
}

//! Run and Stop.

use super::{notices, progress};
use crate::ui::store::{Stage, Store};
use leptos::prelude::*;

/// The two buttons, how far the run is, and what to know before it begins.
pub fn controls(store: Store) -> AnyView {
    let running = move || store.stage.get() == Some(Stage::Running);
    let label = move || if store.results.with(Option::is_some) { "Run again" } else { "Run" };
    view! {
        <div class="controls">
            <button id="run" type="button" disabled=move || running() || store.stage.get().is_none() on:click=move |_| store.run()>
                {label}
            </button>
            <button id="stop" type="button" disabled=move || !running() on:click=move |_| store.stop()>
                "Stop"
            </button>
            {progress::progress(store)}
        </div>
        {notices::caveats(store)}
    }
    .into_any()
}

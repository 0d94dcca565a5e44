//! What could not be used, what went wrong, and what to know before running.

use crate::ui::store::{Stage, Store};
use leptos::prelude::*;

/// The notices, the caveats, and how the run ended where there is something to say of it.
pub fn notices(store: Store) -> AnyView {
    let notices = move || store.notices.get().into_iter().map(|notice| view! { <li>{notice.text}</li> }).collect_view();
    let role = move || if store.stage.get() == Some(Stage::Failed) { "alert" } else { "status" };
    let message = move || store.message.get().map(|message| view! { <p role=role class="message">{message}</p> });
    view! {
        <div class="notices">
            <div role="status" aria-live="polite">
                <ul id="notices">{notices}</ul>
            </div>
            {message}
        </div>
    }
    .into_any()
}

/// What to know before running with the parameters on the page.
pub fn caveats(store: Store) -> AnyView {
    let caveats = move || store.caveats.get().into_iter().map(|caveat| view! { <p>{caveat}</p> }).collect_view();
    view! { <div class="caveats" role="status">{caveats}</div> }.into_any()
}

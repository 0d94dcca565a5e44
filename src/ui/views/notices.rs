//! What could not be used, what went wrong, and what to know before running.

use super::markup::each;
use crate::ui::store::{Stage, Store};
use leptos::prelude::*;

/// The notices, and how the run ended where there is something to say of it.
pub fn notices(store: Store) -> AnyView {
    let notices = Memo::new(move |_| store.notices.with(|all| each("li", all.iter().map(|notice| &notice.text))));
    let message = move || store.message.get().unwrap_or_default();
    let role = move || if store.stage.get() == Some(Stage::Failed) { "alert" } else { "status" };
    view! {
        <div class="notices">
            <div role="status" aria-live="polite">
                <ul id="notices" inner_html=move || notices.get()></ul>
            </div>
            <p class="message" role=role>{message}</p>
        </div>
    }
    .into_any()
}

/// What to know before running with the parameters on the page.
pub fn caveats(store: Store) -> AnyView {
    let caveats = move || store.caveats.with(|caveats| each("p", caveats));
    view! { <div class="caveats" role="status" inner_html=caveats></div> }.into_any()
}

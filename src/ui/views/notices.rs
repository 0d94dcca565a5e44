//! What could not be used, what went wrong, and what to know before running.

use super::markup::{each, written};
use crate::ui::elements::*;
use crate::ui::store::{Stage, Store};
use leptos::prelude::*;

/// The notices, and how the run ended where there is something to say of it.
pub fn notices(store: Store) -> Node {
    let notices = Memo::new(move |_| store.notices.with(|all| each("li", all.iter().map(|notice| &notice.text))));
    let message = move || store.message.get().unwrap_or_default();
    let role = move || if store.stage.get() == Some(Stage::Failed) { "alert" } else { "status" };
    el("div")
        .attr("class", "notices")
        .child(
            el("div")
                .attr("role", "status")
                .attr("aria-live", "polite")
                .child(el("ul").attr("id", "notices").prop("innerHTML", move || notices.get())),
        )
        .child(el("p").attr("class", "message").attr("role", role).child(message))
        .node()
}

/// What to know before running with the parameters on the page.
pub fn caveats(store: Store) -> Node {
    written("caveats", move || store.caveats.with(|caveats| each("p", caveats)))
}

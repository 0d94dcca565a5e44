//! A heart that beats by a timer of the page: where the page is frozen, it stands still.

use crate::ui::store::Store;
use gloo_timers::callback::Interval;
use leptos::html;
use leptos::prelude::*;

/// From one beat to the next, in milliseconds.
const BEAT_MS: u32 = 100;

/// The heart, for lessons that ask for one; elsewhere nothing beats.
pub fn heartbeat(store: Store) -> AnyView {
    let heart = NodeRef::<html::Span>::new();
    let beating = StoredValue::new_local(None);
    let shown = Memo::new(move |_| (store.lesson().shows_heartbeat)());
    Effect::new(move || beating.set_value(shown.get().then(|| Interval::new(BEAT_MS, move || beat(heart)))));
    let view = move || {
        view! {
            <p class="heartbeat quiet">
                <span aria-hidden="true" data-beat="0" node_ref=heart></span>
                "The page’s heartbeat, ten times a second. While the page is frozen it stands still."
            </p>
        }
    };
    view! { {move || shown.get().then(view)} }.into_any()
}

fn beat(heart: NodeRef<html::Span>) {
    let Some(heart) = heart.try_get_untracked().flatten() else { return };
    let next = if heart.get_attribute("data-beat").as_deref() == Some("1") { "0" } else { "1" };
    // An attribute with this name is never refused.
    let _ = heart.set_attribute("data-beat", next);
}

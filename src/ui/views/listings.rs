//! The program, in each of its languages.

use super::dom::focus;
use crate::lessons::Listing;
use crate::ui::store::Store;
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

/// The program, in each of its languages: a tab each.
pub fn listings(store: Store) -> AnyView {
    let chosen = RwSignal::new(0);
    let listings = move || store.lesson().meta.listings;
    let shown = move || listings().get(chosen.get()).or_else(|| listings().first());
    let tabs = move || listings().iter().enumerate().map(|(at, listing)| tab(chosen, at, listing)).collect_view();
    let turn = move |event: KeyboardEvent| {
        let count = listings().len().max(1);
        let now = chosen.get_untracked();
        let next = match event.key().as_str() {
            "ArrowRight" => (now + 1) % count,
            "ArrowLeft" => (now + count - 1) % count,
            "Home" => 0,
            "End" => count - 1,
            _ => return,
        };
        event.prevent_default();
        chosen.set(next);
        focus(&tab_id(next));
    };
    view! {
        <section class="listings" aria-labelledby="listings-title">
            <h2 id="listings-title">"The program"</h2>
            <div role="tablist" aria-label="Language" on:keydown=turn>{tabs}</div>
            {move || shown().map(|listing| panel(chosen.get(), listing))}
        </section>
    }
    .into_any()
}

fn tab(chosen: RwSignal<usize>, at: usize, listing: &Listing) -> AnyView {
    let selected = move || chosen.get() == at;
    view! {
        <button
            type="button"
            role="tab"
            id=tab_id(at)
            aria-selected=move || selected().to_string()
            aria-controls="listing"
            tabindex=move || if selected() { "0" } else { "-1" }
            on:click=move |_| chosen.set(at)
        >
            {listing.language}
        </button>
    }
    .into_any()
}

fn panel(at: usize, listing: &Listing) -> AnyView {
    let first = format!("--first-line: {}", listing.first_line.saturating_sub(1));
    view! {
        <div role="tabpanel" id="listing" aria-labelledby=tab_id(at)>
            <p class="quiet">{listing.file}</p>
            <pre tabindex="0" style=first><code inner_html=listing.html></code></pre>
        </div>
    }
    .into_any()
}

fn tab_id(at: usize) -> String {
    format!("listing-tab-{at}")
}

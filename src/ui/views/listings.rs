//! The program, in each of its languages.

use super::dom::{closest, focus};
use super::markup::{Text, written};
use crate::lessons::Listing;
use crate::ui::store::Store;
use leptos::ev::{KeyboardEvent, MouseEvent};
use leptos::prelude::*;

/// The program, in each of its languages: a tab each.
pub fn listings(store: Store) -> AnyView {
    let chosen = RwSignal::new(0);
    let count = move || store.listings().len().max(1);
    let tabs = move || {
        let tab = |(at, listing)| tab(at, listing, at == chosen.get().min(count() - 1));
        store.listings().iter().enumerate().map(tab).collect::<String>()
    };
    let panel = move || {
        let at = chosen.get().min(count() - 1);
        store.listings().get(at).map(|listing| panel(at, listing)).unwrap_or_default()
    };
    let choose = move |at: usize| {
        chosen.set(at);
        request_animation_frame(move || focus(&format!("listing-tab-{at}")));
    };
    let click = move |event: MouseEvent| {
        let at = closest(&event, "[role=tab]").and_then(|tab| tab.get_attribute("data-at")?.parse().ok());
        at.into_iter().for_each(choose);
    };
    let turn = move |event: KeyboardEvent| {
        let (now, count) = (chosen.get_untracked(), count());
        let next = match event.key().as_str() {
            "ArrowRight" => (now + 1) % count,
            "ArrowLeft" => (now + count - 1) % count,
            "Home" => 0,
            "End" => count - 1,
            _ => return,
        };
        event.prevent_default();
        choose(next);
    };
    view! {
        <section class="listings" aria-labelledby="listings-title">
            <h2 id="listings-title">"The program"</h2>
            <div role="tablist" aria-label="Language" inner_html=tabs on:keydown=turn on:click=click></div>
            {written("listing", panel)}
        </section>
    }
    .into_any()
}

fn tab(at: usize, listing: &Listing, selected: bool) -> String {
    format!(
        "<button type=\"button\" role=\"tab\" id=\"listing-tab-{at}\" data-at=\"{at}\" aria-selected=\"{selected}\" \
         aria-controls=\"listing\" tabindex=\"{}\">{}{}{}</button>",
        if selected { 0 } else { -1 },
        Text(listing.language),
        if listing.variant.is_empty() { "" } else { ", " },
        Text(listing.variant)
    )
}

/// The listing is markup already, made when the page was built.
fn panel(at: usize, listing: &Listing) -> String {
    format!(
        "<div role=\"tabpanel\" id=\"listing\" aria-labelledby=\"listing-tab-{at}\"><p class=\"quiet\">{}</p>\
         <pre tabindex=\"0\" style=\"--first-line: {}\"><code>{}</code></pre></div>",
        Text(listing.file),
        listing.first_line.saturating_sub(1),
        listing.html
    )
}

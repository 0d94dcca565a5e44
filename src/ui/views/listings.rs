//! The program, in each of its languages.

use crate::lessons::Listing;
use crate::ui::dom::{closest, focus, keep, on};
use crate::ui::markup::{Text, written};
use crate::ui::signal::Signal;
use crate::ui::store::Store;
use leptos::prelude::request_animation_frame;
use web_sys::{KeyboardEvent, MouseEvent};

const TABS: &str = ".listings [role=tablist]";

/// The program, in each of its languages: a tab each.
pub fn listings(store: Store) -> String {
    let chosen = Signal::new(0);
    let count = move || store.listings().len().max(1);
    let tabs = move || {
        let tab = |(at, listing)| tab(at, listing, at == chosen.get().min(count() - 1));
        store.listings().iter().enumerate().map(tab).collect()
    };
    let panel = move || {
        let at = chosen.get().min(count() - 1);
        store.listings().get(at).map(|listing| panel(at, listing)).unwrap_or_default()
    };
    let choose = move |at: usize| {
        chosen.set(at);
        request_animation_frame(move || focus(&format!("listing-tab-{at}")));
    };
    keep(TABS, tabs);
    on(TABS, "click", move |event: &MouseEvent| {
        let at = closest(event, "[role=tab]").and_then(|tab| tab.get_attribute("data-at")?.parse().ok());
        at.into_iter().for_each(choose);
    });
    on(TABS, "keydown", move |event: &KeyboardEvent| {
        let count = count();
        let now = chosen.get_untracked().min(count - 1);
        let next = match event.key().as_str() {
            "ArrowRight" => (now + 1) % count,
            "ArrowLeft" => (now + count - 1) % count,
            "Home" => 0,
            "End" => count - 1,
            _ => return,
        };
        event.prevent_default();
        choose(next);
    });
    format!(
        "<section class=\"listings\" aria-labelledby=\"listings-title\"><h2 id=\"listings-title\">The program</h2>\
         <div role=\"tablist\" aria-label=\"Language\"></div>{}</section>",
        written("listing", panel)
    )
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
        "<div role=\"tabpanel\" id=\"listing\" aria-labelledby=\"listing-tab-{at}\"><p class=\"quiet\">{}, as it is with the defaults</p>\
         <pre tabindex=\"0\" style=\"--first-line: {}\"><code>{}</code></pre></div>",
        Text(listing.file),
        listing.first_line.saturating_sub(1),
        listing.html
    )
}

//! The page's own address.

use super::Store;
use crate::params::{self, Theme};
use leptos::prelude::window;
use wasm_bindgen::JsValue;

/// Writes the page's state into the address, in place of what was there.
pub fn replace(store: &Store) {
    // A sandboxed page may have no history of its own; it then keeps the address it came with.
    let _ = history().map(|history| history.replace_state_with_url(&JsValue::NULL, "", Some(&own_query(store))));
}

/// Writes the page's state into the address, as a new entry of the history.
pub fn enter(store: &Store) {
    let _ = history().map(|history| history.push_state_with_url(&JsValue::NULL, "", Some(&own_query(store))));
}

/// The link to share: the whole state, and nothing about how it is shown.
pub fn absolute(store: &Store) -> String {
    let location = window().location();
    let place = (location.origin(), location.pathname());
    let (Ok(origin), Ok(path)) = place else { return format!("?{}", query(store)) };
    format!("{origin}{path}?{}", query(store))
}

/// The query of the page as it stands.
pub fn query(store: &Store) -> String {
    let page = store.entry(store.page.get_untracked()).page();
    let game = store.game.get_untracked();
    store.values.with_untracked(|values| params::link(&page, values, &game, store.variant.get_untracked()))
}

/// The query with what the address also says about how the page is shown.
fn own_query(store: &Store) -> String {
    let embed = if store.embed.get_untracked() { "&embed=1" } else { "" };
    let theme = match store.theme.get_untracked() {
        Some(Theme::Dark) if asked_for_theme() => "&theme=dark",
        Some(Theme::Light) if asked_for_theme() => "&theme=light",
        _ => "",
    };
    format!("?{}{embed}{theme}", query(store))
}

fn asked_for_theme() -> bool {
    form_urlencoded::parse(search().trim_start_matches('?').as_bytes()).any(|(name, _)| name == "theme")
}

/// What the address says of the page and not of a lesson.
pub fn about_the_page() -> String {
    let (search, mut query) = (search(), form_urlencoded::Serializer::new(String::new()));
    let pairs = form_urlencoded::parse(search.trim_start_matches('?').as_bytes());
    query.extend_pairs(pairs.filter(|(name, _)| matches!(&**name, "embed" | "theme")));
    query.finish()
}

/// The query the page was opened with.
pub fn search() -> String {
    window().location().search().unwrap_or_default()
}

fn history() -> Option<web_sys::History> {
    window().history().ok()
}

//! From an address to a page.

use super::embed::{self, Embedding};
use super::hiding::Hiding;
use super::store::{Stage, Store};
use super::{link, predictor, remembered, runner};
use crate::lessons::Entry;
use crate::params::Theme;
use leptos::ev;
use leptos::prelude::*;

/// The state of a page, with its address answered and its listeners set. Called inside a component.
pub fn open(lessons: &'static [Entry]) -> Store {
    let store = Store::new(lessons);
    store.instrument.set(runner::look_around());
    store.skips_guessing.set(remembered::get("skips-guessing").is_some());
    let opened = store.answer(&link::search());
    store.embed.set(opened.embed);
    store.theme.set(opened.theme.or_else(remembered_theme));
    predictor::follow(store);
    let back = window_event_listener(ev::popstate, move |_| {
        store.answer(&link::search());
    });
    on_cleanup(move || back.remove());
    let embedding = StoredValue::new_local(Embedding::begin(store));
    on_cleanup(move || drop(embedding.try_update_value(Option::take)));
    store.stage.set(Some(Stage::Ready));
    embed::ready();
    if opened.run {
        run_once_seen(store);
    }
    store
}

/// Starts at once; a hidden page waits until it is seen.
fn run_once_seen(store: Store) {
    let waiting = StoredValue::new_local(None::<Hiding>);
    let hiding = Hiding::and_then(move |hidden| {
        if !hidden && waiting.try_with_value(Option::is_some) == Some(true) {
            // Dropped after this call has returned: it is what calls.
            leptos::task::spawn_local(async move { drop(waiting.try_update_value(Option::take)) });
            store.run();
        }
    });
    if hiding.is_hidden() {
        waiting.set_value(Some(hiding));
    } else {
        store.run();
    }
}

fn remembered_theme() -> Option<Theme> {
    match remembered::get("theme")?.as_str() {
        "dark" => Some(Theme::Dark),
        "light" => Some(Theme::Light),
        _ => None,
    }
}

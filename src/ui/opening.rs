//! From an address to a page.

use super::embed::{self, Embedding};
use super::hiding::Hiding;
use super::listener::Listener;
use super::store::{Stage, Store};
use super::{link, predictor, remembered, runner};
use crate::lessons::Line;
use crate::params::{Notice, Theme};
use leptos::prelude::window;
use std::cell::RefCell;
use std::rc::Rc;

/// The state of a page, with its address answered and its listeners set. Called inside a component.
///
/// Where the lesson that the address asks for could not be fetched, it is the first one's, and the notice says why.
pub fn open(lessons: &'static [Line], missing: Option<Notice>) -> Store {
    let store = Store::new(lessons);
    store.instrument.set(runner::look_around());
    store.skips_guessing.set(remembered::get("skips-guessing").is_some());
    let opened = match missing {
        None => store.answer(&link::search()),
        Some(notice) => {
            let opened = store.answer(&link::about_the_page());
            store.notices.set(vec![notice]);
            opened
        }
    };
    store.embed.set(opened.embed);
    store.theme.set(opened.theme.or_else(remembered_theme));
    predictor::follow(store);
    let back = move |_| store.ask(&link::search(), Box::new(|_| {}));
    let listener = Listener::new(&window(), "popstate", Box::new(back));
    store.session.update(|session| {
        session.embedding = Embedding::begin(store);
        session.back = Some(listener);
    });
    store.stage.set(Some(Stage::Ready));
    embed::ready();
    if opened.run {
        run_once_seen(store);
    }
    store
}

/// Starts at once; a hidden page waits until it is seen.
fn run_once_seen(store: Store) {
    let waiting = Rc::new(RefCell::new(None::<Hiding>));
    let waits = Rc::clone(&waiting);
    let hiding = Hiding::and_then(move |hidden| {
        if !hidden && waits.borrow().is_some() {
            let waits = Rc::clone(&waits);
            // Dropped after this call has returned: it is what calls.
            leptos::task::spawn_local(async move { drop(waits.take()) });
            store.run();
        }
    });
    if hiding.is_hidden() {
        waiting.replace(Some(hiding));
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

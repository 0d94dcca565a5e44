//! A heart that beats by a timer of the page: where the page is frozen, it stands still.

use crate::ui::dom::element;
use crate::ui::markup::written;
use crate::ui::signal::effect;
use crate::ui::store::Store;
use gloo_timers::callback::Interval;

/// From one beat to the next, in milliseconds: no more is drawn beside a run.
const BEAT_MS: u32 = 500;

const HEART: &str = "<p class=\"quiet\"><span aria-hidden=\"true\" data-beat=\"0\"></span>\
    The page’s heartbeat, twice a second. While the page is frozen it stands still.</p>";

/// The heart, for lessons that ask for one; elsewhere nothing beats.
pub fn heartbeat(store: Store) -> String {
    let beats = move || store.lesson().shows_heartbeat;
    let mut beating = None;
    effect(move || {
        if beats() != beating.is_some() {
            beating = beats().then(|| Interval::new(BEAT_MS, beat));
        }
    });
    written("heartbeat", move || if beats() { HEART.to_owned() } else { String::new() })
}

fn beat() {
    let Some(heart) = element(".heartbeat span") else { return };
    let next = if heart.get_attribute("data-beat").as_deref() == Some("1") { "0" } else { "1" };
    // An attribute with this name is never refused.
    let _ = heart.set_attribute("data-beat", next);
}

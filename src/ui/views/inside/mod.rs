//! What is inside the event loop: while a program runs, and afterwards at any moment of the run.
//!
//! Both are the same lines. Of a run under way its engine is asked for them, twice a second; of one that is over they
//! are read off its trace.

mod lists;
mod moment;

use crate::trace::inside::Snapshot;
use crate::ui::dom::{keep, keep_text, mark_if};
use crate::ui::signal::effect;
use crate::ui::store::{Stage, Store};
use moment::Looked;

/// What is inside the loop, for lessons that show it.
pub fn inside(store: Store) -> String {
    let looked = Looked::new(store);
    effect(move || mark_if(".inside", "hidden", !store.lesson().shows_inside));
    keep_text(".inside-when", move || match store.inside.get() {
        Some(now) => format!("Just now, at {}. It is looked at twice a second.", moment::said(now.at_ns)),
        None if is_running(store) => "Before the run …".to_owned(),
        None => looked.said(),
    });
    keep(".inside-lists", move || shown(store, looked).as_ref().map(lists::lists).unwrap_or_default());
    format!(
        "<section class=\"inside\" aria-labelledby=\"inside-title\" hidden><h2 id=\"inside-title\">Inside the loop</h2>\
         <p class=\"inside-when\"></p>{}<div class=\"inside-lists\"></div></section>",
        moment::controls(store, looked)
    )
}

fn is_running(store: Store) -> bool {
    store.stage.get() == Some(Stage::Running)
}

/// The run under way, or else a moment of the one that is looked at.
fn shown(store: Store, looked: Looked) -> Option<Snapshot> {
    if !store.lesson().shows_inside {
        return None;
    }
    // To look at a moment, the trace is gone through up to it: not for nothing, beside a run.
    store.inside.get().or_else(|| if is_running(store) { None } else { looked.snapshot() })
}

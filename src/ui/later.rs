//! What of the page only later lessons need: views that the first one has no use for, and what it never measures.

use super::dom::element;
use super::library;
use super::signal::effect;
use super::store::Store;
use super::views::{actions, arrange, costs, heartbeat, inside, puzzle, standstill};
use crate::browser::{Alarm, BrowserRun, Probe, requests};
use crate::later::Later;
use crate::trace::inside::Snapshot;
use crate::trace::{self, Standstill, Trace};
use crate::virtual_time::Requests;
use leptos::prelude::Owner;
use std::pin::Pin;
use std::rc::Rc;

/// What requests cost, and whether measuring was disturbed; `None` where it was stopped.
type Measured = Result<Option<(Requests, bool)>, String>;

/// The ways to all of it.
pub struct Ways {
    views: [(&'static str, fn(Store) -> String); 6],
    /// Who waits for whom in the runs on the page, as markup.
    pub standstills: fn(Store) -> String,
    /// Who waited for whom when a run could not go on.
    pub standstill: fn(&Trace) -> Standstill,
    /// What is inside the loop of a run just now.
    pub inside: fn(&BrowserRun) -> Option<Snapshot>,
    /// Measures requests, or storage.
    pub requests: fn(Rc<Alarm>, Probe, Box<dyn Fn(Rc<BrowserRun>)>) -> Pin<Box<dyn Future<Output = Measured>>>,
}

static LATER: Later<Ways> = Later::new(Ways {
    views: [
        ("arrange", arrange::arrange),
        ("actions", actions::actions),
        ("heartbeat", heartbeat::heartbeat),
        ("inside", inside::inside),
        ("costs", costs::costs),
        ("puzzle", puzzle::puzzle),
    ],
    standstills: standstill::standstills,
    standstill: trace::standstill,
    inside: BrowserRun::inside,
    requests: |alarm, probe, under_way| Box::pin(async move { requests(&alarm, probe, under_way).await }),
});

/// All of it, as soon as it has been fetched.
pub fn later() -> Option<&'static Ways> {
    library::has_all().then(|| LATER.get())
}

/// The place for a view that only later lessons have.
pub fn place(view: &str) -> String {
    format!("<div data-later=\"{view}\" hidden></div>")
}

/// Puts those views into their places as soon as they are there. Called inside a component.
pub fn follow(store: Store) {
    // Theirs is the component, and not the effect: that begins anew with every lesson.
    let mut owner = Owner::current();
    effect(move || {
        store.page.get();
        let Some((ways, owner)) = later().and_then(|ways| Some((ways, owner.take()?))) else { return };
        owner.with(|| ways.views.iter().for_each(|(place, view)| put(place, &view(store))));
    });
}

fn put(place: &str, markup: &str) {
    if let Some(element) = element(&format!("[data-later={place}]")) {
        element.set_outer_html(markup);
    }
}

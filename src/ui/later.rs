//! What of the page only later lessons need: views that the first one has no use for, what it never measures; and the
//! record of a run, which is fetched for whoever asks for it.

use super::dom::element;
use super::library;
use super::record;
use super::signal::effect;
use super::store::{Results, Store};
use super::views::{actions, arrange, costs, heartbeat, inside, nest, puzzle, standstill};
use crate::browser::{Alarm, BrowserRun, Probe, requests};
use crate::later::Later;
use crate::lessons::Nest;
use crate::params::Notice;
use crate::trace::inside::Snapshot;
use crate::trace::lints::Search;
use crate::trace::{self, Standstill, Trace};
use crate::virtual_time::Requests;
use leptos::prelude::{Owner, document};
use std::pin::Pin;
use std::rc::Rc;
use wasm_bindgen::JsValue;

/// The markup of a view, which keeps itself in step.
type View = fn(Store) -> String;
/// Is handed each run as it starts, for whoever may want to stop it.
type UnderWay = Box<dyn Fn(Rc<BrowserRun>)>;
type Measuring = Pin<Box<dyn Future<Output = Measured>>>;
/// What requests cost, and whether measuring was disturbed; `None` where it was stopped.
type Measured = Result<Option<(Requests, bool)>, String>;

/// The ways to all of it.
pub struct Ways {
    views: [(&'static str, View); 6],
    styles: fn() -> &'static str,
    /// Who waits for whom in the runs on the page, as markup.
    pub standstills: fn(Store) -> String,
    /// What holds what, as a picture.
    pub nest: fn(&Nest) -> String,
    /// Who waited for whom when a run could not go on.
    pub standstill: fn(&Trace) -> Standstill,
    /// What is inside the loop of a run just now.
    pub inside: fn(&BrowserRun) -> Option<Snapshot>,
    /// The record of a run.
    pub record: fn(&Store, &Results) -> JsValue,
    /// Hands the record of the run that came last to the visitor as a file.
    pub download: fn(&Store),
    /// A search for all that can be found in a run.
    pub search: for<'a> fn(&'a Trace, f64) -> Search<'a>,
    /// Measures requests, or storage.
    pub requests: fn(Rc<Alarm>, Probe, UnderWay) -> Measuring,
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
    styles: || {
        concat!(
            include_str!("../../style/cards.css"),
            include_str!("../../style/puzzle.css"),
            include_str!("../../style/inside.css"),
            include_str!("../../style/nest.css")
        )
    },
    standstills: standstill::standstills,
    nest: nest::nest,
    standstill: trace::standstill,
    inside: BrowserRun::inside,
    search: |trace, speed| Search::new(trace, speed),
    record: record::of,
    download: record::download,
    requests: |alarm, probe, under_way| Box::pin(async move { requests(&alarm, probe, under_way).await }),
});

/// All of it, as soon as it has been fetched.
pub fn later() -> Option<&'static Ways> {
    library::has_all().then(|| LATER.get())
}

/// Writes a record as soon as what is needed for that has been fetched. Where it cannot be fetched, the page says so.
pub fn for_a_record(store: Store, write: Box<dyn FnOnce(&'static Ways)>) {
    library::with_all(Box::new(move |fetched| match (fetched, later()) {
        (Err(why), _) => {
            let text = format!("The run record could not be written: the page asked for more of itself, and {why}.");
            store.notices.update(|notices| notices.push(Notice { parameter: "record".to_owned(), text }));
        }
        (Ok(()), ways) => drop(ways.map(write)),
    }));
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
        dress((ways.styles)());
        owner.with(|| ways.views.iter().for_each(|(place, view)| put(place, &view(store))));
    });
}

/// Their sheets, after all others.
fn dress(styles: &str) {
    if let (Ok(sheet), Some(head)) = (document().create_element("style"), document().head()) {
        sheet.set_text_content(Some(styles));
        // A document takes what it has made itself.
        let _ = head.append_child(&sheet);
    }
}

fn put(place: &str, markup: &str) {
    if let Some(element) = element(&format!("[data-later={place}]")) {
        element.set_outer_html(markup);
    }
}

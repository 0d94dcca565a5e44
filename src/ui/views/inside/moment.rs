//! The moment of a run that is over, and going through it.

use crate::trace::chart;
use crate::trace::inside::{self, Snapshot};
use crate::trace::{Event, Trace};
use crate::ui::dom::{closest, mark, mark_if, on, set_value, value};
use crate::ui::signal::{Signal, effect};
use crate::ui::store::Store;
use crate::ui::timeline::Glance;
use std::sync::Arc;
use web_sys::Event as PageEvent;

/// How finely the slider goes through a run.
const PARTS: u64 = 1_000;

/// A moment of the run that the timeline shows.
#[derive(Clone, Copy)]
pub struct Moment {
    glance: Signal<Glance>,
    /// How many of the run's events have happened.
    events: Signal<usize>,
}

impl Moment {
    /// The middle of the run that is looked at, or where it is looked at.
    pub fn new(store: Store) -> Self {
        let moment = Self { glance: store.glance, events: Signal::default() };
        let mut last = Arc::default();
        effect(move || {
            let Glance { trace, at_ns, .. } = moment.glance.get();
            let is_other = !Arc::ptr_eq(&trace, &last);
            if let Some(at_ns) = at_ns.or(is_other.then_some(trace.known_ns() / 2)) {
                moment.events.set(inside::events_until(&trace, at_ns));
            }
            last = trace;
        });
        moment
    }

    /// Which moment it is, in words; of a run that has just begun there is nothing to say yet.
    pub fn said(self, is_running: bool) -> String {
        let (Glance { track, trace, .. }, events) = (self.glance.get(), self.events.get());
        if is_running {
            "The run begins …".to_owned()
        } else if trace.events.is_empty() {
            "Its ready queue and its timers, its tasks, and the futures they await: while it runs, and at any moment \
             afterwards."
                .to_owned()
        } else {
            format!("“{track}”, at {} of {}.", said(at_ns(&trace, events)), said(trace.ended_ns))
        }
    }

    /// What was inside the loop then; nothing where another run has begun.
    pub fn snapshot(self, is_running: bool) -> Option<Snapshot> {
        let (Glance { trace, .. }, events) = (self.glance.get(), self.events.get());
        (!is_running && !trace.events.is_empty()).then(|| inside::after(&trace, events))
    }

    fn go(self, to: impl FnOnce(&Trace, usize) -> usize) {
        let trace = self.glance.with_untracked(|glance| Arc::clone(&glance.trace));
        self.events.update(|events| *events = to(&trace, *events));
    }
}

/// A slider through the run, and a step back and forward.
pub fn controls(store: Store, moment: Moment) -> &'static str {
    effect(move || {
        let (trace, events) = (moment.glance.get().trace, moment.events.get());
        mark_if(".inside-moment", "hidden", super::is_running(store) || trace.events.is_empty());
        let at_ns = at_ns(&trace, events);
        set_value("inside-at", &(at_ns * PARTS / trace.known_ns().max(1)).to_string());
        mark("#inside-at", "aria-valuetext", Some(&said(at_ns)));
    });
    on("#inside-at", "input", move |_: &PageEvent| {
        let part = value("inside-at").parse().unwrap_or(0_u64);
        moment.go(|trace, _| inside::events_until(trace, trace.known_ns() / PARTS * part));
    });
    on(".inside-moment", "click", move |event: &PageEvent| {
        if let Some(button) = closest(event, "button") {
            let forward = button.get_attribute("data-forward").is_some();
            moment.go(|trace, events| inside::step(trace, events, forward));
        }
    });
    "<div class=\"inside-moment\" hidden>\
     <input type=\"range\" id=\"inside-at\" min=\"0\" max=\"1000\" aria-label=\"Moment of the run\">\
     <span class=\"timeline-buttons\"><button type=\"button\" aria-label=\"A step back\" title=\"A step back\">‹</button>\
     <button type=\"button\" data-forward=\"\" aria-label=\"A step forward\" title=\"A step forward\">›</button></span></div>"
}

/// A moment in words.
pub fn said(at_ns: u64) -> String {
    chart::moment(at_ns, 1_000_000)
}

/// When the last of so many events was.
fn at_ns(trace: &Trace, events: usize) -> u64 {
    let last: Option<&Event> = events.checked_sub(1).and_then(|last| trace.events.get(last));
    last.map_or(0, |last| last.at_ns)
}

//! The moment of a run that is over, and going through it.

use crate::trace::inside::{self, Moment, Snapshot};
use crate::trace::{Trace, chart};
use crate::ui::dom::{closest, mark, mark_if, on, set_value, value};
use crate::ui::signal::{Signal, effect};
use crate::ui::store::Store;
use crate::ui::timeline::Glance;
use std::sync::Arc;
use web_sys::Event;

/// How finely the slider goes through a run.
const PARTS: u64 = 1_000;

/// The run that the timeline shows, and the moment of it that is looked at.
#[derive(Clone, Copy)]
pub struct Looked {
    glance: Signal<Glance>,
    moment: Signal<Moment>,
}

impl Looked {
    /// Where the run is looked at on the timeline; another run, in its middle.
    pub fn new(store: Store) -> Self {
        let looked = Self { glance: store.glance, moment: Signal::default() };
        let mut last = Arc::default();
        effect(move || {
            let Glance { trace, at_ns, .. } = looked.glance.get();
            let is_other = !Arc::ptr_eq(&trace, &last);
            if let Some(at_ns) = at_ns.or(is_other.then_some(trace.known_ns() / 2)) {
                looked.moment.set(Moment::new(&trace, at_ns));
            }
            last = trace;
        });
        looked
    }

    /// Which moment it is, in words.
    pub fn said(self) -> String {
        let Glance { track, trace, .. } = self.glance.get();
        if trace.events.is_empty() {
            "Its ready queue and its timers, its tasks, and the futures they await: while it runs, and at any moment \
             afterwards."
                .to_owned()
        } else {
            format!("“{track}”, at {} of {}.", said(self.moment.get().at_ns), said(trace.ended_ns))
        }
    }

    /// What was inside the loop then.
    pub fn snapshot(self) -> Option<Snapshot> {
        let (Glance { trace, .. }, moment) = (self.glance.get(), self.moment.get());
        (!trace.events.is_empty()).then(|| inside::at(&trace, moment))
    }

    fn go(self, to: impl FnOnce(&Trace, Moment) -> Moment) {
        let trace = self.glance.with_untracked(|glance| Arc::clone(&glance.trace));
        self.moment.update(|moment| *moment = to(&trace, *moment));
    }
}

/// A slider through the run, and a step back and forward.
pub fn controls(store: Store, looked: Looked) -> String {
    effect(move || {
        let (trace, at_ns) = (looked.glance.get().trace, looked.moment.get().at_ns);
        mark_if(".inside-moment", "hidden", super::is_running(store) || trace.events.is_empty());
        // Rounded, or a step of the slider would be written back as none.
        let whole_ns = trace.known_ns().max(1);
        set_value("inside-at", &((at_ns * PARTS + whole_ns / 2) / whole_ns).to_string());
        mark("#inside-at", "aria-valuetext", Some(&said(at_ns)));
    });
    on("#inside-at", "input", move |_: &Event| {
        let part = value("inside-at").parse().unwrap_or(0_u64);
        looked.go(|trace, _| Moment::new(trace, (trace.known_ns() * part) / PARTS));
    });
    on(".inside-moment", "click", move |event: &Event| {
        if let Some(button) = closest(event, "button") {
            let forward = button.get_attribute("data-forward").is_some();
            looked.go(|trace, moment| moment.step(trace, forward));
        }
    });
    format!(
        "<div class=\"inside-moment\" hidden>\
         <input type=\"range\" id=\"inside-at\" min=\"0\" max=\"{PARTS}\" aria-label=\"Moment of the run\">\
         <span class=\"timeline-buttons\"><button type=\"button\" aria-label=\"A step back\" title=\"A step back\">‹</button>\
         <button type=\"button\" data-forward=\"\" aria-label=\"A step forward\" title=\"A step forward\">›</button></span></div>"
    )
}

/// A moment in words.
pub fn said(at_ns: u64) -> String {
    chart::moment(at_ns, 1_000_000)
}

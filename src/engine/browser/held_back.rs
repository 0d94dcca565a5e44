//! How long the browser held a request back: it keeps to a few connections to one host, and the rest stand in line.

use js_sys::WeakSet;
use wasm_bindgen::JsCast;
use web_sys::{Performance, PerformanceResourceTiming, Window};

thread_local! {
    /// What the browser has said of requests and has been told of them.
    static COUNTED: WeakSet = WeakSet::new();
}

/// What the browser knows of requests it forgets after so many: of a run it knows them if it begins with none.
pub(super) fn forget(window: &Window) {
    if let Some(performance) = window.performance() {
        performance.clear_resource_timings();
    }
}

/// How long the request to an address stood in line that was sent at a moment and has been answered, in milliseconds.
/// Nothing where the browser does not say: other hosts must allow it, and only over HTTP/1.1 is there a line.
pub(super) fn held_back_ms(performance: &Performance, address: &str, sent_ms: f64) -> Option<f64> {
    // Others may have been sent to the same address, before this one or after it, and answered meanwhile. They are in the
    // order of their beginnings, and this one began when it was sent. A fragment would not tell them apart everywhere:
    // there are browsers that leave it out here.
    let all = performance.get_entries_by_name_with_entry_type(address, "resource");
    let mut timings = all.iter().map(JsCast::unchecked_into::<PerformanceResourceTiming>);
    let timing =
        timings.find(|timing| timing.start_time() >= sent_ms && !COUNTED.with(|counted| counted.has(timing)))?;
    // Two that were sent at once have the same beginning: each is told what has not been told yet.
    COUNTED.with(|counted| counted.add(&timing));
    if timing.next_hop_protocol() != "http/1.1" || timing.request_start() == 0.0 {
        return None;
    }
    let connecting_ms = timing.connect_end() - timing.domain_lookup_start();
    Some(timing.request_start() - timing.fetch_start() - connecting_ms)
}

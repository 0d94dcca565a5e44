//! How long the browser held a request back: it keeps to a few connections to one host, and the rest stand in line.

use web_sys::{Performance, PerformanceResourceTiming, Window};

/// What the browser knows of requests it forgets after so many: of a run it knows them if it begins with none.
pub(super) fn forget(window: &Window) {
    if let Some(performance) = window.performance() {
        performance.clear_resource_timings();
    }
}

/// How long the request to an address that was answered just now stood in line, in milliseconds. Nothing where the
/// browser does not say: other hosts must allow it, and only over HTTP/1.1 is there a line.
pub(super) fn held_back_ms(performance: &Performance, address: &str) -> Option<f64> {
    // Of several to the same address, the one that was answered last is the last.
    let all = performance.get_entries_by_name_with_entry_type(address, "resource");
    let timing: PerformanceResourceTiming = wasm_bindgen::JsCast::unchecked_into(all.get(all.length().checked_sub(1)?));
    if timing.next_hop_protocol() != "http/1.1" || timing.request_start() == 0.0 {
        return None;
    }
    let connecting_ms = timing.connect_end() - timing.domain_lookup_start();
    Some(timing.request_start() - timing.fetch_start() - connecting_ms)
}

//! What the runtime costs in a browser, beside what the browser's own means cost in the same page.
//!
//! Puts a line for each figure into `#results`, and `data-state="finished"` on the body when all are there.

#[cfg(target_arch = "wasm32")]
mod lateness;
#[cfg(target_arch = "wasm32")]
mod measure;
#[cfg(target_arch = "wasm32")]
mod switches;
#[cfg(target_arch = "wasm32")]
mod virtual_time;

#[cfg(target_arch = "wasm32")]
fn main() {
    wasm_bindgen_futures::spawn_local(async {
        switches::all().await;
        virtual_time::all().await;
        lateness::all().await;
        measure::finished();
    });
}

/// The benches are for a browser.
#[cfg(not(target_arch = "wasm32"))]
fn main() {}

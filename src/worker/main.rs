//! The program that runs in Simul's workers: it says who it is, and then does one job after the other.
//!
//! It computes in slices and goes round its event loop in between, so that it can be ended at any time: browsers let a
//! worker that never comes back run on for seconds.
#![forbid(unsafe_code)]

#[cfg(target_arch = "wasm32")]
mod desk;
#[cfg(target_arch = "wasm32")]
mod post;

#[cfg(target_arch = "wasm32")]
fn main() {
    desk::open();
}

/// A worker is a wasm program that a page starts; on the host there is nothing to run.
#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("This runs in the workers of a page: `cargo xtask serve` builds and serves it.");
}

//! Simul: an in-browser playground that teaches asynchronous programming.
#![deny(missing_docs)]
#![forbid(unsafe_code)]

pub mod lessons;
pub mod params;
pub mod predict;
pub mod runtime;
pub mod trace;
pub mod virtual_time;
#[cfg(target_arch = "wasm32")]
pub mod ui;

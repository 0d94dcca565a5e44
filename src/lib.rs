//! Simul: an in-browser playground that teaches asynchronous programming.
#![deny(missing_docs)]
#![forbid(unsafe_code)]

#[cfg(target_arch = "wasm32")]
pub mod browser;
pub mod lessons;
pub mod params;
pub mod predict;
pub mod runtime;
pub mod trace;
#[cfg(target_arch = "wasm32")]
pub mod ui;
pub mod virtual_time;

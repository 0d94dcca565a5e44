//! Runs a lesson's program on either clock, and keeps what happened.
//!
//! A crate of its own because its speed matters: it is compiled for speed, and the page around it for size.
#![deny(missing_docs)]
#![forbid(unsafe_code)]

#[cfg(target_arch = "wasm32")]
pub mod browser;
pub mod later;
pub mod runtime;
pub mod trace;
pub mod virtual_time;

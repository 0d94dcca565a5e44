//! Simul: an in-browser playground that teaches asynchronous programming.
//!
//! A lesson's parameters ([`params`]) go two ways. On the virtual clock ([`virtual_time`]) its program gives a
//! prediction ([`predict`]); on the browser's clock (`browser`) it is measured. Both are the same program
//! ([`lessons`]) against the same small context ([`runtime`]), and both leave a trace ([`trace`]), from which the page
//! (`ui`) computes everything it shows.
#![deny(missing_docs)]
#![forbid(unsafe_code)]

pub mod lessons;
pub mod params;
pub mod predict;
#[cfg(target_arch = "wasm32")]
pub mod ui;

#[cfg(target_arch = "wasm32")]
pub use simul_engine::browser;
#[cfg(target_arch = "wasm32")]
use simul_engine::later;
pub use simul_engine::{runtime, trace, virtual_time};

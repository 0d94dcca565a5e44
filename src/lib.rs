//! Simul.
#![deny(missing_docs)]
#![forbid(unsafe_code)]

pub mod runtime;
pub mod trace;
pub mod virtual_time;

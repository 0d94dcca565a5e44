//! The page. It reads what the lessons declare and what runs leave behind; nothing here is about one lesson.

mod actions;
mod embed;
mod hiding;
mod json;
mod link;
mod opening;
mod predictor;
pub mod record;
mod remembered;
mod runner;
mod session;
mod store;

pub use opening::open;
pub use store::{Instrument, Progress, Ran, Results, Stage, Store, real};

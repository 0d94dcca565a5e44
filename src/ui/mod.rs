//! The page. It reads what the lessons declare and what runs leave behind; nothing here is about one lesson.

mod store;

pub use store::{Instrument, Progress, Ran, Results, Stage, Store, real};

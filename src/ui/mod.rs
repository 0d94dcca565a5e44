//! The page. It reads what the lessons declare and what runs leave behind; nothing here is about one lesson.

mod actions;
mod dom;
mod embed;
mod hiding;
mod json;
mod later;
mod library;
mod link;
mod listener;
mod manning;
mod markup;
mod opening;
mod predictor;
pub mod record;
mod remembered;
mod runner;
mod session;
mod signal;
mod store;
mod table;
mod timeline;
mod views;

pub use opening::open;
pub use store::{Instrument, Progress, Ran, Results, Stage, Store, real};

use crate::lessons::Line;
use crate::params::{self, Notice};
use leptos::prelude::*;

/// Puts the page into the document, in place of the text that stood there while it was loading.
pub fn mount(lessons: &'static [Line]) {
    let asked_for = params::lesson(&link::search(), lessons.iter().map(|line| line.slug));
    let mount = move |fetched: Result<(), Notice>| {
        if let Ok(Some(loading)) = document().query_selector("main") {
            loading.remove();
        }
        mount_to_body(move || {
            let store = open(lessons, fetched.err());
            view! { <views::App store=store/> }
        });
    };
    library::with(asked_for, lessons, Box::new(mount));
}

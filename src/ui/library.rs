//! The lessons after the first. In the published page they are a part of the program by themselves, a file that is
//! fetched when one of them is opened; anywhere else the program is whole, and there is nothing to fetch.

use super::dom::{element, mark};
use crate::lessons::Line;
use crate::params::Notice;
use js_sys::WebAssembly::{Instance, Module, compile};
use js_sys::{Object, Reflect};
use leptos::prelude::window;
use std::sync::atomic::{AtomicBool, Ordering};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::Response;

/// Where the page says which file it is.
const NAMED: &str = "meta[name=later-lessons]";
/// By which name that part imports from this one.
const FIRST_PART: &str = "a";

static IS_THERE: AtomicBool = AtomicBool::new(false);

/// Whether a lesson's part of the program is there.
pub fn has(page: usize) -> bool {
    page == 0 || IS_THERE.load(Ordering::Relaxed) || address().is_none()
}

/// Acts as soon as a lesson's part of the program is there: at once, or when it has been fetched. Where it cannot be
/// fetched, what acts is told so; the next call tries again.
pub fn with(page: usize, lessons: &'static [Line], act: Box<dyn FnOnce(Result<(), Notice>)>) {
    let Some(address) = address().filter(|_| !has(page)) else { return act(Ok(())) };
    mark("main", "aria-busy", Some("true"));
    spawn_local(async move {
        let fetched = fetch(&address).await;
        mark("main", "aria-busy", None);
        act(fetched.map_err(|why| missing(lessons[page].slug, why)));
    });
}

fn address() -> Option<String> {
    element(NAMED)?.get_attribute("content")
}

/// Fetches the second part and joins it to the first: it takes the first one's memory and functions, and fills the
/// places in memory and in the table of functions that were left free for it.
async fn fetch(address: &str) -> Result<(), &'static str> {
    let no_answer = |_| "the host does not answer";
    let unfit = |_| "it does not fit the rest of the page, which may be older";
    let response: Response =
        JsFuture::from(window().fetch_with_str(address)).await.map_err(no_answer)?.unchecked_into();
    if !response.ok() {
        return Err("the host does not have it; the page may be older than what the host has now");
    }
    let bytes = JsFuture::from(response.array_buffer().map_err(no_answer)?).await.map_err(no_answer)?;
    let module: Module = JsFuture::from(compile(&bytes)).await.map_err(unfit)?.unchecked_into();
    // Somebody else may have fetched it meanwhile; its memory must not be filled again.
    if !IS_THERE.load(Ordering::Relaxed) {
        let imports = Object::new();
        Reflect::set(&imports, &FIRST_PART.into(), &wasm_bindgen::exports()).map_err(unfit)?;
        Instance::new(&module, &imports).map_err(unfit)?;
        IS_THERE.store(true, Ordering::Relaxed);
    }
    Ok(())
}

fn missing(slug: &str, why: &str) -> Notice {
    let text = format!(
        "lesson: “{slug}” could not be fetched: {why}. Choose it again for another try, or load the page again."
    );
    Notice { parameter: "lesson".into(), text }
}

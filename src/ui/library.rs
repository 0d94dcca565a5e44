//! The lessons after the first. In the published page they are a part of the program by themselves, a file that is
//! fetched when one of them is opened; anywhere else the program is whole, and there is nothing to fetch.

use super::dom::{element, mark};
use crate::lessons::Line;
use crate::params::Notice;
use gloo_timers::callback::Timeout;
use js_sys::WebAssembly::{Module, compile, instantiate_module};
use js_sys::{Object, Promise, Reflect};
use leptos::prelude::window;
use std::cell::RefCell;
use std::sync::atomic::{AtomicBool, Ordering};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, future_to_promise, spawn_local};
use web_sys::{AbortController, RequestInit, Response};

/// Where the page says which file it is.
const NAMED: &str = "meta[name=later-lessons]";
/// By which name that part imports from this one.
const FIRST_PART: &str = "a";
/// How long the host has to send it, in milliseconds.
const PATIENCE_MS: u32 = 20_000;

static IS_THERE: AtomicBool = AtomicBool::new(false);

thread_local! {
    /// The fetching under way: it is fetched once, however many ask for it.
    static UNDER_WAY: RefCell<Option<Promise>> = const { RefCell::new(None) };
}

/// Whether a lesson's part of the program is there.
pub fn has(page: usize) -> bool {
    page == 0 || has_all()
}

/// Whether all of the program is there.
pub fn has_all() -> bool {
    IS_THERE.load(Ordering::Relaxed) || address().is_none()
}

/// Acts as soon as a lesson's part of the program is there: at once, or when it has been fetched. Where it cannot be
/// fetched, what acts is told so; the next call tries again.
pub fn with(page: usize, lessons: &'static [Line], act: Box<dyn FnOnce(Result<(), Notice>)>) {
    if has(page) {
        return act(Ok(()));
    }
    with_all(Box::new(move |fetched| act(fetched.map_err(|why| missing(lessons[page].slug, &why)))));
}

/// Acts as soon as all of the program is there, in the same way; or with the reason why it cannot be fetched.
pub fn with_all(act: Box<dyn FnOnce(Result<(), String>)>) {
    let Some(address) = address().filter(|_| !has_all()) else { return act(Ok(())) };
    let fetching = under_way().unwrap_or_else(|| begin(address));
    spawn_local(async move {
        let fetched = JsFuture::from(fetching).await.map(drop);
        act(fetched.map_err(|why| why.as_string().unwrap_or_default()));
    });
}

/// The fetching under way, where there is one. Those who wait for it go on in the order in which they began to wait.
pub fn under_way() -> Option<Promise> {
    UNDER_WAY.with_borrow(Clone::clone)
}

fn begin(address: String) -> Promise {
    mark("main", "aria-busy", Some("true"));
    let fetching = future_to_promise(async move {
        let fetched = fetch(&address).await;
        UNDER_WAY.take();
        mark("main", "aria-busy", None);
        fetched.map(|()| JsValue::UNDEFINED).map_err(JsValue::from_str)
    });
    UNDER_WAY.set(Some(fetching.clone()));
    fetching
}

fn address() -> Option<String> {
    element(NAMED)?.get_attribute("content")
}

/// Fetches the second part and joins it to the first: it takes the first one's memory and functions, and fills the
/// places in memory and in the table of functions that were left free for it.
async fn fetch(address: &str) -> Result<(), &'static str> {
    let no_answer = |_| "the host does not answer";
    let unfit = |_| "it does not fit the rest of the page, which may be older";
    let (controller, options) = (AbortController::new().map_err(no_answer)?, RequestInit::new());
    options.set_signal(Some(&controller.signal()));
    let patience = Timeout::new(PATIENCE_MS, move || controller.abort());
    let response: Response =
        JsFuture::from(window().fetch_with_str_and_init(address, &options)).await.map_err(no_answer)?.unchecked_into();
    if !response.ok() {
        return Err("the host does not have it; the page may be older than what the host has now");
    }
    let bytes = JsFuture::from(response.array_buffer().map_err(no_answer)?).await.map_err(no_answer)?;
    drop(patience);
    let module: Module = JsFuture::from(compile(&bytes)).await.map_err(unfit)?.unchecked_into();
    let imports = Object::new();
    Reflect::set(&imports, &FIRST_PART.into(), &wasm_bindgen::exports()).map_err(unfit)?;
    // Not at once: on the page's own thread browsers refuse that above some size.
    JsFuture::from(instantiate_module(&module, &imports)).await.map_err(unfit)?;
    IS_THERE.store(true, Ordering::Relaxed);
    Ok(())
}

fn missing(slug: &str, why: &str) -> Notice {
    let text = format!(
        "lesson: “{slug}” could not be fetched: {why}. Choose it again for another try, or load the page again."
    );
    Notice { parameter: "lesson".into(), text }
}

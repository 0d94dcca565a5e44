//! Real requests.

use super::held_back::{forget, held_back_ms};
use super::storage;
use crate::later::Later;
use crate::runtime::{Answer, FetchError, Fetcher, Reply};
use std::any::Any;
use std::cell::Cell;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{AbortController, RequestCache, RequestCredentials, RequestInit, Response, Url, Window};

/// Sends requests through the browser, past its cache: what is measured is the wait for the answer.
pub(super) struct BrowserFetcher {
    lesson_ns_per_ms: f64,
    has_sent: Cell<bool>,
}

/// What can be asked of a browser.
struct Ways {
    begin: fn(),
    send: fn(&str, Reply, f64) -> Box<dyn Any>,
    keep: fn(&str, &str, Reply) -> Box<dyn Any>,
}

/// The first lesson asks nobody for anything.
static LATER: Later<Ways> = Later::new(Ways { begin, send, keep });

/// A shorter wait than this is no line but the browser's own doings, in milliseconds.
const HELD_BACK_MS: f64 = 5.0;

impl BrowserFetcher {
    /// For a run in which so much lesson time passes in a real millisecond.
    pub fn new(lesson_ns_per_ms: f64) -> Self {
        Self { lesson_ns_per_ms, has_sent: Cell::new(false) }
    }
}

impl Fetcher for BrowserFetcher {
    fn send(&self, address: &str, reply: Reply) -> Box<dyn Any> {
        // What earlier runs have asked for does not count in this one.
        if !self.has_sent.replace(true) {
            (LATER.get().begin)();
        }
        (LATER.get().send)(address, reply, self.lesson_ns_per_ms)
    }

    fn keep(&self, name: &str, text: &str, reply: Reply) -> Box<dyn Any> {
        (LATER.get().keep)(name, text, reply)
    }
}

fn begin() {
    web_sys::window().iter().for_each(forget);
}

fn send(address: &str, reply: Reply, lesson_ns_per_ms: f64) -> Box<dyn Any> {
    let (address, controller) = (address.to_owned(), AbortController::new().ok());
    let aborts = Aborts(controller.clone());
    spawn_local(async move {
        let (answer, held_back_ms) = asked(&address, controller).await;
        if held_back_ms > HELD_BACK_MS {
            reply.was_held_back((held_back_ms * lesson_ns_per_ms) as u64);
        }
        // Once it has been aborted nobody waits for the reply any more, and it goes nowhere.
        reply.send(answer);
    });
    Box::new(aborts)
}

fn keep(name: &str, text: &str, reply: Reply) -> Box<dyn Any> {
    let (name, text) = (name.to_owned(), text.to_owned());
    spawn_local(async move {
        let kept = storage::keep(&name, &text).await;
        let told = |why| if storage::is_full(&why) { FetchError::StorageFull } else { FetchError::NoStorage };
        reply.send(kept.map(|()| String::new()).map_err(told));
    });
    Box::new(())
}

/// Aborts a request when it is dropped; one that has been answered is left as it is.
struct Aborts(Option<AbortController>);

impl Drop for Aborts {
    fn drop(&mut self) {
        if let Some(controller) = &self.0 {
            controller.abort();
        }
    }
}

/// Fetches a text; and says how long the browser held the request back, in milliseconds.
async fn asked(address: &str, controller: Option<AbortController>) -> (Answer, f64) {
    let Some(window) = web_sys::window() else { return (Err(FetchError::Nowhere), 0.0) };
    let here = window.location().href().unwrap_or_default();
    let Ok(url) = Url::new_with_base(address, &here) else { return (Err(FetchError::NoAddress), 0.0) };
    let sent_ms = window.performance().map(|performance| performance.now());
    let answer = text(&window, &url, controller).await;
    let held_back_ms = window
        .performance()
        .zip(sent_ms)
        .and_then(|(performance, sent_ms)| held_back_ms(&performance, &url.href(), sent_ms));
    (answer, held_back_ms.unwrap_or_default())
}

async fn text(window: &Window, url: &Url, controller: Option<AbortController>) -> Answer {
    if !matches!(url.protocol().as_str(), "http:" | "https:") || has_password(url) {
        return Err(FetchError::NoAddress);
    }
    let options = RequestInit::new();
    options.set_cache(RequestCache::NoStore);
    // A link decides what is asked for, and nobody's cookies are a link's affair.
    options.set_credentials(RequestCredentials::Omit);
    options.set_signal(controller.map(|controller| controller.signal()).as_ref());
    let sent = JsFuture::from(window.fetch_with_str_and_init(&url.href(), &options)).await;
    let own_host = window.location().origin().is_ok_and(|origin| origin == url.origin());
    let response: Response =
        sent.and_then(JsCast::dyn_into).map_err(|_| no_answer(window.navigator().on_line(), own_host))?;
    if !response.ok() {
        return Err(FetchError::Status(response.status()));
    }
    body(&response)
        .await
        .map_err(|_| FetchError::BrokeOff)
        .and_then(|bytes| String::from_utf8(bytes).map_err(|_| FetchError::NotText))
}

fn has_password(url: &Url) -> bool {
    !url.username().is_empty() || !url.password().is_empty()
}

async fn body(response: &Response) -> Result<Vec<u8>, JsValue> {
    let buffer = JsFuture::from(response.array_buffer()?).await?;
    Ok(js_sys::Uint8Array::new(&buffer).to_vec())
}

/// Why nothing came back at all. The browser says no more than that, so that a page cannot find out what is behind a
/// host that does not want to be read.
fn no_answer(online: bool, own_host: bool) -> FetchError {
    match (online, own_host) {
        (_, true) => FetchError::OwnHost,
        (false, false) => FetchError::Offline,
        (true, false) => FetchError::OtherHost,
    }
}

//! The page in somebody else's page: what it tells its parent, and what it listens to.

use super::json::object;
use super::later::{Ways, for_a_record};
use super::store::{Results, Stage, Store};
use super::{library, link};
use crate::params::Notice;
use js_sys::{Object, Reflect};
use leptos::prelude::{document, window};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Element, MessageEvent, ResizeObserver, Window};

/// What an address says of the page and not of the lesson.
const FOR_ADDRESSES: [&str; 3] = ["run", "embed", "theme"];

/// The listeners of an embedded page; dropping it removes them.
pub struct Embedding {
    observer: Option<ResizeObserver>,
    _resized: Closure<dyn Fn()>,
    heard: Closure<dyn Fn(MessageEvent)>,
}

impl Embedding {
    /// Listens to the parent and tells it how high the page is; `None` where the page has no parent.
    pub fn begin(store: Store) -> Option<Self> {
        parent()?;
        let root = document().document_element()?;
        let (last, measured) = (Rc::new(Cell::new(-1)), root.clone());
        let resized = Closure::<dyn Fn()>::new(move || tell_height(&measured, &last));
        let observer = ResizeObserver::new(resized.as_ref().unchecked_ref()).ok();
        if let (Some(observer), Some(body)) = (&observer, document().body()) {
            observer.observe(&body);
        }
        let heard = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            if event.source().map(JsValue::from) == parent().map(JsValue::from) {
                hear(store, event.data());
            }
        });
        // Listening to a window cannot fail.
        let _ = window().add_event_listener_with_callback("message", heard.as_ref().unchecked_ref());
        Some(Self { observer, _resized: resized, heard })
    }
}

impl Drop for Embedding {
    fn drop(&mut self) {
        if let Some(observer) = &self.observer {
            observer.disconnect();
        }
        let _ = window().remove_event_listener_with_callback("message", self.heard.as_ref().unchecked_ref());
    }
}

/// Tells the parent that the page is ready for messages.
pub fn ready() {
    tell(&object([("type", "simul:ready".into())]));
}

/// Tells the parent that a run has ended.
pub fn ran(store: &Store, results: &Results) {
    if parent().is_none() {
        return;
    }
    let (store, results) = (*store, results.clone());
    let write = move |ways: &Ways| {
        tell(&object([("type", "simul:run".into()), ("record", (ways.record)(&store, &results))]));
    };
    for_a_record(store, Box::new(write));
}

fn tell_height(root: &Element, last: &Cell<i32>) {
    let body = document().body().map_or(0, |body| body.get_bounding_client_rect().height().ceil() as i32);
    let height = if body > 0 { body } else { root.scroll_height() };
    if last.replace(height) != height {
        tell(&object([("type", "simul:resize".into()), ("height", height.into())]));
    }
}

fn tell(message: &JsValue) {
    if let Some(parent) = parent() {
        // Nothing in it is secret, so it does not matter whose page this is shown in.
        let _ = parent.post_message(message, "*");
    }
}

fn parent() -> Option<Window> {
    let window = window();
    window.parent().ok().flatten().filter(|parent| **parent != *window)
}

/// Takes the messages in their order: while another lesson's part of the program is fetched for one of them, the next
/// ones wait.
fn hear(store: Store, message: JsValue) {
    if library::under_way().is_none() {
        return listen(&store, &message);
    }
    spawn_local(async move {
        // What waited before this one may have begun to fetch again.
        while let Some(fetching) = library::under_way() {
            // Whether it came is told to whoever asked for it.
            let _ = JsFuture::from(fetching).await;
        }
        listen(&store, &message);
    });
}

/// Does what a message asks for; one that makes no sense is ignored.
fn listen(store: &Store, message: &JsValue) {
    if !message.is_object() {
        return;
    }
    let get = |key: &str| Reflect::get(message, &JsValue::from_str(key)).unwrap_or(JsValue::UNDEFINED);
    match get("type").as_string().as_deref() {
        Some("simul:start") if store.stage.get_untracked() != Some(Stage::Running) => store.run(),
        Some("simul:stop") => store.stop(),
        Some("simul:set") => set(store, &get("params")),
        _ => {}
    }
}

/// Sets parameters: what is given replaces what stands, and is checked as in an address.
fn set(store: &Store, params: &JsValue) {
    if !params.is_object() || js_sys::Array::is_array(params) {
        return;
    }
    let (given, left_out) = sorted(params);
    let standing = link::query(store);
    let mut query = form_urlencoded::Serializer::new(String::new());
    for (name, text) in form_urlencoded::parse(standing.as_bytes()) {
        if !given.iter().any(|(given, _)| *given == name) {
            query.append_pair(&name, &text);
        }
    }
    for (name, text) in &given {
        query.append_pair(name, text);
    }
    let (store, query) = (*store, query.finish());
    let then = move |_| {
        store.notices.update(|notices| notices.extend(left_out));
        link::replace(&store);
    };
    store.ask(&query, Box::new(then));
}

/// What a message gives for parameters, and what of it cannot be used.
fn sorted(params: &JsValue) -> (Vec<(String, String)>, Vec<Notice>) {
    let (mut given, mut left_out) = (Vec::new(), Vec::new());
    for (name, value) in Object::entries(params.unchecked_ref()).iter().filter_map(|entry| pair(&entry)).take(100) {
        match text(&value) {
            _ if FOR_ADDRESSES.contains(&name.as_str()) => left_out.push(Notice {
                text: format!("“{name}” belongs into the address of a page, not into a message; it was left out."),
                parameter: name,
            }),
            Some(text) => given.push((name, text)),
            None => left_out.push(Notice {
                text: format!("“{name}” was neither a text nor a number, nor true or false; it was left as it is."),
                parameter: name,
            }),
        }
    }
    (given, left_out)
}

/// A name and what is given for it; a value that is `undefined` is as good as none.
fn pair(entry: &JsValue) -> Option<(String, JsValue)> {
    let entry: &js_sys::Array = entry.dyn_ref()?;
    Some((entry.get(0).as_string()?, entry.get(1))).filter(|(_, value)| !value.is_undefined())
}

/// A value as an address would give it; `None` for what is neither text, number nor truth.
fn text(value: &JsValue) -> Option<String> {
    let number = value.as_f64().map(|number| String::from(js_sys::Number::from(number).to_js_string()));
    value.as_string().or(number).or_else(|| value.as_bool().map(|truth| truth.to_string()))
}

//! What the views ask of the document.
//!
//! A view is markup that is written once; effects keep what changes in it in step, and listeners hear what is done to
//! it. Both find its elements by selectors, as a sheet does.

use super::listener::Listener;
use super::signal::effect;
use leptos::prelude::{LocalStorage, StoredValue, document, event_target_checked, event_target_value, window};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, HtmlElement, MouseEvent};

/// The first element that a selector finds.
pub fn element(selector: &str) -> Option<HtmlElement> {
    document().query_selector(selector).ok()??.dyn_into().ok()
}

/// Acts whenever something happens to an element or in it, for as long as the page lives.
pub fn on<E: JsCast>(selector: &'static str, event: &'static str, act: impl Fn(&E) + 'static) {
    hear(selector, event, Box::new(move |event| act(event.unchecked_ref())));
}

fn hear(selector: &'static str, event: &'static str, act: Box<dyn Fn(Event)>) {
    let mut act = Some(act);
    effect(move || {
        if let Some((element, act)) = element(selector).zip(act.take()) {
            // What is stored goes when the page does.
            let _: StoredValue<Listener, LocalStorage> = StoredValue::new_local(Listener::new(&element, event, act));
        }
    });
}

/// Keeps what is inside an element this markup.
pub fn keep(selector: &str, markup: impl Fn() -> String + 'static) {
    follow(selector.to_owned(), Box::new(markup), Element::set_inner_html);
}

/// Keeps what is inside an element this text.
pub fn keep_text(selector: &str, text: impl Fn() -> String + 'static) {
    follow(selector.to_owned(), Box::new(text), |element, text| element.set_text_content(Some(text)));
}

/// Nothing is written anew that is there already: it may be selected, or read aloud.
fn follow(selector: String, words: Box<dyn Fn() -> String>, write: fn(&Element, &str)) {
    let mut written = String::new();
    effect(move || {
        let now = words();
        if let Some(element) = element(&selector).filter(|_| now != written) {
            write(&element, &now);
            written = now;
        }
    });
}

/// The element of an event, or the nearest around it, that a selector finds.
pub fn closest(event: &Event, selector: &str) -> Option<Element> {
    event.target()?.dyn_into::<Element>().ok()?.closest(selector).ok()?
}

/// What was typed or chosen where an event happened.
pub fn value_of(event: &Event) -> String {
    event_target_value(event)
}

/// Whether the box is ticked where an event happened.
pub fn is_checked(event: &Event) -> bool {
    event_target_checked(event)
}

/// Sets a property of an element, where there is one.
pub fn set(selector: &str, property: &str, value: impl Into<JsValue>) {
    if let Some(element) = element(selector) {
        // Nothing refuses to be set but what is frozen.
        let _ = js_sys::Reflect::set(&element, &property.into(), &value.into());
    }
}

/// Sets what is typed or chosen in a field, be it an input or a select.
pub fn set_value(id: &str, value: &str) {
    set(&format!("#{id}"), "value", value);
}

/// What is typed in a field.
pub fn value(id: &str) -> String {
    let field = document().get_element_by_id(id);
    let value = field.and_then(|field| js_sys::Reflect::get(&field, &"value".into()).ok());
    value.and_then(|value| value.as_string()).unwrap_or_default()
}

/// Sets an attribute, or takes it away.
pub fn mark(selector: &str, attribute: &str, value: Option<&str>) {
    let Some(element) = element(selector) else { return };
    // Names of attributes that are written here are never refused.
    let _ = match value {
        Some(value) => element.set_attribute(attribute, value),
        None => element.remove_attribute(attribute),
    };
}

/// Sets an attribute that is either there or not.
pub fn mark_if(selector: &str, attribute: &str, is_so: bool) {
    mark(selector, attribute, is_so.then_some(""));
}

/// Whether an element has the focus.
pub fn has_focus(id: &str) -> bool {
    document().active_element().is_some_and(|active| active.id() == id)
}

/// Whether a text is selected, or the focus is where one types.
pub fn has_text_in_hand() -> bool {
    const FIELDS: &str = "textarea, input:not([type=checkbox], [type=radio], [type=range])";
    let types = document().active_element().is_some_and(|active| active.matches(FIELDS).unwrap_or_default());
    let selection = document().get_selection().ok().flatten();
    types || selection.is_some_and(|selection| !selection.is_collapsed())
}

/// Moves the focus to an element, and the page to where it can be seen.
pub fn focus(id: &str) {
    focus_on(&format!("#{id}"));
}

/// The same, for the first element that a selector finds.
pub fn focus_on(selector: &str) {
    if let Some(element) = element(selector) {
        // An element that is in the page can be focused; one that cannot has nothing to lose.
        let _ = element.focus();
    }
}

/// Moves the page to an element.
pub fn show(id: &str) {
    if let Some(element) = document().get_element_by_id(id) {
        element.scroll_into_view();
    }
}

/// Moves the page to an element that cannot be seen, or hardly.
pub fn bring_into_view(id: &str) {
    let height = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or_default();
    if let Some(element) = document().get_element_by_id(id) {
        let place = element.get_bounding_client_rect();
        if place.bottom() < height * 0.3 || place.top() > height * 0.7 {
            element.scroll_into_view();
        }
    }
}

/// Which of a list's links was clicked, by its `data-at`. The click then means: here and now, not in another
/// tab; the browser does not follow the link.
pub fn link_of(event: &MouseEvent) -> Option<usize> {
    let elsewhere = event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key();
    let link = closest(event, "a[data-at]").filter(|_| event.button() == 0 && !elsewhere)?;
    event.prevent_default();
    link.get_attribute("data-at")?.parse().ok()
}

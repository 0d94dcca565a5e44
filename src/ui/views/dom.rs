//! What the views ask of the document.

use leptos::prelude::{document, event_target_value, window};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, MouseEvent};

/// The first element that a selector finds.
pub fn element(selector: &str) -> Option<HtmlElement> {
    document().query_selector(selector).ok()??.dyn_into().ok()
}

/// The element of an event, or the nearest around it, that a selector finds.
pub fn closest(event: &Event, selector: &str) -> Option<Element> {
    event.target()?.dyn_into::<Element>().ok()?.closest(selector).ok()?
}

/// What was typed or chosen where an event happened.
pub fn value_of(event: &Event) -> String {
    event_target_value(event)
}

/// Sets what is typed or chosen in a field, be it an input or a select.
pub fn set_value(id: &str, value: &str) {
    if let Some(field) = document().get_element_by_id(id) {
        // Nothing refuses to be set but what is frozen.
        let _ = js_sys::Reflect::set(&field, &"value".into(), &value.into());
    }
}

/// What is typed in a field.
pub fn value(id: &str) -> String {
    let field = document().get_element_by_id(id);
    let value = field.and_then(|field| js_sys::Reflect::get(&field, &"value".into()).ok());
    value.and_then(|value| value.as_string()).unwrap_or_default()
}

/// Sets an attribute, or takes it away.
pub fn mark(id: &str, attribute: &str, value: Option<&str>) {
    let Some(element) = document().get_element_by_id(id) else { return };
    // Names of attributes that are written here are never refused.
    let _ = match value {
        Some(value) => element.set_attribute(attribute, value),
        None => element.remove_attribute(attribute),
    };
}

/// Whether an element has the focus.
pub fn has_focus(id: &str) -> bool {
    document().active_element().is_some_and(|active| active.id() == id)
}

/// Moves the focus to an element, and the page to where it can be seen.
pub fn focus(id: &str) {
    if let Some(element) = element(&format!("#{id}")) {
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

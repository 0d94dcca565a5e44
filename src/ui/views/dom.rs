//! What the views ask of the document.

use leptos::prelude::{document, window};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// Moves the focus to an element, and the page to where it can be seen.
pub fn focus(id: &str) {
    if let Some(element) = element(id) {
        // An element that is in the page can be focused; one that cannot has nothing to lose.
        let _ = element.focus();
    }
}

/// Moves the page to an element.
pub fn show(id: &str) {
    if let Some(element) = element(id) {
        element.scroll_into_view();
    }
}

/// Moves the page to an element that cannot be seen, or hardly.
pub fn bring_into_view(id: &str) {
    let height = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or_default();
    if let Some(element) = element(id) {
        let place = element.get_bounding_client_rect();
        if place.bottom() < height * 0.3 || place.top() > height * 0.7 {
            element.scroll_into_view();
        }
    }
}

fn element(id: &str) -> Option<HtmlElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

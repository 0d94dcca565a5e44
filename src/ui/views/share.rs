//! Taking something along: the link to the page as it stands, the record of the run.

use crate::ui::dom::{element, mark_if, on, set};
use crate::ui::later::for_a_record;
use crate::ui::signal::effect;
use crate::ui::store::Store;
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Event, HtmlInputElement};

const FIELD: &str = ".share input";

/// The link to copy, and the run record to download.
pub fn share(store: Store) -> &'static str {
    on(".share .copy", "click", move |_: &Event| {
        let link = store.link();
        leptos::task::spawn_local(async move { copied(write(&link).await.is_ok(), &link) });
    });
    on(".share .download", "click", move |_: &Event| {
        for_a_record(store, Box::new(move |ways| (ways.download)(&store)));
    });
    effect(move || mark_if(".share .download", "hidden", store.results.with(Option::is_none)));
    "<div class=\"share\"><button type=\"button\" class=\"copy\">Copy the link to this set-up</button>\
     <button type=\"button\" class=\"download\" hidden>Download the run record</button>\
     <span role=\"status\" aria-live=\"polite\"></span><input readonly aria-label=\"Link to this page\" hidden></div>"
}

/// Says what became of the link; where the clipboard would not have it, it is there to be copied by hand.
fn copied(is_copied: bool, link: &str) {
    let said = if is_copied { "The link is in your clipboard." } else { "Copy the link from this field:" };
    set(".share [role=status]", "textContent", said);
    mark_if(FIELD, "hidden", is_copied);
    set(FIELD, "value", link);
    if let Some(field) = element(FIELD).filter(|_| !is_copied) {
        field.unchecked_into::<HtmlInputElement>().select();
    }
}

/// Writes a text into the clipboard, where the browser has one for us.
async fn write(text: &str) -> Result<JsValue, JsValue> {
    let navigator = window().navigator();
    // A page that is not served securely has no clipboard at all.
    if !js_sys::Reflect::has(&navigator, &"clipboard".into())? {
        return Err(JsValue::NULL);
    }
    JsFuture::from(navigator.clipboard().write_text(text)).await
}

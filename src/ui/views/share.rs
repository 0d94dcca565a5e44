//! Taking something along: the link to the page as it stands, the record of the run.

use crate::ui::record;
use crate::ui::store::Store;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

/// The link to copy, and the run record to download.
pub fn share(store: Store) -> AnyView {
    let said = RwSignal::new("");
    let by_hand = RwSignal::new(None::<String>);
    let field = NodeRef::<html::Input>::new();
    let copy = move |_| {
        let link = store.link();
        leptos::task::spawn_local(async move {
            let copied = write(&link).await.is_ok();
            said.try_set(if copied { "The link is in your clipboard." } else { "Copy the link from this field:" });
            by_hand.try_set((!copied).then_some(link));
        });
    };
    Effect::new(move || {
        if let Some(field) = field.get() {
            field.select();
        }
    });
    let text = move || {
        by_hand.get().map(|link| view! { <input node_ref=field readonly aria-label="Link to this page" value=link /> })
    };
    let download = move || {
        let has_run = store.results.with(Option::is_some);
        has_run.then(|| view! { <button type="button" on:click=move |_| record::download(&store)>"Download the run record"</button> })
    };
    view! {
        <div class="share">
            <button type="button" on:click=copy>"Copy the link to this set-up"</button>
            {download}
            <span role="status" aria-live="polite">{move || said.get()}</span>
            {text}
        </div>
    }
    .into_any()
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

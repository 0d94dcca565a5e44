//! What the page does around the timeline: its size, whether it can be seen, and its colours.

use super::stage::Stage;
use leptos::prelude::{document, window};
use leptos::web_sys::{
    Element, IntersectionObserver, IntersectionObserverEntry, MediaQueryList, MutationObserver, MutationObserverInit,
    ResizeObserver,
};
use wasm_bindgen::JsCast;
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;

/// Observers of the page; they end when this is dropped.
pub struct Watch {
    resize: Option<ResizeObserver>,
    seen: Option<IntersectionObserver>,
    theme: Option<MutationObserver>,
    dark: Option<MediaQueryList>,
    on_dark: Closure<dyn FnMut()>,
    _on_resize: Closure<dyn FnMut()>,
    _on_seen: Closure<dyn FnMut(Vec<JsValue>)>,
    _on_theme: Closure<dyn FnMut()>,
}

impl Watch {
    /// Watches a box for a stage; `sized` is told its inner size in CSS pixels, at first and when it changes.
    pub fn new(scroller: &Element, stage: &Stage, sized: impl Fn(f64, f64) + 'static) -> Self {
        let element = scroller.clone();
        let on_resize = Closure::<dyn FnMut()>::new(move || {
            sized(f64::from(element.client_width()), f64::from(element.client_height()));
        });
        let caller = stage.caller();
        let on_seen = Closure::<dyn FnMut(Vec<JsValue>)>::new(move |entries: Vec<JsValue>| {
            if let Some(last) = entries.last() {
                caller.on_screen(last.unchecked_ref::<IntersectionObserverEntry>().is_intersecting());
            }
        });
        let (caller, for_dark) = (stage.caller(), stage.caller());
        let on_theme = Closure::<dyn FnMut()>::new(move || caller.colours_changed());
        let on_dark = Closure::<dyn FnMut()>::new(move || for_dark.colours_changed());
        let resize = ResizeObserver::new(on_resize.as_ref().unchecked_ref()).ok();
        let seen = IntersectionObserver::new(on_seen.as_ref().unchecked_ref()).ok();
        let theme = MutationObserver::new(on_theme.as_ref().unchecked_ref()).ok();
        let dark = window().match_media("(prefers-color-scheme: dark)").ok().flatten();
        let watch =
            Self { resize, seen, theme, dark, on_dark, _on_resize: on_resize, _on_seen: on_seen, _on_theme: on_theme };
        watch.observe(scroller);
        watch
    }

    fn observe(&self, scroller: &Element) {
        if let Some(resize) = &self.resize {
            resize.observe(scroller);
        }
        if let Some(seen) = &self.seen {
            seen.observe(scroller);
        }
        if let (Some(theme), Some(root)) = (&self.theme, document().document_element()) {
            let attributes = MutationObserverInit::new();
            attributes.set_attributes(true);
            // An observer that cannot be attached leaves the colours as they are; nothing else is lost.
            let _ = theme.observe_with_options(&root, &attributes);
        }
        if let Some(dark) = &self.dark {
            let _ = dark.add_event_listener_with_callback("change", self.on_dark.as_ref().unchecked_ref());
        }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        if let Some(resize) = &self.resize {
            resize.disconnect();
        }
        if let Some(seen) = &self.seen {
            seen.disconnect();
        }
        if let Some(theme) = &self.theme {
            theme.disconnect();
        }
        if let Some(dark) = &self.dark {
            let _ = dark.remove_event_listener_with_callback("change", self.on_dark.as_ref().unchecked_ref());
        }
    }
}

//! Whether the page was hidden: a hidden page is slowed down, and what runs in it is not to be trusted.

use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{Document, VisibilityState};

/// Notices when the page is hidden, for as long as it lives.
pub struct Hiding {
    document: Option<Document>,
    seen: Rc<Cell<bool>>,
    changed: Closure<dyn Fn()>,
}

impl Hiding {
    /// Begins to watch.
    pub fn watch() -> Self {
        Self::and_then(|_| {})
    }

    /// Begins to watch; `then` is told each time whether the page is hidden now.
    pub fn and_then(then: impl Fn(bool) + 'static) -> Self {
        let document = web_sys::window().and_then(|window| window.document());
        let seen = Rc::new(Cell::new(false));
        let (page, ours) = (document.clone(), Rc::clone(&seen));
        let changed = Closure::<dyn Fn()>::new(move || {
            let hidden = is_hidden(page.as_ref());
            ours.set(ours.get() || hidden);
            then(hidden);
        });
        if let Some(document) = &document {
            // Listening to a document cannot fail.
            let _ = document.add_event_listener_with_callback(EVENT, changed.as_ref().unchecked_ref());
        }
        Self { document, seen, changed }
    }

    /// Forgets what has been seen, up to now.
    pub fn reset(&self) {
        self.seen.set(is_hidden(self.document.as_ref()));
    }

    /// Whether the page was hidden at any time since.
    pub fn was_hidden(&self) -> bool {
        self.seen.get()
    }

    /// Whether the page is hidden now.
    pub fn is_hidden(&self) -> bool {
        is_hidden(self.document.as_ref())
    }
}

const EVENT: &str = "visibilitychange";

fn is_hidden(document: Option<&Document>) -> bool {
    document.is_some_and(|document| document.visibility_state() == VisibilityState::Hidden)
}

impl Drop for Hiding {
    fn drop(&mut self) {
        if let Some(document) = &self.document {
            let _ = document.remove_event_listener_with_callback(EVENT, self.changed.as_ref().unchecked_ref());
        }
    }
}

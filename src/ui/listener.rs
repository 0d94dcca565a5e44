//! Hears what happens to an element, the document or the window.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Event, EventTarget};

/// Hears one kind of event until it is dropped.
pub struct Listener {
    target: EventTarget,
    event: &'static str,
    act: Closure<dyn Fn(Event)>,
}

impl Listener {
    /// Acts whenever an event happens to a target.
    pub fn new(target: &EventTarget, event: &'static str, act: Box<dyn Fn(Event)>) -> Self {
        let act = Closure::wrap(act);
        // Listening cannot fail; it can only be in vain.
        let _ = target.add_event_listener_with_callback(event, act.as_ref().unchecked_ref());
        Self { target: target.clone(), event, act }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let _ = self.target.remove_event_listener_with_callback(self.event, self.act.as_ref().unchecked_ref());
    }
}

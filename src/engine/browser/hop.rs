//! A way round the browser's event loop: let it do what else is due, and come back at once.

use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{MessageChannel, MessagePort};

/// A message to ourselves. It comes back in some microseconds, after input and drawing that are due, and is
/// neither clamped nor throttled as timers are. Dropping it closes the channel.
pub struct Hop {
    port: MessagePort,
    ours: MessagePort,
    under_way: Rc<Cell<bool>>,
    _arrived: Closure<dyn Fn()>,
}

impl Hop {
    /// A hop that calls `arrived` each time it comes back.
    ///
    /// # Errors
    /// Where the browser has no message channels.
    pub fn new(arrived: impl Fn() + 'static) -> Result<Self, JsValue> {
        let channel = MessageChannel::new()?;
        let under_way = Rc::new(Cell::new(false));
        let gone = Rc::clone(&under_way);
        let arrived = Closure::<dyn Fn()>::new(move || {
            gone.set(false);
            arrived();
        });
        let ours = channel.port1();
        ours.set_onmessage(Some(arrived.as_ref().unchecked_ref()));
        Ok(Self { port: channel.port2(), ours, under_way, _arrived: arrived })
    }

    /// Goes once round the loop, unless it is on its way already.
    pub fn go(&self) {
        if !self.under_way.replace(true) {
            // Posting `undefined` cannot fail: there is nothing to clone.
            let _ = self.port.post_message(&JsValue::UNDEFINED);
        }
    }
}

impl Drop for Hop {
    fn drop(&mut self) {
        self.ours.set_onmessage(None);
        self.ours.close();
        self.port.close();
    }
}

//! A panic in a lesson must reach the reader as a message, not end the page.
//!
//! WebAssembly does not unwind: a panic ends the call into it with a trap. Called from JavaScript, that trap
//! is an exception, and the page can go on; what the panicking code held is leaked, and counted here.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::prelude::*;

thread_local! {
    static LAST: RefCell<Option<String>> = const { RefCell::new(None) };
    static GUARDED: Cell<bool> = const { Cell::new(false) };
    static LEAKED: Cell<u32> = const { Cell::new(0) };
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = console)]
    fn error(message: &str);
}

/// Keeps the message of every panic; those that nothing guards go to the console. Called once, at the start.
pub fn listen_to_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let message = panic.to_string();
        if !GUARDED.get() {
            error(&message);
        }
        LAST.with(|last| last.try_borrow_mut().map(|mut last| *last = Some(message)).unwrap_or_default());
    }));
}

/// How many runs have ended in a panic: what they held is still in memory.
pub fn leaked() -> u32 {
    LEAKED.get()
}

/// Calls a function that may panic.
///
/// # Errors
/// The message of the panic, if it panicked; what the function held is leaked.
pub fn guarded<T: 'static>(function: impl FnOnce() -> T + 'static) -> Result<T, String> {
    let (once, result) = (Cell::new(Some(function)), Rc::new(Cell::new(None)));
    let place = Rc::clone(&result);
    let call = move || {
        if let Some(function) = once.take() {
            place.set(Some(function()));
        }
    };
    Guarded::new(call).call()?;
    result.take().ok_or_else(|| "it did not return".to_owned())
}

/// Something that can be called and may panic.
pub struct Guarded(Closure<dyn Fn()>);

impl Guarded {
    /// Guards a function.
    pub fn new(function: impl Fn() + 'static) -> Self {
        Self(Closure::new(function))
    }

    /// Calls it.
    ///
    /// # Errors
    /// The message of the panic, if it panicked.
    pub fn call(&self) -> Result<(), String> {
        let function: &js_sys::Function = self.0.as_ref().unchecked_ref();
        let before = GUARDED.replace(true);
        let result = function.call0(&JsValue::UNDEFINED);
        GUARDED.set(before);
        result.map(drop).map_err(|thrown| {
            LEAKED.set(LEAKED.get() + 1);
            let message = LAST.with(|last| last.try_borrow_mut().ok().and_then(|mut last| last.take()));
            message.unwrap_or_else(|| format!("{thrown:?}"))
        })
    }
}

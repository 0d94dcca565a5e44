//! Noticing the end of a worker, whoever ends it. No event tells: but a lock that it holds is free then.

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::AbortController;

#[wasm_bindgen]
extern "C" {
    /// The browser's locks, which pages and workers share.
    type Locks;
    #[wasm_bindgen(method, catch)]
    fn request(this: &Locks, name: &str, options: &Object, granted: &Function) -> Result<Promise, JsValue>;
}

/// Waits for a lock; dropping it gives that up.
pub(super) struct Watch(AbortController);

impl Watch {
    /// Calls `free` once the lock is free; `None` where there are no locks.
    pub fn new(name: &str, free: impl FnOnce() + 'static) -> Option<Self> {
        let (locks, name, controller) = (locks()?, name.to_owned(), AbortController::new().ok()?);
        let options = Object::new();
        Reflect::set(&options, &"signal".into(), &controller.signal()).ok()?;
        spawn_local(async move {
            let granted = Closure::<dyn Fn()>::new(|| ());
            let Ok(promise) = locks.request(&name, &options, granted.as_ref().unchecked_ref()) else { return };
            // Where it was given up, or is not allowed here, this is an error, and nobody waits any more.
            if JsFuture::from(promise).await.is_ok() {
                free();
            }
        });
        Some(Self(controller))
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Whether there are locks here: not on plain http, nor in a frame that is nobody's.
pub(super) fn are_there() -> bool {
    let origin = Reflect::get(&js_sys::global(), &"origin".into()).ok().and_then(|origin| origin.as_string());
    origin.is_some_and(|origin| origin != "null") && locks().is_some()
}

fn locks() -> Option<Locks> {
    let navigator = Reflect::get(&js_sys::global(), &"navigator".into()).ok()?;
    let locks = Reflect::get(&navigator, &"locks".into()).ok()?;
    locks.is_object().then(|| locks.unchecked_into())
}

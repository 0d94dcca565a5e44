//! What a worker says to its page: plain arrays, each with the worker's time.

use js_sys::Array;
use simul_jobs::BUILD;
use wasm_bindgen::prelude::*;
use web_sys::{DedicatedWorkerGlobalScope, Performance};

/// The way to the page, and the clock of this worker.
pub struct Post {
    scope: DedicatedWorkerGlobalScope,
    clock: Performance,
}

impl Post {
    /// `None` where this is no worker.
    pub fn new() -> Option<Self> {
        let scope: DedicatedWorkerGlobalScope = js_sys::global().dyn_into().ok()?;
        Some(Self { clock: scope.performance()?, scope })
    }

    /// Calls a function whenever the page says something.
    pub fn on_message(&self, heard: &js_sys::Function) {
        self.scope.set_onmessage(Some(heard));
    }

    /// Milliseconds of this worker's clock.
    pub fn now_ms(&self) -> f64 {
        self.clock.now()
    }

    /// Says which build this is and when its clock began.
    pub fn ready(&self) {
        let said = self.said("ready", BUILD);
        said.push(&self.clock.time_origin().into());
        self.send(&said);
    }

    /// Says something about the job.
    pub fn say(&self, what: &str, text: &str) {
        self.send(&self.said(what, text));
    }

    fn said(&self, what: &str, text: &str) -> Array {
        Array::of3(&what.into(), &self.now_ms().into(), &text.into())
    }

    fn send(&self, said: &Array) {
        // Texts and numbers can always be cloned.
        let _ = self.scope.post_message(said);
    }
}

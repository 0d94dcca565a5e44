//! What workers are made of: fetched once, compiled once.

use super::lock;
use crate::browser::blob::Script;
use js_sys::{Array, ArrayBuffer, WebAssembly};
use simul_jobs::BUILD;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Response, Url, Window, Worker};

/// The names of the files, beside the page.
const SCRIPT: &str = "simul-worker.js";
const WASM: &str = "simul-worker_bg.wasm";

/// The program of all workers of a page.
pub struct WorkerProgram {
    script: Script,
    module: JsValue,
}

impl WorkerProgram {
    /// Fetches and compiles it.
    ///
    /// # Errors
    /// A sentence, where it is not there or no program.
    pub async fn load() -> Result<Self, String> {
        let text = file(SCRIPT).await?;
        let script = String::from_utf8(js_sys::Uint8Array::new(&text).to_vec()).unwrap_or_default();
        let module = JsFuture::from(WebAssembly::compile(&file(WASM).await?.into())).await;
        let module = module.map_err(|why| format!("The workers’ program cannot be used: {why:?}."))?;
        let script = Script::new(&format!("{script}\n{}", include_str!("worker.js")));
        Ok(Self { script: script.ok_or("This browser cannot make a script for workers.")?, module })
    }

    /// Starts a worker, which holds this lock for as long as it lives, where there are locks.
    pub(super) fn start(&self, lock: &str) -> Option<Worker> {
        let worker = Worker::new(&self.script.0).ok()?;
        let lock = if lock::are_there() { lock } else { "" };
        worker.post_message(&Array::of2(&self.module, &lock.into())).ok()?;
        Some(worker)
    }
}

/// A file beside the page. The build's name goes with the request, so that no older one comes out of a cache.
async fn file(name: &str) -> Result<ArrayBuffer, String> {
    let missing = || format!("The workers’ program is not there: {name} cannot be fetched.");
    let window: Window = js_sys::global().dyn_into().map_err(|_| missing())?;
    let here = window.location().href().unwrap_or_default();
    let url = Url::new_with_base(&format!("{name}?{BUILD}"), &here).map_err(|_| missing())?;
    let response = JsFuture::from(window.fetch_with_str(&url.href())).await.map_err(|_| missing())?;
    let response: Response = response.unchecked_into();
    let body = response.array_buffer().ok().filter(|_| response.ok()).ok_or_else(missing)?;
    JsFuture::from(body).await.map(JsCast::unchecked_into).map_err(|_| missing())
}

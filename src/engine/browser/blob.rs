//! Scripts of our own making, for workers.

use wasm_bindgen::JsValue;
use web_sys::{Blob, BlobPropertyBag, Url};

/// The address of a script; dropping it makes it unknown.
pub(super) struct Script(pub String);

impl Script {
    /// A script with this text; `None` where the browser cannot.
    pub fn new(text: &str) -> Option<Self> {
        let options = BlobPropertyBag::new();
        options.set_type("text/javascript");
        let parts = js_sys::Array::of1(&JsValue::from_str(text));
        let blob = Blob::new_with_str_sequence_and_options(&parts, &options).ok()?;
        Some(Self(Url::create_object_url_with_blob(&blob).ok()?))
    }
}

impl Drop for Script {
    fn drop(&mut self) {
        // It is an address of our own making.
        let _ = Url::revoke_object_url(&self.0);
    }
}

//! Plain JavaScript objects, as JSON has them.

use js_sys::{Array, Object, Reflect};
use std::time::Duration;
use wasm_bindgen::JsValue;

/// An object with these entries.
pub fn object<const N: usize>(entries: [(&str, JsValue); N]) -> JsValue {
    let object = Object::new();
    for (key, value) in entries {
        set(&object, key, &value);
    }
    object.into()
}

/// Sets an entry of a plain object, which cannot fail.
pub fn set(object: &Object, key: &str, value: &JsValue) {
    let _ = Reflect::set(object, &JsValue::from_str(key), value);
}

/// An array of these values.
pub fn array(values: impl IntoIterator<Item = JsValue>) -> JsValue {
    values.into_iter().collect::<Array>().into()
}

/// Milliseconds, to the nanosecond; null where there is none.
pub fn ms(duration: Option<Duration>) -> JsValue {
    duration.map_or(JsValue::NULL, |duration| JsValue::from_f64(duration.as_nanos() as f64 / 1e6))
}

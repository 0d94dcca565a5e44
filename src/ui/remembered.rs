//! What the browser remembers for a visitor, where it may.

use web_sys::Storage;

/// A word that was remembered.
pub fn get(name: &str) -> Option<String> {
    storage()?.get_item(&key(name)).ok()?
}

/// Remembers a word, or forgets it. Where the browser keeps nothing, nothing is lost but that.
pub fn set(name: &str, word: Option<&str>) {
    let Some(storage) = storage() else { return };
    let _ = match word {
        Some(word) => storage.set_item(&key(name), word),
        None => storage.remove_item(&key(name)),
    };
}

fn key(name: &str) -> String {
    format!("simul.{name}")
}

fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok()?
}

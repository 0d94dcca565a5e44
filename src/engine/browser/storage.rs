//! Real storage: what is written there is there after the page has gone.
//!
//! Straight on the browser's IndexedDB: one write in a transaction of its own is all that is asked for here. The crates for
//! it were weighed: the one that can ask for strict durability adds 20 kB to the first load, and this one.

use js_sys::{Function, Object, Promise, Reflect};
use std::cell::RefCell;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbDatabase, IdbTransaction, Window};

/// The database, and the store in it.
const DATABASE: &str = "simul-kept";
const STORE: &str = "kept";

thread_local! {
    /// The database is opened once: that takes longer than a write, and no lesson is about it.
    static OPEN: RefCell<Option<IdbDatabase>> = const { RefCell::new(None) };
}

/// Keeps a text under a name, and returns when it is where it lasts.
///
/// # Errors
/// What the browser says, where it lets the page keep nothing: in some private windows, in sandboxed frames, or when the
/// disk is full.
pub(super) async fn keep(name: &str, text: &str) -> Result<(), JsValue> {
    let kept = write(&database().await?, name, text).await;
    if kept.is_err() {
        // It may have been closed from outside; next time it is opened anew.
        OPEN.with(RefCell::take);
    }
    kept
}

async fn database() -> Result<IdbDatabase, JsValue> {
    if let Some(database) = OPEN.with(|open| open.borrow().clone()) {
        return Ok(database);
    }
    let window: Window = js_sys::global().dyn_into()?;
    let request = window.indexed_db()?.ok_or(JsValue::NULL)?.open_with_u32(DATABASE, 1)?;
    let new = request.clone();
    let make = Closure::once(move || -> Result<(), JsValue> {
        new.result()?.dyn_into::<IdbDatabase>()?.create_object_store(STORE).map(drop)
    });
    request.set_onupgradeneeded(Some(make.as_ref().unchecked_ref()));
    settled(|done, failed| {
        request.set_onsuccess(Some(done));
        request.set_onerror(Some(failed));
        request.set_onblocked(Some(failed));
    })
    .await?;
    let database: IdbDatabase = request.result()?.dyn_into()?;
    OPEN.with(|open| *open.borrow_mut() = Some(database.clone()));
    Ok(database)
}

async fn write(database: &IdbDatabase, name: &str, text: &str) -> Result<(), JsValue> {
    // What is said to be kept has reached the disk, where browsers know how; the others pay no attention.
    let options = Object::new();
    Reflect::set(&options, &"durability".into(), &"strict".into())?;
    let begin: Function = Reflect::get(database, &"transaction".into())?.dyn_into()?;
    let transaction = begin.call3(database, &STORE.into(), &"readwrite".into(), &options)?;
    let transaction: IdbTransaction = transaction.dyn_into()?;
    // It ends by itself when control returns to the loop and nothing more has been asked of it.
    transaction.object_store(STORE)?.put_with_key(&text.into(), &name.into())?;
    settled(|done, failed| {
        transaction.set_oncomplete(Some(done));
        transaction.set_onabort(Some(failed));
        transaction.set_onerror(Some(failed));
    })
    .await
}

/// Waits until one of two functions has been called: that all is well, or that it is not.
async fn settled(mut listen: impl FnMut(&Function, &Function)) -> Result<(), JsValue> {
    let promise = Promise::new(&mut |done, failed| listen(&done, &failed));
    JsFuture::from(promise).await.map(drop)
}

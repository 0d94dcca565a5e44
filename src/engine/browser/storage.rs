//! Real storage: what is written there is there after the page has gone.
//!
//! Straight on the browser's IndexedDB: one write in a transaction of its own is all that is asked for here. The crates for
//! it were weighed: the one that can ask for strict durability adds 20 kB to the first load, and this one.

use js_sys::{Function, Object, Promise, Reflect};
use std::cell::RefCell;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use web_sys::{IdbDatabase, IdbTransaction, Window};

/// The database, and the store in it.
const DATABASE: &str = "simul-kept";
const STORE: &str = "kept";

thread_local! {
    /// The database, or its opening: it is opened once, for all who want it. That takes longer than a write, and no lesson
    /// is about it.
    static OPEN: RefCell<Option<Promise>> = const { RefCell::new(None) };
}

/// Keeps a text under a name, and returns when it is where it lasts.
///
/// # Errors
/// What the browser says, where it lets the page keep nothing: in some private windows, in sandboxed frames, or when the
/// disk is full.
pub(super) async fn keep(name: &str, text: &str) -> Result<(), JsValue> {
    let opening = opening();
    let database: IdbDatabase = JsFuture::from(opening.clone()).await?.dyn_into()?;
    let kept = write(&database, name, text).await;
    if kept.is_err() {
        // It may have been closed from outside; next time it is opened anew. Writes under way in it are still done.
        database.close();
        OPEN.with_borrow_mut(|open| drop(open.take_if(|open| Object::is(open, &opening))));
    }
    kept
}

/// Whether what the browser says means that there is no room left.
pub(super) fn is_full(why: &JsValue) -> bool {
    Reflect::get(why, &"name".into()).is_ok_and(|name| name == "QuotaExceededError")
}

fn opening() -> Promise {
    if let Some(opening) = OPEN.with_borrow(Clone::clone) {
        return opening;
    }
    let opening = future_to_promise(async {
        let opened = open().await;
        if opened.is_err() {
            OPEN.take();
        }
        opened.map(JsValue::from)
    });
    OPEN.set(Some(opening.clone()));
    opening
}

async fn open() -> Result<IdbDatabase, JsValue> {
    let window: Window = js_sys::global().dyn_into()?;
    let request = window.indexed_db()?.ok_or(JsValue::NULL)?.open_with_u32(DATABASE, 1)?;
    let new = request.clone();
    let make = Closure::once(move || -> Result<(), JsValue> {
        new.result()?.dyn_into::<IdbDatabase>()?.create_object_store(STORE).map(drop)
    });
    request.set_onupgradeneeded(Some(make.as_ref().unchecked_ref()));
    let opened = settled(|done, failed| {
        request.set_onsuccess(Some(done));
        request.set_onerror(Some(failed));
        request.set_onblocked(Some(failed));
    });
    opened.await.map_err(|_| error_of(&request))?;
    request.result()?.dyn_into()
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
    let written = settled(|done, failed| {
        transaction.set_oncomplete(Some(done));
        // An error ends in this too, and only here it is known which one it was.
        transaction.set_onabort(Some(failed));
    });
    written.await.map_err(|_| error_of(&transaction))
}

/// What a request or a transaction says went wrong with it.
fn error_of(failed: &JsValue) -> JsValue {
    Reflect::get(failed, &"error".into()).unwrap_or_default()
}

/// Waits until one of two functions has been called: that all is well, or that it is not.
async fn settled(mut listen: impl FnMut(&Function, &Function)) -> Result<(), JsValue> {
    let promise = Promise::new(&mut |done, failed| listen(&done, &failed));
    JsFuture::from(promise).await.map(drop)
}

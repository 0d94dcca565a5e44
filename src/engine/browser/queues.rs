//! The page's own queues: a program that is about them runs on the real ones.

use super::hop::Hop;
use crate::runtime::{Queues, Script, Source};
use gloo_timers::callback::Timeout;
use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::rc::{Rc, Weak};
use std::task::{Poll, Waker};
use wasm_bindgen::prelude::*;
use web_sys::{MessageChannel, MessageEvent, Window};

/// How long a program is waited for, in milliseconds. A page that nobody sees gets no frame at all.
const PATIENCE_MS: u32 = 3_000;

type Function = Box<dyn FnOnce()>;

/// What takes a message.
type Heard = Closure<dyn Fn(MessageEvent)>;

/// A program on the page's queues. Dropping it takes back whatever has not been called.
#[must_use = "dropping a run ends it"]
pub struct PageRun {
    page: Rc<Page>,
    _begins: Hop,
    _patience: Timeout,
}

/// The queues of one run. Each function has a callback of its own with the browser: the order is the browser's.
struct Page {
    /// Itself: what the browser calls must not keep it.
    own: Weak<Page>,
    window: Window,
    channel: MessageChannel,
    /// What was handed over, by number; nothing where it has been called.
    functions: RefCell<Vec<Option<Function>>>,
    callbacks: RefCell<Vec<Closure<dyn Fn()>>>,
    heard: Cell<Option<Heard>>,
    timers: RefCell<Vec<Timeout>>,
    frames: RefCell<Vec<i32>>,
    printed: RefCell<Vec<char>>,
    /// How many functions have not been called yet; the script is one.
    left: Cell<usize>,
    has_ended: Cell<bool>,
    waker: Cell<Option<Waker>>,
}

impl PageRun {
    /// Starts a program: `script` is called in the next turn of the page, with nothing else on the stack.
    ///
    /// # Errors
    /// A sentence, where the browser lacks what it needs.
    pub fn start(script: &Script) -> Result<Self, String> {
        let page = Page::new().ok_or("this browser has no message channels, which this program needs")?;
        let (weak, script) = (Rc::downgrade(&page), Rc::clone(script));
        let begins = Hop::new(move || {
            if let Some(page) = weak.upgrade() {
                script(&(Rc::clone(&page) as Rc<dyn Queues>));
                page.called();
            }
        });
        let begins = begins.map_err(|_| "this browser has no message channels, which this program needs")?;
        begins.go();
        let waiting = Rc::downgrade(&page);
        let patience = Timeout::new(PATIENCE_MS, move || {
            if let Some(page) = waiting.upgrade() {
                page.end();
            }
        });
        Ok(Self { page, _begins: begins, _patience: patience })
    }

    /// Waits until everything has been called, or for as long as one can wait. Returns the letters that were printed.
    pub async fn printed(&self) -> Vec<char> {
        poll_fn(|cx| {
            if self.page.has_ended.get() {
                return Poll::Ready(());
            }
            self.page.waker.set(Some(cx.waker().clone()));
            Poll::Pending
        })
        .await;
        self.page.printed.borrow().clone()
    }
}

impl Drop for PageRun {
    fn drop(&mut self) {
        let page = &self.page;
        if let Some(heard) = page.heard.take() {
            page.channel.port1().set_onmessage(None);
            drop(heard);
        }
        page.channel.port1().close();
        for frame in page.frames.take() {
            // One that has been called already is taken back in vain.
            let _ = page.window.cancel_animation_frame(frame);
        }
        // What was handed over holds the queues: they would keep each other.
        let functions = page.functions.take();
        drop((page.timers.take(), functions, page.callbacks.take()));
    }
}

impl Page {
    fn new() -> Option<Rc<Self>> {
        let (window, channel) = (web_sys::window()?, MessageChannel::new().ok()?);
        let page = Rc::new_cyclic(|own| Self {
            own: Weak::clone(own),
            window,
            channel,
            functions: RefCell::default(),
            callbacks: RefCell::default(),
            heard: Cell::default(),
            timers: RefCell::default(),
            frames: RefCell::default(),
            printed: RefCell::default(),
            left: Cell::new(1),
            has_ended: Cell::new(false),
            waker: Cell::new(None),
        });
        let weak = Rc::downgrade(&page);
        let heard = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            if let Some((page, at)) = weak.upgrade().zip(event.data().as_f64()) {
                page.call(at as usize);
            }
        });
        page.channel.port1().set_onmessage(Some(heard.as_ref().unchecked_ref()));
        page.heard.set(Some(heard));
        Some(page)
    }

    /// Calls what was handed over under a number.
    fn call(&self, at: usize) {
        let function = self.functions.borrow_mut().get_mut(at).and_then(Option::take);
        if let Some(function) = function {
            function();
            self.called();
        }
    }

    /// Something has been called: if nothing is left, the run has ended.
    fn called(&self) {
        self.left.set(self.left.get() - 1);
        if self.left.get() == 0 {
            self.end();
        }
    }

    fn end(&self) {
        self.has_ended.set(true);
        if let Some(waker) = self.waker.take() {
            waker.wake();
        }
    }

    /// Keeps a function, and returns its number.
    fn keep(&self, function: Function) -> usize {
        self.left.set(self.left.get() + 1);
        let mut functions = self.functions.borrow_mut();
        functions.push(Some(function));
        functions.len() - 1
    }

    /// What calls the function with this number.
    fn caller(&self, at: usize) -> impl Fn() + 'static {
        let own = Weak::clone(&self.own);
        move || {
            if let Some(page) = own.upgrade() {
                page.call(at);
            }
        }
    }

    /// The same, for the browser to call; it is kept for as long as the run.
    fn callback(&self, at: usize) -> js_sys::Function {
        let callback = Closure::<dyn Fn()>::new(self.caller(at));
        let function = callback.as_ref().unchecked_ref::<js_sys::Function>().clone();
        self.callbacks.borrow_mut().push(callback);
        function
    }
}

impl Queues for Page {
    fn queue(&self, source: Source, function: Function) {
        let at = self.keep(function);
        match source {
            Source::Microtask => self.window.queue_microtask(&self.callback(at)),
            Source::Timer => {
                let timer = Timeout::new(0, self.caller(at));
                self.timers.borrow_mut().push(timer);
            }
            // A number can always be cloned.
            Source::Message => self.channel.port2().post_message(&JsValue::from(at as u32)).unwrap_or_default(),
            // Only a window without a document refuses; such a page is not shown.
            Source::Frame => {
                let frame = self.window.request_animation_frame(&self.callback(at)).ok();
                self.frames.borrow_mut().extend(frame);
            }
        }
    }

    fn print(&self, label: char) {
        self.printed.borrow_mut().push(label);
    }
}

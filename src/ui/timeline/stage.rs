//! When to paint: at most once per animation frame, only when something changed, and never off screen.

use leptos::prelude::window;
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

/// Asks for frames, and paints in them. Nothing is left of it once it is dropped.
pub struct Stage {
    inner: Rc<Inner>,
}

/// A stage, for those who watch the page and may outlive it.
#[derive(Clone)]
pub struct Caller(Weak<Inner>);

struct Inner {
    /// Paints; told whether the colours may have changed.
    paint: Box<dyn Fn(bool)>,
    on_frame: RefCell<Option<Closure<dyn FnMut()>>>,
    asked: Cell<Option<i32>>,
    stale: Cell<bool>,
    colours_stale: Cell<bool>,
    on_screen: Cell<bool>,
}

impl Stage {
    /// A stage, thought to be off screen until somebody says otherwise. `paint` is told whether the colours
    /// may have changed.
    pub fn new(paint: impl Fn(bool) + 'static) -> Self {
        let inner = Rc::new(Inner {
            paint: Box::new(paint),
            on_frame: RefCell::default(),
            asked: Cell::new(None),
            stale: Cell::new(true),
            colours_stale: Cell::new(true),
            on_screen: Cell::new(false),
        });
        let weak = Rc::downgrade(&inner);
        let on_frame = Closure::new(move || {
            if let Some(inner) = weak.upgrade() {
                inner.frame();
            }
        });
        inner.on_frame.replace(Some(on_frame));
        Self { inner }
    }

    /// Something changed.
    pub fn request(&self) {
        self.inner.request();
    }

    /// For those who may outlive the stage.
    pub fn caller(&self) -> Caller {
        Caller(Rc::downgrade(&self.inner))
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        if let Some(asked) = self.inner.asked.take() {
            let _ = window().cancel_animation_frame(asked);
        }
    }
}

impl Caller {
    /// It came on screen, or left it.
    pub fn on_screen(&self, on_screen: bool) {
        if let Some(inner) = self.0.upgrade() {
            inner.on_screen.set(on_screen);
            inner.ask();
        }
    }

    /// The colours may have changed.
    pub fn colours_changed(&self) {
        if let Some(inner) = self.0.upgrade() {
            inner.colours_stale.set(true);
            inner.request();
        }
    }
}

impl Inner {
    fn request(&self) {
        self.stale.set(true);
        self.ask();
    }

    fn ask(&self) {
        if !self.stale.get() || !self.on_screen.get() || self.asked.get().is_some() {
            return;
        }
        let on_frame = self.on_frame.borrow();
        let Some(on_frame) = on_frame.as_ref() else { return };
        self.asked.set(window().request_animation_frame(on_frame.as_ref().unchecked_ref()).ok());
    }

    fn frame(&self) {
        self.asked.set(None);
        self.stale.set(false);
        (self.paint)(self.colours_stale.replace(false));
    }
}

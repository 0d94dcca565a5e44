//! What changes on the page, and what follows it.
//!
//! Leptos's own signals, memos and effects are compiled once for each type and each closure that goes through them.
//! Here one untyped trigger carries all signals, and one boxed closure all effects: a third of the page's size.

use leptos::prelude::*;
use std::cell::RefCell;

/// A value that tells those who read it when it changes. It lives as long as the page does.
pub struct Signal<T: 'static>(&'static Kept<T>);

struct Kept<T> {
    changed: ArcTrigger,
    value: RefCell<T>,
}

impl<T> Clone for Signal<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Signal<T> {}

impl<T: Default> Default for Signal<T> {
    fn default() -> Self {
        Self::new(T::default())
    }
}

impl<T> Signal<T> {
    /// A signal with its first value.
    pub fn new(value: T) -> Self {
        // Signals are made with the page and end with it.
        Self(Box::leak(Box::new(Kept { changed: ArcTrigger::new(), value: RefCell::new(value) })))
    }

    /// Looks at the value; what calls this follows it from now on.
    pub fn with<R>(&self, look: impl FnOnce(&T) -> R) -> R {
        self.0.changed.track();
        self.with_untracked(look)
    }

    /// Looks at the value, once.
    pub fn with_untracked<R>(&self, look: impl FnOnce(&T) -> R) -> R {
        look(&self.0.value.borrow())
    }

    /// Changes the value, and tells those who follow it.
    pub fn update<R>(&self, change: impl FnOnce(&mut T) -> R) -> R {
        let changed = change(&mut self.0.value.borrow_mut());
        self.0.changed.notify();
        changed
    }

    /// Puts another value in place, and tells those who follow it.
    pub fn set(&self, value: T) {
        self.update(|kept| *kept = value);
    }
}

impl<T: Clone> Signal<T> {
    /// The value; what calls this follows it from now on.
    pub fn get(&self) -> T {
        self.with(T::clone)
    }

    /// The value as it is now.
    pub fn get_untracked(&self) -> T {
        self.with_untracked(T::clone)
    }
}

/// Does something soon, once what is on the page has been drawn up; and again whenever a signal changes that it read.
pub fn effect(act: impl FnMut() + 'static) {
    boxed(Box::new(act));
}

fn boxed(act: Box<dyn FnMut()>) {
    Effect::new(act);
}

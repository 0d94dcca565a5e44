//! A value that one task at a time may hold, across awaits too.

use super::{Acquire, Engine, Permit, Semaphore};
use crate::trace::Wait;
use std::cell::{RefCell, RefMut};
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};

/// A value behind a lock, handed on first come first served.
pub struct Lock<T> {
    turn: Semaphore,
    value: Rc<RefCell<T>>,
}

impl<T> Clone for Lock<T> {
    fn clone(&self) -> Self {
        Self { turn: self.turn.clone(), value: Rc::clone(&self.value) }
    }
}

impl<T> Lock<T> {
    pub(super) fn new(engine: Rc<Engine>, name: &str, value: T) -> Self {
        Self { turn: Semaphore::new(engine, name, 1, Wait::Lock), value: Rc::new(RefCell::new(value)) }
    }

    /// Waits for the lock; dropping the guard lets it go.
    #[track_caller]
    pub fn lock(&self) -> Locking<T> {
        Locking { turn: self.turn.acquire(), value: Rc::clone(&self.value) }
    }
}

/// A wait for a [`Lock`].
#[must_use = "nothing is locked until this is awaited"]
pub struct Locking<T> {
    turn: Acquire,
    value: Rc<RefCell<T>>,
}

impl<T> Future for Locking<T> {
    type Output = Guard<T>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Guard<T>> {
        Pin::new(&mut self.turn).poll(cx).map(|turn| {
            turn.note_holder();
            Guard { value: Rc::clone(&self.value), _turn: turn }
        })
    }
}

/// The lock is held for as long as this lives.
#[must_use = "dropping the guard lets the lock go at once"]
pub struct Guard<T> {
    value: Rc<RefCell<T>>,
    _turn: Permit,
}

impl<T> Guard<T> {
    /// The value, until the next await.
    pub fn value(&self) -> RefMut<'_, T> {
        // Only the holder of the turn comes here, and a `RefMut` kept across an await of its own is the
        // one way to panic: the message then names this line.
        self.value.borrow_mut()
    }
}

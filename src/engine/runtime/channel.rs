//! Messages from task to task.

use super::{Engine, Permit, Semaphore};
use crate::trace::{Kind, ResourceId, TaskId, Wait};
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

/// A queue of messages with room for a number of them; any task may send, any may receive.
pub struct Channel<T> {
    inner: Rc<Inner<T>>,
}

impl<T> Clone for Channel<T> {
    fn clone(&self) -> Self {
        Self { inner: Rc::clone(&self.inner) }
    }
}

struct Inner<T> {
    engine: Rc<Engine>,
    id: ResourceId,
    room: Semaphore,
    filled: Semaphore,
    messages: RefCell<VecDeque<(T, Permit)>>,
    closed: Cell<bool>,
}

/// The channel was closed: the message, handed back.
#[derive(Debug, PartialEq, Eq)]
pub struct Closed<T>(pub T);

impl<T> Channel<T> {
    pub(super) fn new(engine: Rc<Engine>, name: &str, room: usize) -> Self {
        let filled = Semaphore::new(Rc::clone(&engine), name, 0, Wait::Channel);
        let room = Semaphore::new(Rc::clone(&engine), name, room.max(1), Wait::Channel);
        let id = filled.id();
        let (messages, closed) = (RefCell::default(), Cell::new(false));
        Self { inner: Rc::new(Inner { engine, id, room, filled, messages, closed }) }
    }

    /// Waits for room and sends.
    ///
    /// # Errors
    /// Hands the message back where the channel has been closed.
    pub async fn send(&self, message: T) -> Result<(), Closed<T>> {
        let room = self.inner.room.acquire().await;
        if self.inner.closed.get() {
            return Err(Closed(message));
        }
        self.inner.messages.borrow_mut().push_back((message, room));
        self.inner.emit(Kind::Sent(self.inner.id));
        self.inner.filled.release();
        Ok(())
    }

    /// Waits for a message; `None` where the channel is closed and empty.
    pub async fn receive(&self) -> Option<T> {
        let turn = self.inner.filled.acquire().await;
        let message = self.inner.messages.borrow_mut().pop_front();
        match message {
            Some((message, _room)) => {
                turn.consume();
                self.inner.emit(Kind::Received(self.inner.id));
                Some(message)
            }
            // Closed and empty: the permit goes back, and so on to every other receiver.
            None => None,
        }
    }

    /// Closes the channel: nothing more can be sent, what was sent can still be received.
    pub fn close(&self) {
        if !self.inner.closed.replace(true) {
            self.inner.filled.release();
            self.inner.room.release();
        }
    }
}

impl<T> Inner<T> {
    fn emit(&self, kind: Kind) {
        let task = self.engine.running().unwrap_or(TaskId::ROOT);
        self.engine.emit(task, kind);
    }
}

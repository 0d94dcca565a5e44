//! Wakes that come from outside the engine: an answer, a message, a combinator's own waker.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicBool, Ordering},
};
use std::task::Wake;

/// Which task of an engine: its place, and its number, since places are used again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Key {
    pub place: u32,
    pub id: u32,
}

/// Asks for the engine to be turned soon.
pub type Ring = Box<dyn Fn() + Send>;

/// Where wakers leave the tasks they woke. The engine's own primitives do not come this way: they
/// put a task into the ready queue directly, which costs no atomic operation.
#[derive(Default)]
pub(super) struct Inbox {
    woken: Mutex<Vec<Key>>,
    any: AtomicBool,
    /// Called when a wake arrives.
    ring: Mutex<Option<Ring>>,
}

impl Inbox {
    fn push(&self, key: Key) {
        if let Ok(mut woken) = self.woken.lock() {
            woken.push(key);
        }
        if !self.any.swap(true, Ordering::AcqRel) {
            self.ring();
        }
    }

    /// Asks for the engine to be turned soon.
    pub(super) fn ring(&self) {
        if let Ok(ring) = self.ring.lock()
            && let Some(ring) = &*ring
        {
            ring();
        }
    }

    /// Sets what is called when a wake arrives.
    pub(super) fn on_wake(&self, ring: Option<Ring>) {
        if let Ok(mut place) = self.ring.lock() {
            *place = ring;
        }
    }

    /// Whether anything has arrived: a plain load, which costs next to nothing.
    #[inline]
    pub(super) fn is_rung(&self) -> bool {
        self.any.load(Ordering::Acquire)
    }

    /// Takes what has arrived, in order.
    pub(super) fn take(&self) -> Vec<Key> {
        self.any.store(false, Ordering::Release);
        self.woken.lock().map(|mut woken| std::mem::take(&mut *woken)).unwrap_or_default()
    }
}

/// The waker a task is polled with.
pub(super) struct TaskWaker {
    pub key: Key,
    pub inbox: Arc<Inbox>,
}

impl Wake for TaskWaker {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        self.inbox.push(self.key);
    }
}

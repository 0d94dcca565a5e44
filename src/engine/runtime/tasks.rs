//! The tasks of a run, and the queues they wait in to be polled.

use super::inbox::Key;
use crate::trace::{TaskId, Wait};
use slab::Slab;
use std::collections::VecDeque;
use std::future::Future;
use std::pin::Pin;
use std::task::Waker;

pub(super) type Body = Pin<Box<dyn Future<Output = ()>>>;

/// A task.
pub(super) struct Slot {
    pub id: TaskId,
    /// What it runs, and the waker it is polled with; not here while it is being polled.
    pub body: Option<(Body, Waker)>,
    /// Whether it is in the ready queue.
    pub queued: bool,
    /// Whether it holds a processor.
    pub holds: bool,
    pub waits: Option<Wait>,
    pub name: Option<Box<str>>,
}

/// The tasks of a run, behind one borrow: a switch costs mostly the looking up.
#[derive(Default)]
pub(super) struct Tasks {
    pub slots: Slab<Slot>,
    /// Tasks that can go on, in the order they became ready.
    pub ready: VecDeque<Key>,
    /// Tasks whose work has ended, and which go on on the processor they hold.
    pub resumed: VecDeque<Key>,
}

impl Tasks {
    /// A task that has not ended.
    #[inline]
    pub fn get_mut(&mut self, key: Key) -> Option<&mut Slot> {
        self.slots.get_mut(key.place as usize).filter(|slot| slot.id.0 == key.id)
    }

    /// Takes a task out, unless it has ended.
    pub fn remove(&mut self, key: Key) -> Option<Slot> {
        self.get_mut(key)?;
        self.slots.try_remove(key.place as usize)
    }

    /// Puts a task at the end of the ready queue. Returns whether it was not there, and can go on.
    #[inline]
    pub fn make_ready(&mut self, key: Key) -> bool {
        self.make_ready_as(key, |_| {})
    }

    /// The same, for a task that gives way to the others.
    #[inline]
    pub fn give_way(&mut self, key: Key) -> bool {
        self.make_ready_as(key, |slot| slot.waits = Some(Wait::Turn))
    }

    #[inline]
    fn make_ready_as(&mut self, key: Key, note: impl FnOnce(&mut Slot)) -> bool {
        let Some(slot) = self.get_mut(key) else { return false };
        note(slot);
        if slot.queued || slot.holds {
            return false;
        }
        slot.queued = true;
        self.ready.push_back(key);
        true
    }

    /// Takes what a task runs, to poll it.
    #[inline]
    pub fn take_body(&mut self, key: Key) -> Option<(Body, Waker)> {
        let slot = self.get_mut(key)?;
        slot.queued = false;
        if slot.holds {
            return None;
        }
        slot.waits = None;
        slot.body.take()
    }

    /// Takes the next task of the ready queue that has not ended meanwhile.
    #[inline]
    pub fn take_ready(&mut self) -> Option<(Key, (Body, Waker))> {
        loop {
            let key = self.ready.pop_front()?;
            if let Some(body) = self.take_body(key) {
                return Some((key, body));
            }
        }
    }
}

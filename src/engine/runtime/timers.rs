//! Deadlines: one heap, first in first out where they are equal.

use super::inbox::Key;
use slab::Slab;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::task::Waker;

/// Who is to be told: a task of this engine, or a waker that is not a task's own.
#[derive(Clone, Debug)]
pub(super) enum Waiter {
    Task(Key),
    Foreign(Waker),
}

/// What a deadline is for.
#[derive(Debug)]
pub(super) enum Due {
    /// A sleeper is to be woken.
    Sleep(Waiter),
    /// A task's work ends, and it goes on; the waker is that of a future within it, if it is not the task's own.
    Work(Key, Option<Waker>),
}

/// A deadline that passed: when it was due, and what for.
#[derive(Debug)]
pub(super) struct Fired {
    pub due_ns: u64,
    pub due: Due,
}

/// The deadlines of one run.
#[derive(Debug, Default)]
pub(super) struct Timers {
    /// Deadline, order of setting, place in `live`. A place whose order differs was cancelled.
    heap: BinaryHeap<Reverse<(u64, u64, u32)>>,
    live: Slab<(u64, Due)>,
    set: u64,
}

/// A deadline that has been set.
#[derive(Clone, Copy, Debug)]
pub(super) struct TimerKey {
    place: u32,
    order: u64,
}

impl Timers {
    pub(super) fn set(&mut self, due_ns: u64, due: Due) -> TimerKey {
        let order = self.set;
        self.set += 1;
        let place = self.live.insert((order, due)) as u32;
        self.heap.push(Reverse((due_ns, order, place)));
        TimerKey { place, order }
    }

    /// Whether the deadline has neither passed nor been cancelled; the way to its waiter.
    pub(super) fn get_mut(&mut self, key: TimerKey) -> Option<&mut Due> {
        let (order, due) = self.live.get_mut(key.place as usize)?;
        (*order == key.order).then_some(due)
    }

    /// Cancels a deadline, unless it has passed, and hands back what it was for: nothing is dropped here.
    pub(super) fn cancel(&mut self, key: TimerKey) -> Option<Due> {
        self.get_mut(key)?;
        let (_, due) = self.live.try_remove(key.place as usize)?;
        if self.heap.len() > 64 && self.heap.len() > 2 * self.live.len() {
            let live = &self.live;
            self.heap.retain(|Reverse((_, order, place))| is_live(live, *order, *place));
        }
        Some(due)
    }

    /// The earliest deadline, in nanoseconds.
    #[inline]
    pub(super) fn next(&mut self) -> Option<u64> {
        while let Some(&Reverse((due_ns, order, place))) = self.heap.peek() {
            if is_live(&self.live, order, place) {
                return Some(due_ns);
            }
            self.heap.pop();
        }
        None
    }

    /// Takes the earliest deadline if it is not after `now_ns`.
    #[inline]
    pub(super) fn pop(&mut self, now_ns: u64) -> Option<Fired> {
        if self.next()? > now_ns {
            return None;
        }
        let Reverse((due_ns, _, place)) = self.heap.pop()?;
        let (_, due) = self.live.remove(place as usize);
        Some(Fired { due_ns, due })
    }

    /// Forgets every deadline, and hands back what they were for, so that nothing is dropped here.
    pub(super) fn clear(&mut self) -> Slab<(u64, Due)> {
        self.heap.clear();
        std::mem::take(&mut self.live)
    }
}

#[inline]
fn is_live(live: &Slab<(u64, Due)>, order: u64, place: u32) -> bool {
    live.get(place as usize).is_some_and(|(set, _)| *set == order)
}

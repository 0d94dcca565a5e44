//! How long a worker is waited for: what hangs tells nobody.

use super::hand::Hand;
use crate::runtime::Lost;
use gloo_timers::callback::Timeout;
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

/// The deadlines of what a worker has to do, one after the other.
#[derive(Default)]
pub(super) struct Patience {
    to_come_ms: RefCell<VecDeque<u32>>,
    now: Cell<Option<Timeout>>,
}

impl Patience {
    /// How long a worker has to start, in milliseconds.
    pub const STARTING_MS: u32 = 10_000;
    /// How long a job has that computes nothing, in milliseconds.
    const IDLE_MS: f64 = 3_000.0;
    /// How many times as long as alone on a core a job may take: it may have to share one with many.
    const SHARING: f64 = 50.0;

    /// How long a job has that computes for so long, in milliseconds.
    pub fn for_work(work_ms: f64) -> u32 {
        (Self::IDLE_MS + Self::SHARING * work_ms).min(f64::from(i32::MAX)) as u32
    }

    /// There is one thing more to do, for which there is so much time.
    pub fn begin(&self, hand: &Rc<Hand>, ms: u32) {
        self.to_come_ms.borrow_mut().push_back(ms);
        if self.to_come_ms.borrow().len() == 1 {
            self.wait(hand);
        }
    }

    /// One thing is done.
    pub fn end(&self, hand: &Rc<Hand>) {
        self.to_come_ms.borrow_mut().pop_front();
        self.wait(hand);
    }

    /// Nothing is waited for any more.
    pub fn give_up(&self) {
        self.to_come_ms.take();
        self.now.take();
    }

    fn wait(&self, hand: &Rc<Hand>) {
        let next_ms = self.to_come_ms.borrow().front().copied();
        let weak = Rc::downgrade(hand);
        let over = move || {
            if let Some(hand) = weak.upgrade() {
                hand.lose(Lost::Silent);
            }
        };
        self.now.set(next_ms.map(|ms| Timeout::new(ms, over)));
    }
}

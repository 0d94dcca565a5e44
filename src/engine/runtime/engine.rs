//! The executor of one run: tasks, deadlines, processors. A driver turns it and tells it the time.

use super::action::Actions;
use super::fetch::Requests;
use super::inbox::{Inbox, Key, Ring};
use super::settings::Settings;
use super::tasks::{Body, Tasks};
use super::timers::Timers;
use super::waiters::Waiters;
use super::waiting::Resource;
use super::worker::Staff;
use crate::trace::inside::Snapshot;
use crate::trace::{Collector, Kind, TaskId, Trace};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;
use std::task::Waker;

/// The executor of one run.
///
/// Tasks are polled in the order they became ready. A task that works holds one of the run's
/// processors; while all are held, nothing else is polled, and when its work ends it goes on before
/// anyone else gets the processor.
pub struct Engine {
    pub(super) tasks: RefCell<Tasks>,
    pub(super) timers: RefCell<Timers>,
    pub(super) inbox: Arc<Inbox>,
    pub(super) processors: usize,
    pub(super) held: Cell<usize>,
    pub(super) hold: Cell<Option<Held>>,
    pub(super) computing: Cell<Option<(Key, Option<Waker>)>>,
    pub(super) current: Cell<Option<Current>>,
    pub(super) now_ns: Cell<u64>,
    pub(super) ideal_ns: Cell<u64>,
    pub(super) grain_ns: u64,
    pub(super) clock: Option<Box<dyn Fn() -> u64>>,
    /// The longest freeze of the thread, in nanoseconds of lesson time.
    pub(super) longest_freeze_ns: u64,
    /// Nanoseconds of lesson time that one unit of `compute` takes.
    pub(super) unit_ns: f64,
    /// Whether `compute` really computes, or holds its processor for as long as it would take.
    pub(super) computes: bool,
    pub(super) spawned: Cell<u32>,
    pub(super) events: Cell<u64>,
    pub(super) resources: RefCell<Vec<Resource>>,
    pub(super) collector: Option<RefCell<Collector>>,
    pub(super) stop: Stop,
    pub(super) requests: Requests,
    pub(super) staff: Staff,
    pub(super) actions: Actions,
}

/// A processor that is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Held {
    /// Until a time, in nanoseconds of lesson time.
    Until(u64),
    /// Until so many units have been computed.
    Units(u64),
}

#[derive(Clone, Copy)]
pub(super) struct Current {
    pub key: Key,
    pub waker: *const (),
}

#[derive(Default)]
pub(super) struct Stop {
    pub asked: Cell<bool>,
    pub waiters: Waiters,
}

impl Engine {
    /// An engine at time 0, without a task.
    pub fn new(settings: Settings) -> Rc<Self> {
        Rc::new(Self {
            tasks: RefCell::default(),
            timers: RefCell::default(),
            inbox: Arc::default(),
            processors: settings.processors.max(1),
            held: Cell::new(0),
            hold: Cell::new(None),
            computing: Cell::new(None),
            current: Cell::new(None),
            now_ns: Cell::new(0),
            ideal_ns: Cell::new(0),
            grain_ns: settings.grain_ns,
            clock: settings.clock,
            longest_freeze_ns: settings.longest_freeze_ns,
            unit_ns: settings.unit_ns,
            computes: settings.computes,
            spawned: Cell::new(0),
            events: Cell::new(0),
            resources: RefCell::default(),
            collector: settings.collect.map(|capacity| RefCell::new(Collector::new(capacity))),
            stop: Stop::default(),
            requests: Requests::new(settings.fetcher),
            staff: Staff::new(settings.workers),
            actions: Actions::default(),
        })
    }

    /// Tells the engine the time, in nanoseconds of lesson time. Time never goes back.
    #[inline]
    pub fn set_now(&self, now_ns: u64) {
        if now_ns > self.now_ns.get() {
            self.now_ns.set(now_ns);
        }
    }

    /// The time the driver told last.
    #[inline]
    pub fn now(&self) -> u64 {
        self.now_ns.get()
    }

    /// The earliest deadline, in nanoseconds of lesson time.
    #[inline]
    pub fn next_deadline(&self) -> Option<u64> {
        self.timers.borrow_mut().next()
    }

    /// Wakes whoever was waiting for a deadline that has passed. Returns whether there was one.
    pub fn fire_due(&self) -> bool {
        self.fire_some(usize::MAX) > 0
    }

    /// The same, for `most` of them at the most. Returns how many there were.
    pub fn fire_some(&self, most: usize) -> usize {
        for fired in 0..most {
            let due = self.timers.borrow_mut().pop(self.now());
            let Some(due) = due else { return fired };
            self.fire(due);
        }
        most
    }

    /// Polls the next task that may run. Returns whether there was one.
    #[inline]
    pub fn poll_one(&self) -> bool {
        self.take_inbox();
        let next = self.next();
        let Some((key, body)) = next else { return false };
        self.poll(key, body);
        true
    }

    /// Takes the next task that may run: one that holds its processor, or the first that is ready.
    #[inline]
    fn next(&self) -> Option<(Key, (Body, Waker))> {
        let mut tasks = self.tasks.borrow_mut();
        while let Some(key) = tasks.resumed.pop_front() {
            self.held.set(self.held.get() - 1);
            if let Some(body) = tasks.take_body(key) {
                return Some((key, body));
            }
        }
        if self.held.get() < self.processors { tasks.take_ready() } else { None }
    }

    /// What the run's only processor is held for, if it is.
    #[inline]
    pub fn held(&self) -> Option<Held> {
        if self.held.get() > 0 { self.hold.get() } else { None }
    }

    /// Whether every processor is held.
    #[inline]
    pub fn is_busy(&self) -> bool {
        self.held.get() >= self.processors
    }

    /// Whether some processor is held.
    #[inline]
    pub fn holds_any(&self) -> bool {
        self.held.get() > 0
    }

    /// Says that `units` of the work under way have been computed; when none are left, its task goes on.
    pub fn computed(&self, units: u64) {
        let Some(Held::Units(left)) = self.hold.get() else { return };
        let left = left.saturating_sub(units);
        self.hold.set(Some(Held::Units(left)));
        if left == 0
            && let Some((key, waker)) = self.computing.take()
        {
            self.resume(key, waker);
        }
    }

    /// Notes that the running task panicked.
    pub fn fail(&self) {
        if let Some(current) = self.current.get() {
            self.emit(TaskId(current.key.id), Kind::Failed);
        }
    }

    /// Gives every task up without dropping it: for after a panic, when what they hold may still be borrowed.
    pub fn leak(&self) {
        std::mem::forget(self.tasks.take());
        std::mem::forget(self.timers.take());
    }

    /// Ends every worker, whoever still holds it.
    pub fn dismiss(&self) {
        if let Some(workers) = &self.staff.workers {
            workers.dismiss();
        }
    }

    /// How many tasks were polled and deadlines passed so far.
    pub fn events(&self) -> u64 {
        self.events.get()
    }

    /// Whether a task is ready and there is a processor for it.
    pub fn can_poll(&self) -> bool {
        self.take_inbox();
        let tasks = self.tasks.borrow();
        !tasks.resumed.is_empty() || (!self.is_busy() && !tasks.ready.is_empty())
    }

    /// Tells the program that it is asked to stop. Returns whether anyone listens.
    pub fn ask_to_stop(&self) -> bool {
        self.stop.asked.set(true);
        let mut any = false;
        while self.stop.waiters.serve(self) {
            any = true;
        }
        any
    }

    /// Drops every task, deadline and wake: nothing of the run is left but its trace.
    pub fn clear(&self) {
        // What a task drops may cancel or even spawn others, so nothing is borrowed meanwhile.
        while !self.tasks.borrow().slots.is_empty() {
            let tasks = self.tasks.take();
            for (_, slot) in &tasks.slots {
                self.emit(slot.id, Kind::Cancelled { ready: slot.queued });
            }
            drop(tasks);
        }
        self.tasks.take();
        let live = self.timers.borrow_mut().clear();
        drop(live);
        self.inbox.take();
        self.held.set(0);
        self.hold.set(None);
        self.computing.set(None);
    }

    /// Whether the program waits to be stopped: then it is not stuck, whatever else it waits for.
    pub fn awaits_stop(&self) -> bool {
        !self.stop.waiters.is_empty()
    }

    /// Whether the program waits for the visitor, who may do something or stop it: then it is not stuck.
    pub fn awaits_visitor(&self) -> bool {
        self.awaits_stop() || self.actions.are_awaited()
    }

    /// Whether something may still come from outside: from the visitor, or an answer to a request or a job.
    pub fn awaits_outside(&self) -> bool {
        self.awaits_visitor() || self.requests.any() || self.staff.any()
    }

    /// Sets what is called when a wake comes from outside; it must not turn the engine itself.
    pub fn on_wake(&self, ring: Option<Ring>) {
        self.inbox.on_wake(ring);
    }

    /// Reads what has been collected so far, if anything is.
    pub fn collected<R>(&self, read: impl FnOnce(&Collector) -> R) -> Option<R> {
        self.collector.as_ref().map(|collector| read(&collector.borrow()))
    }

    /// What is inside the loop at a moment, in nanoseconds of lesson time, if anything is collected.
    pub fn inside(&self, at_ns: u64) -> Option<Snapshot> {
        // After a panic it may be borrowed for good.
        self.collector.as_ref()?.try_borrow_mut().ok().map(|mut collector| collector.inside(at_ns))
    }

    /// Ends collecting and hands the trace over.
    pub fn take_trace(&self) -> Option<Trace> {
        let collector = self.collector.as_ref()?;
        Some(collector.replace(Collector::new(0)).finish())
    }
}

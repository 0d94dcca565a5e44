//! The executor of one run: tasks, deadlines, processors. A driver turns it and tells it the time.

use super::inbox::{Inbox, Key};
use super::timers::{Due, Fired, Timers, Waiter};
use super::waiting::Resource;
use crate::trace::{Cause, Collector, Kind, TaskId, Trace, Wait};
use slab::Slab;
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;
use std::task::{Context, Waker};

pub(super) type Body = Pin<Box<dyn Future<Output = ()>>>;

/// The executor of one run.
///
/// Tasks are polled in the order they became ready. A task that works holds one of the run's
/// processors; while all are held, nothing else is polled, and when its work ends it goes on before
/// anyone else gets the processor.
pub struct Engine {
    pub(super) tasks: RefCell<Slab<Slot>>,
    pub(super) ready: RefCell<VecDeque<Key>>,
    /// Tasks whose work has ended, and which go on on the processor they hold.
    resumed: RefCell<VecDeque<Key>>,
    pub(super) timers: RefCell<Timers>,
    pub(super) inbox: Arc<Inbox>,
    processors: usize,
    pub(super) held: Cell<usize>,
    pub(super) hold: Cell<Option<Held>>,
    pub(super) computing: Cell<Option<Key>>,
    pub(super) current: Cell<Option<Current>>,
    now_ns: Cell<u64>,
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
    events: Cell<u64>,
    pub(super) resources: RefCell<Vec<Resource>>,
    pub(super) collector: Option<RefCell<Collector>>,
    pub(super) stop: Stop,
}

/// A processor that is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Held {
    /// Until a time, in nanoseconds of lesson time.
    Until(u64),
    /// Until so many units have been computed.
    Units(u64),
}

/// What an engine is made with.
pub struct Settings {
    /// How many tasks can hold a processor at once; at least 1.
    pub processors: usize,
    /// The clock's step: times closer than this, in nanoseconds of lesson time, count as equal.
    pub grain_ns: u64,
    /// Reads the clock, in nanoseconds of lesson time; without one the driver's word is taken.
    pub clock: Option<Box<dyn Fn() -> u64>>,
    /// The longest freeze of the thread that `block` may cause, in nanoseconds of lesson time.
    pub longest_freeze_ns: u64,
    /// Nanoseconds of lesson time that one unit of `compute` takes.
    pub unit_ns: f64,
    /// Whether `compute` really computes.
    pub computes: bool,
    /// How many events to keep; none collects nothing at all.
    pub collect: Option<usize>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            processors: 1,
            grain_ns: 0,
            clock: None,
            longest_freeze_ns: 0,
            unit_ns: 1_000.0,
            computes: false,
            collect: None,
        }
    }
}

pub(super) struct Slot {
    pub id: TaskId,
    pub body: Option<(Body, Waker)>,
    pub queued: bool,
    pub holds: bool,
    pub waits: Option<Wait>,
    pub name: Option<Box<str>>,
}

#[derive(Clone, Copy)]
pub(super) struct Current {
    pub key: Key,
    pub waker: *const (),
}

#[derive(Default)]
pub(super) struct Stop {
    pub asked: Cell<bool>,
    pub waiters: RefCell<Vec<Waiter>>,
}

impl Engine {
    /// An engine at time 0, without a task.
    pub fn new(settings: Settings) -> Rc<Self> {
        Rc::new(Self {
            tasks: RefCell::default(),
            ready: RefCell::default(),
            resumed: RefCell::default(),
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
        })
    }

    // ---- what a driver does ----

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
        let mut any = false;
        loop {
            let fired = self.timers.borrow_mut().pop(self.now());
            let Some(fired) = fired else { return any };
            any = true;
            self.fire(fired);
        }
    }

    /// Polls the next task that may run. Returns whether there was one.
    #[inline]
    pub fn poll_one(&self) -> bool {
        self.take_inbox();
        let resumed = self.resumed.borrow_mut().pop_front();
        if let Some(key) = resumed {
            self.held.set(self.held.get() - 1);
            self.poll(key);
            return true;
        }
        while self.held.get() < self.processors {
            let next = self.ready.borrow_mut().pop_front();
            let Some(key) = next else { return false };
            if self.poll(key) {
                return true;
            }
        }
        false
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
            && let Some(key) = self.computing.take()
        {
            self.resume(key);
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

    /// How many tasks were polled and deadlines passed so far.
    pub fn events(&self) -> u64 {
        self.events.get()
    }

    /// Whether a task is ready and there is a processor for it.
    pub fn can_poll(&self) -> bool {
        self.take_inbox();
        !self.resumed.borrow().is_empty() || (!self.is_busy() && !self.ready.borrow().is_empty())
    }

    /// Tells the program that it is asked to stop. Returns whether anyone listens.
    pub fn ask_to_stop(&self) -> bool {
        self.stop.asked.set(true);
        let waiters = std::mem::take(&mut *self.stop.waiters.borrow_mut());
        let any = !waiters.is_empty();
        waiters.into_iter().for_each(|waiter| self.wake(waiter));
        any
    }

    /// Drops every task, deadline and wake: nothing of the run is left but its trace.
    pub fn clear(&self) {
        // What a task drops may cancel or even spawn others, so nothing is borrowed meanwhile.
        while !self.tasks.borrow().is_empty() {
            let tasks = std::mem::take(&mut *self.tasks.borrow_mut());
            for (_, slot) in &tasks {
                self.emit(slot.id, Kind::Cancelled { ready: slot.queued });
            }
            drop(tasks);
        }
        self.ready.borrow_mut().clear();
        self.resumed.borrow_mut().clear();
        drop(std::mem::take(&mut *self.stop.waiters.borrow_mut()));
        let live = self.timers.borrow_mut().clear();
        drop(live);
        self.inbox.take();
        self.held.set(0);
        self.hold.set(None);
        self.computing.set(None);
    }

    /// How many tasks and deadlines are alive.
    pub fn live(&self) -> (usize, usize) {
        (self.tasks.borrow().len(), self.timers.borrow().len())
    }

    /// Reads what has been collected so far, if anything is.
    pub fn collected<R>(&self, read: impl FnOnce(&Collector) -> R) -> Option<R> {
        self.collector.as_ref().map(|collector| read(&collector.borrow()))
    }

    /// Ends collecting and hands the trace over.
    pub fn take_trace(&self) -> Option<Trace> {
        let collector = self.collector.as_ref()?;
        Some(collector.replace(Collector::new(0)).finish())
    }

    // ---- turning ----

    fn fire(&self, Fired { due_ns, due }: Fired) {
        self.events.set(self.events.get() + 1);
        self.ideal_ns.set(if self.now() - due_ns <= self.grain_ns { due_ns } else { self.now() });
        match due {
            Due::Work(key) => self.resume(key),
            Due::Sleep(Waiter::Task(key)) => self.make_ready(key, Cause::Timer { due_ns }),
            Due::Sleep(Waiter::Foreign(waker)) => waker.wake(),
        }
    }

    /// The work of a task has ended: it goes on, on the processor it holds.
    fn resume(&self, key: Key) {
        self.hold.set(None);
        if let Some(slot) = self.tasks.borrow_mut().get_mut(key.place as usize) {
            slot.holds = false;
        }
        self.emit(TaskId(key.id), Kind::WorkEnded);
        self.resumed.borrow_mut().push_back(key);
    }

    fn take_inbox(&self) {
        for key in self.inbox.take() {
            let cause = self.waker_of(key);
            self.make_ready(key, cause);
        }
    }

    fn waker_of(&self, key: Key) -> Cause {
        match self.current.get() {
            Some(current) if current.key == key => Cause::Itself,
            Some(current) => Cause::Task(TaskId(current.key.id)),
            None => Cause::Outside,
        }
    }

    /// Polls one task. Returns whether it was still there to be polled.
    fn poll(&self, key: Key) -> bool {
        let Some((mut body, waker)) = self.take_body(key) else { return false };
        let id = TaskId(key.id);
        self.current.set(Some(Current { key, waker: waker.data() }));
        self.events.set(self.events.get() + 1);
        self.emit(id, Kind::PollBegan);
        let done = body.as_mut().poll(&mut Context::from_waker(&waker)).is_ready();
        if self.collector.is_some() {
            self.read_clock();
        }
        self.take_inbox();
        self.emit(id, Kind::PollEnded);
        self.current.set(None);
        if done {
            self.remove(key, Kind::Finished);
            drop(body);
        } else {
            self.put_back(key, (body, waker));
        }
        true
    }

    #[inline]
    fn take_body(&self, key: Key) -> Option<(Body, Waker)> {
        let mut tasks = self.tasks.borrow_mut();
        let slot = tasks.get_mut(key.place as usize).filter(|slot| slot.id.0 == key.id)?;
        if slot.holds {
            return None;
        }
        slot.queued = false;
        slot.waits = None;
        slot.body.take()
    }

    #[inline]
    fn put_back(&self, key: Key, body: (Body, Waker)) {
        let mut tasks = self.tasks.borrow_mut();
        match tasks.get_mut(key.place as usize).filter(|slot| slot.id.0 == key.id) {
            Some(slot) => slot.body = Some(body),
            // It was cancelled while it ran; what it holds is dropped with no borrow held.
            None => {
                drop(tasks);
                drop(body);
            }
        }
    }

    fn remove(&self, key: Key, how: Kind) {
        let mut tasks = self.tasks.borrow_mut();
        if tasks.get(key.place as usize).is_some_and(|slot| slot.id.0 == key.id) {
            let slot = tasks.remove(key.place as usize);
            drop(tasks);
            self.emit(slot.id, how);
        }
    }

    #[inline]
    pub(super) fn emit(&self, task: TaskId, kind: Kind) {
        if let Some(collector) = &self.collector {
            collector.borrow_mut().push(self.now(), task, kind);
        }
    }

    /// Reads the clock, if there is one to read.
    pub(super) fn read_clock(&self) -> u64 {
        if let Some(clock) = &self.clock {
            self.set_now(clock());
        }
        self.now()
    }
}

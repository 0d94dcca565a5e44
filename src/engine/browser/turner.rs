//! What turns the engine of a run: by message and alarm, in slices, with the page's turn between.

use super::guard::{Guarded, guarded};
use super::hop::Hop;
use super::run::{End, Report};
use super::{Alarm, Clock, Stalls};
use crate::runtime::{Engine, Held, Outcome, Task, compute};
use gloo_timers::callback::Timeout;
use send_wrapper::SendWrapper;
use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;
use std::task::Waker;
use std::time::Duration;

/// How long the page is kept at most before it has its turn, in milliseconds.
const SLICE_MS: f64 = 8.0;
/// From when on the page has its turn in the middle of a work, where drawing costs the run nothing, rather than
/// when the slice is over, which may be between two works; in milliseconds.
const EARLIEST_TURN_MS: f64 = 3.0;
/// How much of a work must be left for that, in milliseconds.
const ROOM_MS: f64 = 1.5;
/// Before a deadline the alarm rings this much early, in milliseconds; the rest is spent hopping. Alarms
/// are some tenths of a millisecond late, and take whole milliseconds only.
const EARLY_MS: f64 = 1.0;
/// How long a program that listens is given to close what it opened, in milliseconds.
const CLOSING_MS: u32 = 250;
/// How many deadlines pass between two looks at the clock.
const WOKEN_AT_ONCE: usize = 1_000;
/// Where nothing is traced, the clock is read once in so many polls.
const POLLS_PER_READING: u32 = 32;

/// What turns the engine of a run.
pub(super) struct Turner {
    pub engine: Rc<Engine>,
    root: Task<Outcome>,
    pub time: Rc<Time>,
    traced: bool,
    alarm: Rc<Alarm>,
    hop: OnceCell<Hop>,
    guarded: OnceCell<Guarded>,
    /// When the loop asked to be back, in milliseconds of the clock.
    back_at_ms: Cell<Option<f64>>,
    stalls: RefCell<Stalls>,
    closing: Cell<Option<Timeout>>,
    stopping: Cell<bool>,
    /// Whether the engine is being turned just now.
    turning: Cell<bool>,
    pub report: RefCell<Option<Report>>,
    ended: Cell<bool>,
    pub waker: RefCell<Option<Waker>>,
}

/// The run's time on the browser's clock.
pub(super) struct Time {
    pub clock: Clock,
    pub origin_ms: Cell<f64>,
    pub lesson_ns_per_ms: f64,
}

impl Time {
    /// A time of the clock in nanoseconds of lesson time.
    #[inline]
    pub fn lesson_ns(&self, now_ms: f64) -> u64 {
        ((now_ms - self.origin_ms.get()) * self.lesson_ns_per_ms) as u64
    }

    /// Milliseconds of the clock as nanoseconds of lesson time.
    #[inline]
    fn lesson_span(&self, ms: f64) -> u64 {
        (ms * self.lesson_ns_per_ms) as u64
    }

    /// Reads the clock, in nanoseconds of lesson time.
    #[inline]
    pub fn read_ns(&self) -> u64 {
        self.lesson_ns(self.clock.now_ms())
    }
}

impl Turner {
    pub fn new(engine: Rc<Engine>, root: Task<Outcome>, time: Rc<Time>, traced: bool, alarm: Rc<Alarm>) -> Rc<Self> {
        Rc::new(Self {
            engine,
            root,
            time,
            traced,
            alarm,
            hop: OnceCell::new(),
            guarded: OnceCell::new(),
            back_at_ms: Cell::new(None),
            stalls: RefCell::default(),
            closing: Cell::new(None),
            stopping: Cell::new(false),
            turning: Cell::new(false),
            report: RefCell::default(),
            ended: Cell::new(false),
            waker: RefCell::default(),
        })
    }

    /// Makes the ways by which the page comes back to the run; none of them keeps the run alive.
    pub fn connect(self: &Rc<Self>) -> Result<(), String> {
        let weak = Rc::downgrade(self);
        let guarded = Guarded::new(move || {
            if let Some(turner) = weak.upgrade() {
                turner.turn();
            }
        });
        self.guarded.set(guarded).map_err(drop).unwrap_or_default();
        let weak = Rc::downgrade(self);
        let hop = Hop::new(move || {
            if let Some(turner) = weak.upgrade() {
                turner.arrive();
            }
        });
        let hop = hop.map_err(|_| "this browser has no message channels, which a run needs")?;
        self.hop.set(hop).map_err(drop).unwrap_or_default();
        let weak = SendWrapper::new(Rc::downgrade(self));
        self.engine.on_wake(Some(Box::new(move || {
            // Who is turning the engine looks into its inbox anyway.
            if let Some(turner) = weak.upgrade().filter(|turner| !turner.turning.get()) {
                turner.hop();
            }
        })));
        Ok(())
    }

    /// The page has come back: turns the engine, and answers a panic.
    fn arrive(self: &Rc<Self>) {
        if self.ended.get() {
            return;
        }
        match self.back_at_ms.take() {
            Some(asked_ms) => self.stalls.borrow_mut().add(self.time.clock.now_ms() - asked_ms),
            // The first time: the run begins now.
            None if self.engine.events() == 0 => self.time.origin_ms.set(self.time.clock.now_ms()),
            None => {}
        }
        self.turning.set(true);
        let turned = self.guarded.get().map(Guarded::call);
        self.turning.set(false);
        if let Some(Err(message)) = turned {
            self.end(End::Panicked(message));
        }
    }

    /// Turns the engine until there is nothing to do, or the page should have its turn.
    fn turn(self: &Rc<Self>) {
        let mut now_ns = self.time.read_ns();
        let slice_end_ns = now_ns + self.time.lesson_span(SLICE_MS);
        let turn_ns = now_ns + self.time.lesson_span(EARLIEST_TURN_MS);
        loop {
            self.engine.set_now(now_ns);
            // Before all have been woken that are to be, nobody is polled: the order is that of their deadlines.
            while self.engine.fire_some(WOKEN_AT_ONCE) == WOKEN_AT_ONCE {
                if self.time.read_ns() >= slice_end_ns {
                    return self.hop();
                }
            }
            let polled = self.poll_some();
            if self.root.is_finished() {
                return self.finish();
            }
            if !polled && !self.spend(now_ns, slice_end_ns) {
                return;
            }
            // A traced poll has just read the clock.
            now_ns = if polled && self.traced { self.engine.now() } else { self.time.read_ns() };
            if now_ns >= slice_end_ns || (now_ns >= turn_ns && self.has_room(now_ns)) {
                return self.hop();
            }
        }
    }

    /// Whether a work is under way that will not end soon.
    fn has_room(&self, now_ns: u64) -> bool {
        let room_ns = self.time.lesson_span(ROOM_MS);
        matches!(self.engine.held(), Some(Held::Until(until_ns)) if until_ns >= now_ns + room_ns)
    }

    /// Polls what is ready, as long as no clock reading is due. Returns whether there was anything.
    fn poll_some(&self) -> bool {
        let mut any = false;
        for _ in 0..if self.traced { 1 } else { POLLS_PER_READING } {
            if !self.engine.poll_one() {
                break;
            }
            any = true;
            if self.root.is_finished() {
                break;
            }
        }
        any
    }

    /// Nothing can be polled: works, or waits. Returns whether to go on turning.
    fn spend(self: &Rc<Self>, now_ns: u64, slice_end_ns: u64) -> bool {
        match self.engine.held() {
            Some(Held::Until(_)) => return true,
            Some(Held::Units(units)) => {
                self.compute(units, slice_end_ns);
                return true;
            }
            None => {}
        }
        let Some(due_ns) = self.engine.next_deadline() else {
            if !self.engine.awaits_outside() {
                self.end(End::Deadlock(self.engine.waiting(16)));
            }
            return false;
        };
        if due_ns <= now_ns {
            return true;
        }
        let wait_ms = (due_ns - now_ns) as f64 / self.time.lesson_ns_per_ms;
        if wait_ms < 2.0 * EARLY_MS {
            self.hop();
        } else {
            let sleep_ms = (wait_ms - EARLY_MS).floor().min(f64::from(i32::MAX));
            self.back_at_ms.set(Some(self.time.clock.now_ms() + sleep_ms));
            let weak = Rc::downgrade(self);
            let ring = move || {
                if let Some(turner) = weak.upgrade() {
                    turner.arrive();
                }
            };
            self.alarm.set(sleep_ms as u32, Rc::new(ring));
        }
        false
    }

    /// Computes until the units are done or the slice is over.
    fn compute(&self, units: u64, slice_end_ns: u64) {
        let mut left = units;
        while left > 0 {
            let chunk = left.min(16);
            compute(chunk, left);
            left -= chunk;
            if self.time.read_ns() >= slice_end_ns {
                break;
            }
        }
        self.engine.set_now(self.time.read_ns());
        self.engine.computed(units - left);
    }

    pub fn hop(&self) {
        self.back_at_ms.set((self.engine.events() > 0).then(|| self.time.clock.now_ms()));
        if let Some(hop) = self.hop.get() {
            hop.go();
        }
    }

    pub fn stop(self: &Rc<Self>) {
        if self.stopping.replace(true) {
            return;
        }
        // Between its turns a run is not told the time.
        self.engine.set_now(self.time.read_ns());
        if !self.engine.ask_to_stop() {
            return self.end(End::Stopped);
        }
        let weak = Rc::downgrade(self);
        let late = Timeout::new(CLOSING_MS, move || {
            if let Some(turner) = weak.upgrade() {
                turner.end(End::Stopped);
            }
        });
        self.closing.set(Some(late));
        self.hop();
    }

    /// Tells the program of an action of the visitor's.
    pub fn act(self: &Rc<Self>, action: usize) {
        self.engine.set_now(self.time.read_ns());
        if self.engine.act(action) {
            self.hop();
        }
    }

    fn finish(&self) {
        let stopped = self.stopping.get();
        let outcome = self.root.take().unwrap_or(Ok(()));
        self.end(if stopped { End::Stopped } else { End::Finished(outcome) });
    }

    /// Drops what the program holds. After a panic that is still borrowed, so it cannot be dropped and leaks.
    fn let_go(&self, end: End) -> End {
        let engine = Rc::clone(&self.engine);
        let end = match end {
            End::Panicked(_) => end,
            _ => guarded(move || engine.clear()).map_or_else(End::Panicked, |()| end),
        };
        if matches!(end, End::Panicked(_)) {
            self.engine.fail();
            self.engine.leak();
            self.engine.dismiss();
        }
        end
    }

    /// Ends the run, once: nothing of it is left but its report.
    pub fn end(&self, end: End) {
        if self.ended.replace(true) {
            return;
        }
        self.alarm.unset();
        self.closing.take();
        let elapsed_ns = self.time.read_ns().max(self.engine.now());
        self.engine.set_now(elapsed_ns);
        self.engine.on_wake(None);
        let end = self.let_go(end);
        let elapsed = Duration::from_nanos(elapsed_ns);
        let report = Report { end, elapsed, trace: self.engine.take_trace(), stalls: *self.stalls.borrow() };
        *self.report.borrow_mut() = Some(report);
        let waker = self.waker.borrow_mut().take();
        if let Some(waker) = waker {
            waker.wake();
        }
    }
}

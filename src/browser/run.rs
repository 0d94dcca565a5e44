//! A program on the browser's clock.

use super::guard::Guarded;
use super::hop::Hop;
use super::{Alarm, Clock, Stalls};
use crate::runtime::{Cx, Engine, Held, Outcome, Settings, Task, Waiting, compute};
use crate::trace::Trace;
use gloo_timers::callback::Timeout;
use std::cell::{Cell, OnceCell, RefCell};
use std::future::{Future, poll_fn};
use std::rc::{Rc, Weak};
use std::task::{Poll, Waker};
use std::time::Duration;

/// How long the page is kept at most before it has its turn, in milliseconds.
const SLICE_MS: f64 = 8.0;
/// Before a deadline the alarm rings this much early, in milliseconds; the rest is spent hopping. Alarms
/// are some tenths of a millisecond late, and take whole milliseconds only.
const EARLY_MS: f64 = 1.0;
/// How long a program that listens is given to close what it opened, in milliseconds.
const CLOSING_MS: u32 = 250;
/// The longest freeze of the page, in milliseconds.
const LONGEST_FREEZE_MS: f64 = 2_000.0;
/// Where nothing is traced, the clock is read once in so many polls.
const POLLS_PER_READING: u32 = 32;

/// What to run, and how.
pub struct Program {
    /// How many lesson seconds pass in a real one.
    pub speed: f64,
    /// The clock's step, in milliseconds.
    pub step_ms: f64,
    /// How many events to keep; none traces nothing.
    pub collect: Option<usize>,
}

/// A run that has ended.
#[derive(Debug)]
pub struct Report {
    /// How it ended.
    pub end: End,
    /// The lesson time it took.
    pub elapsed: Duration,
    /// What happened, where that was collected.
    pub trace: Option<Trace>,
    /// When something else kept the page from running.
    pub stalls: Stalls,
}

/// How a run ended.
#[derive(Clone, Debug, PartialEq)]
pub enum End {
    /// The program returned.
    Finished(Outcome),
    /// It was stopped.
    Stopped,
    /// Everybody waits for somebody.
    Deadlock(Vec<Waiting>),
    /// It panicked, with this message.
    Panicked(String),
}

/// A run under way. Dropping it ends it and leaves nothing behind.
#[must_use = "dropping a run ends it"]
pub struct BrowserRun {
    turner: Rc<Turner>,
}

/// What turns the engine of a run.
struct Turner {
    engine: Rc<Engine>,
    root: Task<Outcome>,
    time: Rc<Time>,
    traced: bool,
    alarm: Rc<Alarm>,
    hop: OnceCell<Hop>,
    guarded: OnceCell<Guarded>,
    /// When the loop asked to be back, in milliseconds of the clock.
    back_at_ms: Cell<Option<f64>>,
    stalls: RefCell<Stalls>,
    closing: Cell<Option<Timeout>>,
    report: RefCell<Option<Report>>,
    ended: Cell<bool>,
    waker: RefCell<Option<Waker>>,
}

/// The run's time on the browser's clock.
struct Time {
    clock: Clock,
    origin_ms: Cell<f64>,
    lesson_ns_per_ms: f64,
}

impl Time {
    #[inline]
    fn lesson_ns(&self, now_ms: f64) -> u64 {
        ((now_ms - self.origin_ms.get()) * self.lesson_ns_per_ms) as u64
    }

    fn until_ms(&self, due_ns: u64) -> f64 {
        self.origin_ms.get() + due_ns as f64 / self.lesson_ns_per_ms
    }
}

impl BrowserRun {
    /// Starts a program; its first poll comes after the next turn of the page.
    ///
    /// # Errors
    /// A sentence, where the browser lacks what a run needs.
    pub fn start<F>(program: &Program, alarm: &Rc<Alarm>, body: impl FnOnce(Cx) -> F) -> Result<Self, String>
    where
        F: Future<Output = Outcome> + 'static,
    {
        let clock = Clock::new().ok_or("this browser has no clock to measure with")?;
        let lesson_ns_per_ms = program.speed * 1e6;
        let origin_ms = Cell::new(clock.now_ms());
        let time = Rc::new(Time { clock, origin_ms, lesson_ns_per_ms });
        let reading = Rc::clone(&time);
        let settings = Settings {
            grain_ns: (program.step_ms * lesson_ns_per_ms) as u64,
            clock: Some(Box::new(move || reading.lesson_ns(reading.clock.now_ms()))),
            longest_freeze_ns: (LONGEST_FREEZE_MS * lesson_ns_per_ms) as u64,
            computes: true,
            collect: program.collect,
            ..Settings::default()
        };
        let engine = Engine::new(settings);
        let cx = Cx::new(Rc::clone(&engine));
        let root = cx.spawn("main", body(cx.clone()));
        let turner = Turner::new(engine, root, time, program.collect.is_some(), Rc::clone(alarm));
        turner.connect()?;
        turner.hop();
        Ok(Self { turner })
    }

    /// Waits for the end of the run.
    pub async fn report(&self) -> Report {
        poll_fn(|cx| {
            if let Some(report) = self.turner.report.borrow_mut().take() {
                return Poll::Ready(report);
            }
            *self.turner.waker.borrow_mut() = Some(cx.waker().clone());
            Poll::Pending
        })
        .await
    }

    /// Asks the program to stop: at once, or after a moment where it listens for that.
    pub fn stop(&self) {
        self.turner.stop();
    }

    /// The lesson time that has passed.
    pub fn elapsed(&self) -> Duration {
        Duration::from_nanos(self.turner.time.lesson_ns(self.turner.time.clock.now_ms()))
    }

    /// The lines printed after the first `seen`.
    pub fn output_after(&self, seen: usize) -> Vec<String> {
        let lines = self
            .turner
            .engine
            .collected(|collector| collector.output_after(seen).iter().map(|line| line.text.clone()).collect());
        lines.unwrap_or_default()
    }

    /// What the run holds, for whoever must know that nothing of it is left.
    pub fn engine(&self) -> Weak<Engine> {
        Rc::downgrade(&self.turner.engine)
    }
}

impl Drop for BrowserRun {
    fn drop(&mut self) {
        self.turner.end(End::Stopped);
    }
}

impl Turner {
    fn new(engine: Rc<Engine>, root: Task<Outcome>, time: Rc<Time>, traced: bool, alarm: Rc<Alarm>) -> Rc<Self> {
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
            report: RefCell::default(),
            ended: Cell::new(false),
            waker: RefCell::default(),
        })
    }

    /// Makes the ways by which the page comes back to the run; none of them keeps the run alive.
    fn connect(self: &Rc<Self>) -> Result<(), String> {
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
        if let Some(Err(message)) = self.guarded.get().map(Guarded::call) {
            self.end(End::Panicked(message));
        }
    }

    /// Turns the engine until there is nothing to do, or the page should have its turn.
    fn turn(self: &Rc<Self>) {
        let slice_end_ms = self.time.clock.now_ms() + SLICE_MS;
        loop {
            let now_ms = self.time.clock.now_ms();
            self.engine.set_now(self.time.lesson_ns(now_ms));
            self.engine.fire_due();
            let polled = self.poll_some();
            if self.root.is_finished() {
                return self.finish();
            }
            if !polled && !self.spend(now_ms, slice_end_ms) {
                return;
            }
            if now_ms >= slice_end_ms {
                return self.hop();
            }
        }
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
    fn spend(self: &Rc<Self>, now_ms: f64, slice_end_ms: f64) -> bool {
        match self.engine.held() {
            Some(Held::Until(_)) => return true,
            Some(Held::Units(units)) => {
                self.compute(units, slice_end_ms);
                return true;
            }
            None => {}
        }
        let Some(due_ns) = self.engine.next_deadline() else {
            self.end(End::Deadlock(self.engine.waiting(16)));
            return false;
        };
        let wait_ms = self.time.until_ms(due_ns) - now_ms;
        if wait_ms <= 0.0 {
            return true;
        }
        if wait_ms < 2.0 * EARLY_MS {
            self.hop();
        } else {
            let sleep_ms = (wait_ms - EARLY_MS).floor().min(f64::from(i32::MAX));
            self.back_at_ms.set(Some(now_ms + sleep_ms));
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
    fn compute(&self, units: u64, slice_end_ms: f64) {
        let mut left = units;
        while left > 0 {
            let chunk = left.min(16);
            compute(chunk, left);
            left -= chunk;
            if self.time.clock.now_ms() >= slice_end_ms {
                break;
            }
        }
        self.engine.set_now(self.time.lesson_ns(self.time.clock.now_ms()));
        self.engine.computed(units - left);
    }

    fn hop(&self) {
        self.back_at_ms.set((self.engine.events() > 0).then(|| self.time.clock.now_ms()));
        if let Some(hop) = self.hop.get() {
            hop.go();
        }
    }

    fn stop(self: &Rc<Self>) {
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

    fn finish(&self) {
        let stopped = self.closing.take().is_some();
        let outcome = self.root.take().unwrap_or(Ok(()));
        self.end(if stopped { End::Stopped } else { End::Finished(outcome) });
    }

    /// Ends the run, once: nothing of it is left but its report.
    fn end(&self, end: End) {
        if self.ended.replace(true) {
            return;
        }
        self.alarm.unset();
        self.closing.take();
        let elapsed_ns = self.time.lesson_ns(self.time.clock.now_ms()).max(self.engine.now());
        self.engine.set_now(elapsed_ns);
        if matches!(end, End::Panicked(_)) {
            // What the panicking code held is still borrowed, so its tasks cannot be dropped: they leak.
            self.engine.fail();
            self.engine.leak();
        } else {
            self.engine.clear();
        }
        let elapsed = Duration::from_nanos(elapsed_ns);
        let report = Report { end, elapsed, trace: self.engine.take_trace(), stalls: *self.stalls.borrow() };
        *self.report.borrow_mut() = Some(report);
        let waker = self.waker.borrow_mut().take();
        if let Some(waker) = waker {
            waker.wake();
        }
    }
}

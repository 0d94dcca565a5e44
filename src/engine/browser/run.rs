//! A program on the browser's clock.

use super::fetch::BrowserFetcher;
use super::turner::{Time, Turner};
use super::workers::BrowserWorkers;
use super::{Alarm, Clock, Stalls, Starter};
use crate::runtime::{Cx, Engine, Outcome, Settings, Waiting, Workers};
use crate::trace::Trace;
use crate::trace::inside::Snapshot;
use std::cell::Cell;
use std::future::{Future, poll_fn};
use std::rc::{Rc, Weak};
use std::task::Poll;
use std::time::Duration;

/// The longest freeze of the page, in milliseconds.
const LONGEST_FREEZE_MS: f64 = 2_000.0;

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

impl End {
    /// The program returned, and all was well.
    pub(super) const FINE: Self = Self::Finished(Ok(()));
}

/// A run under way. Dropping it ends it and leaves nothing behind.
#[must_use = "dropping a run ends it"]
pub struct BrowserRun {
    turner: Rc<Turner>,
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
        Self::start_with(program, alarm, None, body)
    }

    /// The same for a program that has workers.
    ///
    /// # Errors
    /// As above.
    pub fn start_with<F>(
        program: &Program,
        alarm: &Rc<Alarm>,
        starter: Option<Rc<Starter>>,
        body: impl FnOnce(Cx) -> F,
    ) -> Result<Self, String>
    where
        F: Future<Output = Outcome> + 'static,
    {
        let (engine, time) = engine(program, starter)?;
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

    /// Hands the run to `under_way`, for whoever may want to stop it, and waits for its end; `None` if it was stopped.
    pub(super) async fn unless_stopped(self, under_way: &impl Fn(Rc<Self>)) -> Option<Report> {
        let run = Rc::new(self);
        under_way(Rc::clone(&run));
        Some(run.report().await).filter(|report| report.end != End::Stopped)
    }

    /// Asks the program to stop: at once, or after a moment where it listens for that.
    pub fn stop(&self) {
        self.turner.stop();
    }

    /// Tells the program of an action of the visitor's; one that takes none pays no attention.
    pub fn act(&self, action: usize) {
        self.turner.act(action);
    }

    /// The lesson time that has passed.
    pub fn elapsed(&self) -> Duration {
        Duration::from_nanos(self.turner.time.read_ns())
    }

    /// The lines printed after the first `seen`.
    pub fn output_after(&self, seen: usize) -> Vec<String> {
        let lines = self
            .turner
            .engine
            .collected(|collector| collector.output_after(seen).iter().map(|line| line.text.clone()).collect());
        lines.unwrap_or_default()
    }

    /// What is inside the loop just now.
    pub fn inside(&self) -> Option<Snapshot> {
        self.turner.engine.inside(self.turner.time.read_ns())
    }

    /// What the run holds, for whoever must know that nothing of it is left.
    pub fn engine(&self) -> Weak<Engine> {
        Rc::downgrade(&self.turner.engine)
    }
}

/// The engine of a run, and its time. Apart from [`BrowserRun::start`], which is compiled for every program.
#[inline(never)]
fn engine(program: &Program, starter: Option<Rc<Starter>>) -> Result<(Rc<Engine>, Rc<Time>), String> {
    let clock = Clock::new().ok_or("this browser has no clock to measure with")?;
    let lesson_ns_per_ms = program.speed * 1e6;
    let origin_ms = Cell::new(clock.now_ms());
    let time = Rc::new(Time { clock, origin_ms, lesson_ns_per_ms });
    let reading = Rc::clone(&time);
    let workers = starter.map(|starter| -> Rc<dyn Workers> { Rc::new(BrowserWorkers::new(starter, Rc::clone(&time))) });
    let settings = Settings {
        grain_ns: (program.step_ms * Clock::UNSURE_STEPS * lesson_ns_per_ms) as u64,
        clock: Some(Box::new(move || reading.read_ns())),
        longest_freeze_ns: (LONGEST_FREEZE_MS * lesson_ns_per_ms) as u64,
        computes: true,
        collect: program.collect,
        fetcher: Some(Rc::new(BrowserFetcher::new(lesson_ns_per_ms))),
        workers,
        ..Settings::default()
    };
    Ok((Engine::new(settings), time))
}

impl Drop for BrowserRun {
    fn drop(&mut self) {
        self.turner.end(End::Stopped);
    }
}

//! Handing jobs to workers: programs of their own, with memory of their own, on threads of their own.

use super::Engine;
use super::timers::Waiter;
use super::world::World;
use crate::trace::{Cause, Kind, Printed, TaskId, TaskInfo, Wait};
use simul_jobs::{Job, Memory};
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::fmt;
use std::future::Future;
use std::panic::Location;
use std::pin::Pin;
use std::rc::{Rc, Weak};
use std::task::{Context, Poll};

/// What a job brings: what it returns, or why there is nothing.
pub type Answered = Result<String, Lost>;

/// Why a worker did not do its job. As words it is a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lost {
    /// It could not be started; the reason, as a sentence.
    NotStarted(String),
    /// It panicked, with this message.
    Panicked(String),
    /// It gave no answer in time.
    Silent,
    /// Something outside the page ended it.
    Killed,
    /// Its handle was dropped.
    Dropped,
}

impl fmt::Display for Lost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotStarted(why) => write!(f, "{why}"),
            Self::Panicked(message) => write!(f, "The worker panicked: {message}"),
            Self::Silent => write!(f, "The worker gave no answer in time, and was ended."),
            Self::Killed => write!(f, "The worker was ended from outside the page."),
            Self::Dropped => write!(f, "The worker was ended before its job was done."),
        }
    }
}

/// What goes to a worker with a job.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Parcel {
    /// How many bytes.
    pub bytes: u64,
    /// Whether they change hands instead of being copied.
    pub transferred: bool,
}

/// What starts workers; a driver's own.
pub trait Workers {
    /// Takes what the program expects of the world: a virtual one has as many cores, a real one pays no attention.
    fn assume(&self, _world: &World) {}

    /// How long a worker takes for one unit, alone on a core, in nanoseconds of lesson time.
    fn unit_ns(&self) -> f64;

    /// The memory of the program that starts workers.
    fn memory(&self) -> Memory;

    /// Starts a worker. What becomes of it is told to `line`; dropping what is returned ends it.
    fn start(&self, line: Line) -> Box<dyn Remote>;

    /// Ends every worker, even one whose handle has leaked.
    fn dismiss(&self) {}
}

/// A worker, as its driver knows it.
pub trait Remote {
    /// Gives it a job, which it begins when it has started, and has done what it was given before.
    fn give(&self, job: Job, parcel: Parcel);
}

/// What a worker is heard to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum News {
    /// It has started, and can take a job.
    Ready,
    /// It has the job, and goes on with it.
    Runs,
    /// It is ready to go on, and has no core to do so.
    Stands,
    /// It printed a line.
    Printed(String),
    /// Its job is done; what that returned.
    Done(String),
    /// It will not be heard of again.
    Lost(Lost),
}

/// The workers of a run.
#[derive(Default)]
pub(super) struct Staff {
    pub workers: Option<Rc<dyn Workers>>,
    under_way: Cell<usize>,
}

impl Staff {
    pub(super) fn new(workers: Option<Rc<dyn Workers>>) -> Self {
        Self { workers, under_way: Cell::new(0) }
    }

    /// Whether a job is under way.
    pub(super) fn any(&self) -> bool {
        self.under_way.get() > 0
    }
}

/// What is known of a worker on this side.
struct Seat {
    engine: Weak<Engine>,
    lane: TaskId,
    jobs: RefCell<VecDeque<Rc<Slot>>>,
    lost: RefCell<Option<Lost>>,
}

/// A job that was handed over: where its answer is left, and who waits for it.
#[derive(Default)]
struct Slot {
    answer: RefCell<Option<Answered>>,
    waiter: RefCell<Option<Waiter>>,
}

/// Where a worker's driver tells what becomes of it.
#[derive(Clone)]
pub struct Line(Weak<Seat>);

impl Line {
    /// The time, in nanoseconds of lesson time.
    pub fn now_ns(&self) -> u64 {
        self.engine().map_or(0, |(_, engine)| engine.read_clock())
    }

    /// Whether somebody still wants to know.
    pub fn is_wanted(&self) -> bool {
        self.0.strong_count() > 0
    }

    /// On a virtual clock: the program's own thread is busy for so long with what it sends.
    pub fn spend(&self, nanos: u64) {
        if let Some((_, engine)) = self.engine() {
            engine.set_now(engine.now().saturating_add(nanos));
        }
    }

    /// Tells what happened at a time, in nanoseconds of lesson time, which may have passed.
    pub fn tell(&self, at_ns: u64, news: News) {
        let Some((seat, engine)) = self.engine() else { return };
        engine.events.set(engine.events.get() + 1);
        // Two clocks agree but so far: nothing has happened that has not been heard of.
        let at_ns = at_ns.min(engine.read_clock());
        let emit = |kind| engine.emit_apart(at_ns, seat.lane, kind);
        match news {
            News::Ready => seat.rests(&engine, at_ns, Wait::Job),
            News::Runs => emit(Kind::PollBegan),
            News::Stands => {
                emit(Kind::Woken(Cause::Outside));
                emit(Kind::PollEnded);
            }
            News::Printed(text) => engine.print_apart(at_ns, seat.lane, text),
            News::Done(answer) => {
                seat.rests(&engine, at_ns, Wait::Job);
                seat.answer(&engine, Ok(answer));
            }
            News::Lost(why) => {
                emit(Kind::Failed);
                seat.lose(&engine, why);
            }
        }
    }

    fn engine(&self) -> Option<(Rc<Seat>, Rc<Engine>)> {
        let seat = self.0.upgrade()?;
        let engine = seat.engine.upgrade()?;
        Some((seat, engine))
    }
}

impl Seat {
    /// Notes what the worker waits for from now on.
    fn rests(&self, engine: &Engine, at_ns: u64, on: Wait) {
        engine.emit_apart(at_ns, self.lane, Kind::Waits { on, line: 0 });
        engine.emit_apart(at_ns, self.lane, Kind::PollEnded);
    }

    /// The job under way has an answer: hands it over and wakes who waits for it.
    fn answer(&self, engine: &Engine, answer: Answered) {
        let slot = self.jobs.borrow_mut().pop_front();
        let Some(slot) = slot else { return };
        engine.staff.under_way.set(engine.staff.under_way.get().saturating_sub(1));
        *slot.answer.borrow_mut() = Some(answer);
        let waiter = slot.waiter.borrow_mut().take();
        let cause = Cause::Job(self.lane);
        match waiter {
            Some(Waiter::Task(key)) => engine.make_ready(key, cause),
            Some(Waiter::Foreign(waker)) => engine.wake_through(waker, |_| cause),
            None => return,
        }
        engine.inbox.ring();
    }

    /// The worker is gone: every job it had fails.
    fn lose(&self, engine: &Engine, why: Lost) {
        *self.lost.borrow_mut() = Some(why.clone());
        while !self.jobs.borrow().is_empty() {
            self.answer(engine, Err(why.clone()));
        }
    }
}

/// A worker; see [`super::Cx::worker`]. Dropping it ends the worker, and whatever that was doing.
#[must_use = "dropping a worker ends it"]
pub struct Worker {
    engine: Rc<Engine>,
    seat: Rc<Seat>,
    remote: Option<Box<dyn Remote>>,
}

impl Worker {
    pub(super) fn start(engine: Rc<Engine>, name: &str, line: u32) -> Self {
        engine.read_clock();
        let lane = engine.add_lane(name, line);
        let (engine_of, jobs, lost) = (Rc::downgrade(&engine), RefCell::default(), RefCell::default());
        let seat = Rc::new(Seat { engine: engine_of, lane, jobs, lost });
        seat.rests(&engine, engine.now(), Wait::Start);
        let workers = engine.staff.workers.clone();
        let remote = workers.map(|workers| workers.start(Line(Rc::downgrade(&seat))));
        if remote.is_none() {
            seat.lose(&engine, Lost::NotStarted("There are no workers where this program runs.".to_owned()));
        }
        Self { engine, seat, remote }
    }

    /// Hands a job over, and something to go with it. The worker begins when it has started, and has done what it was
    /// given before. Several jobs are under way at once without anybody waiting for them: awaiting one is joining it.
    #[track_caller]
    pub fn give(&self, job: Job, parcel: Parcel) -> Running {
        let slot = Rc::new(Slot::default());
        let lost = self.seat.lost.borrow().clone();
        match (lost, &self.remote) {
            (None, Some(remote)) => {
                self.engine.staff.under_way.set(self.engine.staff.under_way.get() + 1);
                self.seat.jobs.borrow_mut().push_back(Rc::clone(&slot));
                remote.give(job, parcel);
            }
            (lost, _) => *slot.answer.borrow_mut() = Some(Err(lost.unwrap_or(Lost::Dropped))),
        }
        let line = Location::caller().line();
        Running { engine: Rc::clone(&self.engine), worker: self.seat.lane, slot, line }
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        let lost = self.seat.lost.borrow().is_some();
        self.remote.take();
        if !lost {
            let at_ns = self.engine.read_clock();
            self.engine.emit_apart(at_ns, self.seat.lane, Kind::Finished);
            self.seat.lose(&self.engine, Lost::Dropped);
        }
    }
}

/// A job under way; awaiting it waits for its answer. Dropping it leaves the worker at its job.
#[must_use = "nobody waits for the job until this is awaited"]
pub struct Running {
    engine: Rc<Engine>,
    worker: TaskId,
    slot: Rc<Slot>,
    line: u32,
}

impl Future for Running {
    type Output = Answered;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Answered> {
        let answer = self.slot.answer.borrow_mut().take();
        if let Some(answer) = answer {
            return Poll::Ready(answer);
        }
        let before = self.slot.waiter.replace(Some(self.engine.waiter(cx)));
        drop(before);
        self.engine.waits(Wait::Task(self.worker), self.line);
        Poll::Pending
    }
}

impl Engine {
    /// A lane of the trace for somebody who is no task of this engine.
    fn add_lane(&self, name: &str, line: u32) -> TaskId {
        let id = TaskId(self.spawned.replace(self.spawned.get() + 1));
        let parent = self.running();
        if let Some(collector) = &self.collector {
            let info = TaskInfo { name: name.to_owned(), parent, line, apart: true };
            collector.borrow_mut().task(self.now(), id, info);
        }
        id
    }

    /// Notes what happened on another thread, as soon as it is heard of.
    fn emit_apart(&self, at_ns: u64, lane: TaskId, kind: Kind) {
        if let Some(collector) = &self.collector {
            collector.borrow_mut().push_apart(at_ns, lane, kind);
        }
    }

    fn print_apart(&self, at_ns: u64, lane: TaskId, text: String) {
        if let Some(collector) = &self.collector {
            collector.borrow_mut().print_apart(Printed { at_ns, task: lane, text, line: 0 });
        }
    }
}

//! Asking somebody else for something, a host or a disk: a request, and the wait for its answer.

use super::Engine;
use super::timers::Waiter;
use super::world::World;
use crate::trace::{Cause, Kind, ResourceId, TaskId, Wait};
use std::any::Any;
use std::cell::{Cell, RefCell};
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::rc::{Rc, Weak};
use std::task::{Context, Poll};

/// What a request brings: a text, or why there is none.
pub type Answer = Result<String, FetchError>;

/// Why a request brought no text. As words it goes on a sentence that names what was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FetchError {
    /// What was given is no address of the web.
    NoAddress,
    /// This machine is not connected.
    Offline,
    /// The page's own host did not answer.
    OwnHost,
    /// Another host did not answer, or does not let this page read its answers; browsers do not say which.
    OtherHost,
    /// The answer says that there is nothing, with this HTTP status.
    Status(u16),
    /// The answer broke off.
    BrokeOff,
    /// The answer is not text.
    NotText,
    /// Nothing can be fetched where the program runs.
    Nowhere,
    /// Nothing can be kept where the program runs.
    NoStorage,
    /// There is no room left to keep it.
    StorageFull,
}

impl fmt::Display for FetchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoAddress => write!(f, "what was given is not an address that can be fetched"),
            Self::Offline => write!(f, "this machine is offline"),
            Self::OwnHost => write!(f, "the page’s own host did not answer"),
            Self::OtherHost => write!(
                f,
                "no answer: the host cannot be reached, or it does not let other sites read its answers (CORS); \
                 browsers do not say which"
            ),
            Self::Status(status) => write!(f, "the host answered with status {status} instead of a text"),
            Self::BrokeOff => write!(f, "the answer broke off before its end"),
            Self::NotText => write!(f, "the answer is not text"),
            Self::Nowhere => write!(f, "nothing can be fetched here"),
            Self::NoStorage => write!(f, "this browser lets the page keep nothing"),
            Self::StorageFull => write!(f, "there is no room left for what this page keeps"),
        }
    }
}

/// What sends requests; a driver's own.
pub trait Fetcher {
    /// Takes what the program expects of the world: a virtual one answers with it, a real one pays no attention.
    fn assume(&self, _world: World) {}

    /// Sends a request. The answer goes to `reply`; dropping what is returned aborts the request.
    fn send(&self, address: &str, reply: Reply) -> Box<dyn Any>;

    /// Writes a text to where it lasts, in place of what was kept there under this name; the answer is empty. What is
    /// dropped is written all the same, or not.
    fn keep(&self, _name: &str, _text: &str, reply: Reply) -> Box<dyn Any> {
        reply.send(Err(FetchError::NoStorage));
        Box::new(())
    }
}

/// The requests of a run.
#[derive(Default)]
pub(super) struct Requests {
    fetcher: Option<Rc<dyn Fetcher>>,
    under_way: Cell<usize>,
}

impl Requests {
    pub(super) fn new(fetcher: Option<Rc<dyn Fetcher>>) -> Self {
        Self { fetcher, under_way: Cell::new(0) }
    }

    pub(super) fn assume(&self, world: World) {
        if let Some(fetcher) = &self.fetcher {
            fetcher.assume(world);
        }
    }

    /// Whether an answer may still come.
    pub(super) fn any(&self) -> bool {
        self.under_way.get() > 0
    }

    fn began(&self) {
        self.under_way.set(self.under_way.get() + 1);
    }

    fn ended(&self) {
        self.under_way.set(self.under_way.get().saturating_sub(1));
    }
}

/// Where an answer is left, and who waits for it.
struct Slot {
    engine: Weak<Engine>,
    id: ResourceId,
    task: TaskId,
    answer: RefCell<Option<Answer>>,
    waiter: RefCell<Option<Waiter>>,
}

/// Where a [`Fetcher`] sends an answer to.
pub struct Reply(Weak<Slot>);

impl Reply {
    /// Whether somebody still waits.
    pub fn is_wanted(&self) -> bool {
        self.0.strong_count() > 0
    }

    /// The number of the request: requests are numbered in the order they are made.
    pub fn number(&self) -> u32 {
        self.0.upgrade().map_or(0, |slot| slot.id.0)
    }

    /// The time, in nanoseconds of lesson time.
    pub fn now_ns(&self) -> u64 {
        self.0.upgrade().and_then(|slot| slot.engine.upgrade()).map_or(0, |engine| engine.read_clock())
    }

    /// Tells that the request was held back for a while until a connection was free, in nanoseconds of lesson time.
    pub fn was_held_back(&self, for_ns: u64) {
        let Some(slot) = self.0.upgrade() else { return };
        if let Some(engine) = slot.engine.upgrade() {
            engine.read_clock();
            engine.emit(slot.task, Kind::HeldBack { what: slot.id, for_ns });
        }
    }

    /// Hands the answer over and wakes who waits for it.
    pub fn send(self, answer: Answer) {
        let Some(slot) = self.0.upgrade() else { return };
        let Some(engine) = slot.engine.upgrade() else { return };
        engine.read_clock();
        engine.requests.ended();
        engine.emit(slot.task, Kind::Answered(slot.id));
        *slot.answer.borrow_mut() = Some(answer);
        let waiter = slot.waiter.borrow_mut().take();
        match waiter {
            Some(Waiter::Task(key)) => {
                engine.make_ready(key, Cause::Answer(slot.id));
                engine.inbox.ring();
            }
            Some(Waiter::Foreign(waker)) => {
                engine.wake_through(waker, |_| Cause::Answer(slot.id));
                engine.inbox.ring();
            }
            None => {}
        }
    }
}

/// A request; see [`super::Cx::fetch`] and [`super::Cx::keep`]. Dropping it aborts the request.
#[must_use = "nothing is asked for until this is awaited"]
pub struct Fetch {
    engine: Rc<Engine>,
    address: String,
    /// What is to be kept, where it is not an answer that is wanted.
    text: Option<String>,
    line: u32,
    state: State,
}

enum State {
    New,
    UnderWay { slot: Rc<Slot>, _request: Box<dyn Any> },
    Done,
}

impl Fetch {
    pub(super) fn new(engine: Rc<Engine>, address: &str, text: Option<&str>, line: u32) -> Self {
        Self { engine, address: address.to_owned(), text: text.map(str::to_owned), line, state: State::New }
    }

    /// Sends the request; `None` where nothing can be fetched.
    fn begin(&self) -> Option<State> {
        let fetcher = self.engine.requests.fetcher.clone()?;
        let what = if self.text.is_some() { "the storage" } else { &self.address };
        let (id, task) = (self.engine.new_resource(what), self.engine.running().unwrap_or(TaskId::ROOT));
        let engine = Rc::downgrade(&self.engine);
        let slot = Rc::new(Slot { engine, id, task, answer: RefCell::default(), waiter: RefCell::default() });
        self.engine.read_clock();
        self.engine.requests.began();
        self.engine.emit(task, Kind::RequestBegan(id));
        let reply = Reply(Rc::downgrade(&slot));
        let _request = match &self.text {
            Some(text) => fetcher.keep(&self.address, text, reply),
            None => fetcher.send(&self.address, reply),
        };
        Some(State::UnderWay { slot, _request })
    }
}

impl Future for Fetch {
    type Output = Answer;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Answer> {
        if let State::New = self.state {
            match self.begin() {
                Some(under_way) => self.state = under_way,
                None => return Poll::Ready(Err(FetchError::Nowhere)),
            }
        }
        let State::UnderWay { slot, .. } = &self.state else { return Poll::Pending };
        let answer = slot.answer.borrow_mut().take();
        if let Some(answer) = answer {
            self.state = State::Done;
            return Poll::Ready(answer);
        }
        let before = slot.waiter.replace(Some(self.engine.waiter(cx)));
        drop(before);
        self.engine.waits(Wait::Answer(slot.id), self.line);
        Poll::Pending
    }
}

impl Drop for Fetch {
    fn drop(&mut self) {
        if let State::UnderWay { slot, .. } = &self.state
            && slot.answer.borrow().is_none()
        {
            self.engine.read_clock();
            self.engine.requests.ended();
            self.engine.emit(slot.task, Kind::Aborted(slot.id));
        }
    }
}

//! What a lesson's program asks of the world.

use super::work::Amount;
use super::{
    Action, Channel, Coroutine, Engine, Fetch, Lock, Memory, Role, Semaphore, Shared, Sleep, Task, Timeout, Work,
    Worker, World,
};
use crate::trace::{TaskId, Wait};
use std::future::Future;
use std::panic::Location;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};
use std::time::Duration;

/// The context a lesson's program runs in: the same on the browser's clock and on the virtual one.
/// Durations are lesson time.
#[derive(Clone)]
pub struct Cx {
    engine: Rc<Engine>,
}

impl Cx {
    /// A context on an engine; for drivers.
    pub fn new(engine: Rc<Engine>) -> Self {
        Self { engine }
    }

    /// The time since the run began.
    pub fn now(&self) -> Duration {
        Duration::from_nanos(self.engine.read_clock())
    }

    /// Waits for `duration`; other tasks run meanwhile.
    #[track_caller]
    pub fn sleep(&self, duration: Duration) -> Sleep {
        Sleep::new(Rc::clone(&self.engine), duration, Location::caller().line())
    }

    /// Holds the task's processor for `duration`: no other task is polled on it.
    #[track_caller]
    pub fn work(&self, duration: Duration) -> Work {
        let nanos = Amount::Nanos(super::sleep::nanos(duration));
        Work::new(Rc::clone(&self.engine), nanos, Location::caller().line())
    }

    /// Computes a number of units on the task's processor; how long that takes is up to the machine.
    #[track_caller]
    pub fn compute(&self, units: u64) -> Work {
        Work::new(Rc::clone(&self.engine), Amount::Units(units), Location::caller().line())
    }

    /// Freezes the thread for `duration`, the page included; 2 s of real time at the most.
    #[track_caller]
    pub fn block(&self, duration: Duration) -> Work {
        let nanos = Amount::Frozen(super::sleep::nanos(duration));
        Work::new(Rc::clone(&self.engine), nanos, Location::caller().line())
    }

    /// Hands a task to the loop. Its handle gives what the task returns, and cancels it when dropped.
    #[track_caller]
    pub fn spawn<T: 'static>(&self, name: &str, task: impl Future<Output = T> + 'static) -> Task<T> {
        Task::spawn(&self.engine, name, task, Location::caller().line())
    }

    /// Gives a future a name, under which the trace tells when it is dropped and nobody has ever awaited it.
    #[track_caller]
    pub fn coroutine<F: Future>(&self, name: &str, body: F) -> Coroutine<F> {
        Coroutine::new(Rc::clone(&self.engine), name, body, Location::caller().line())
    }

    /// Lets every task that is ready go first.
    #[track_caller]
    pub fn yield_now(&self) -> YieldNow<'_> {
        YieldNow { engine: &self.engine, line: Location::caller().line(), yielded: false }
    }

    /// Gives `future` at most `duration`. What is ready by then counts.
    #[track_caller]
    pub fn timeout<F: Future>(&self, duration: Duration, future: F) -> Timeout<F> {
        Timeout::new(future, self.sleep(duration))
    }

    /// Asks for the text at an address, and waits for the answer; other tasks run meanwhile.
    #[track_caller]
    pub fn fetch(&self, address: &str) -> Fetch {
        Fetch::new(Rc::clone(&self.engine), address, None, Location::caller().line())
    }

    /// Writes a text to where it lasts, in place of what was kept there under this name, and waits until it is there;
    /// other tasks run meanwhile. The answer is empty.
    #[track_caller]
    pub fn keep(&self, name: &str, text: &str) -> Fetch {
        Fetch::new(Rc::clone(&self.engine), name, Some(text), Location::caller().line())
    }

    /// Starts a worker: a thread of its own, with memory of its own. Dropping it ends it.
    #[track_caller]
    pub fn worker(&self, name: &str) -> Worker {
        Worker::start(Rc::clone(&self.engine), name, Location::caller().line())
    }

    /// How many units a worker computes in `duration`, alone on a core of this machine. Work is counted, so that workers
    /// that share a core take longer for it.
    pub fn units(&self, duration: Duration) -> u64 {
        let unit_ns = self.engine.staff.workers.as_ref().map_or(1_000.0, |workers| workers.unit_ns());
        (duration.as_nanos() as f64 / unit_ns).round() as u64
    }

    /// The program's own memory, of which no worker has any part.
    pub fn memory(&self) -> Memory {
        self.engine.staff.workers.as_ref().map_or_else(|| Memory::nominal(Role::Main), |workers| workers.memory())
    }

    /// Says what the program expects of the world: what is fetched on the virtual clock, and on how many cores workers
    /// run there. The real clock has the real world, and pays no attention.
    pub fn assume(&self, world: World) {
        if let Some(workers) = &self.engine.staff.workers {
            workers.assume(&world);
        }
        self.engine.requests.assume(world);
    }

    /// A lock around a value.
    pub fn lock<T>(&self, name: &str, value: T) -> Lock<T> {
        Lock::new(Rc::clone(&self.engine), name, value)
    }

    /// A value that tasks share without a lock.
    pub fn shared<T: Clone>(&self, name: &str, value: T) -> Shared<T> {
        Shared::new(Rc::clone(&self.engine), name, value)
    }

    /// A semaphore with a number of permits.
    pub fn semaphore(&self, name: &str, permits: usize) -> Semaphore {
        Semaphore::new(Rc::clone(&self.engine), name, permits, Wait::Permit)
    }

    /// A channel with room for a number of messages, at least one.
    pub fn channel<T>(&self, name: &str, room: usize) -> Channel<T> {
        Channel::new(Rc::clone(&self.engine), name, room)
    }

    /// Prints a line in the lesson's output.
    #[track_caller]
    pub fn print(&self, line: impl Into<String>) {
        self.engine.print(line.into(), Location::caller().line());
    }

    /// Waits for what the visitor does next: which of the lesson's actions it is. On the virtual clock nobody does
    /// anything.
    #[track_caller]
    pub fn action(&self) -> Action {
        Action::new(Rc::clone(&self.engine), Location::caller().line())
    }

    /// Waits until the run is asked to stop. A program that waits for this is given a moment to close
    /// what it opened; one that does not is ended at once.
    #[track_caller]
    pub fn stopped(&self) -> Stopped {
        Stopped { engine: Rc::clone(&self.engine), line: Location::caller().line(), ticket: None }
    }
}

/// A pause in which every task that is ready goes first; see [`Cx::yield_now`].
#[must_use = "nothing yields until this is awaited"]
pub struct YieldNow<'a> {
    engine: &'a Engine,
    line: u32,
    yielded: bool,
}

impl Future for YieldNow<'_> {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        if self.yielded {
            return Poll::Ready(());
        }
        self.yielded = true;
        self.engine.give_way(cx, self.line);
        Poll::Pending
    }
}

/// A wait for the run to be stopped; see [`Cx::stopped`]. Dropping it stops listening.
#[must_use = "nothing waits until this is awaited"]
pub struct Stopped {
    engine: Rc<Engine>,
    line: u32,
    ticket: Option<(u64, TaskId)>,
}

impl Future for Stopped {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        if self.engine.stop.asked.get() {
            return Poll::Ready(());
        }
        let waiter = self.engine.waiter(cx);
        match self.ticket {
            Some((ticket, _)) => {
                self.engine.stop.waiters.update(ticket, waiter);
            }
            None => {
                let task = self.engine.running().unwrap_or(TaskId::ROOT);
                self.ticket = Some((self.engine.stop.waiters.join(waiter), task));
            }
        }
        self.engine.waits(Wait::Stop, self.line);
        Poll::Pending
    }
}

impl Drop for Stopped {
    fn drop(&mut self) {
        if let Some((ticket, task)) = self.ticket
            && self.engine.stop.waiters.leave(ticket)
        {
            self.engine.gave_up(task, Wait::Stop);
        }
    }
}

//! Real workers: a thread each, with memory of their own.

mod hand;
mod lock;
mod patience;
mod program;

use super::Clock;
use super::turner::Time;
use crate::runtime::{Job, Line, Lost, Memory, News, Parcel, Remote, Role, Workers};
use hand::Hand;
use program::WorkerProgram;
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

/// What starts the workers of a page's runs.
pub struct Starter {
    program: WorkerProgram,
    clock: Clock,
    /// How long a worker takes for one unit, alone on a core, in nanoseconds of real time.
    unit_ns: Cell<f64>,
    /// How wrong the times of the last worker could be on the page's axis, in milliseconds.
    clocks_ms: Cell<f64>,
    /// Workers that were started before the run that will use them.
    warm: RefCell<Vec<Rc<Hand>>>,
}

impl Starter {
    /// Fetches the program of the workers; none is started yet.
    ///
    /// # Errors
    /// A sentence, where it is not there or cannot be used.
    pub async fn load() -> Result<Rc<Self>, String> {
        let clock = Clock::new().ok_or("this browser has no clock to measure with")?;
        let program = WorkerProgram::load().await?;
        let (unit_ns, clocks_ms) = (Cell::new(1_000.0), Cell::new(f64::INFINITY));
        Ok(Rc::new(Self { program, clock, unit_ns, clocks_ms, warm: RefCell::default() }))
    }

    /// Tells how long a worker takes for one unit, alone on a core, in nanoseconds of real time.
    pub fn set_unit_ns(&self, unit_ns: f64) {
        self.unit_ns.set(unit_ns);
    }

    /// How far apart the clocks of page and workers may be, in milliseconds; infinite before a worker has been heard.
    pub fn clocks_ms(&self) -> f64 {
        self.clocks_ms.get()
    }

    /// Starts workers beforehand, and waits until they can take jobs: the next ones that a program asks for are these.
    ///
    /// # Errors
    /// A sentence, where one does not start.
    pub async fn warm_up(&self, count: usize) -> Result<(), String> {
        for _ in 0..count {
            let hand = self.start().map_err(|why| why.to_string())?;
            self.warm.borrow_mut().push(hand);
        }
        let hands = self.warm.borrow().clone();
        for hand in hands {
            hand.ready().await;
            hand.lost().map_or(Ok(()), |why| Err(why.to_string()))?;
        }
        Ok(())
    }

    /// Ends the workers that were started beforehand and that nobody has asked for.
    pub fn cool_down(&self) {
        self.warm.take();
    }

    fn start(&self) -> Result<Rc<Hand>, Lost> {
        Hand::start(&self.program, self.clock.clone())
    }

    /// The first of those started beforehand.
    fn warm_one(&self) -> Option<Rc<Hand>> {
        let mut warm = self.warm.borrow_mut();
        if warm.is_empty() { None } else { Some(warm.remove(0)) }
    }
}

/// The workers of one run.
pub(super) struct BrowserWorkers {
    starter: Rc<Starter>,
    time: Rc<Time>,
    hands: RefCell<Vec<Weak<Hand>>>,
}

impl BrowserWorkers {
    pub fn new(starter: Rc<Starter>, time: Rc<Time>) -> Self {
        Self { starter, time, hands: RefCell::default() }
    }
}

impl Workers for BrowserWorkers {
    fn unit_ns(&self) -> f64 {
        self.starter.unit_ns.get() * self.time.lesson_ns_per_ms / 1e6
    }

    fn memory(&self) -> Memory {
        Memory::own(Role::Main)
    }

    fn start(&self, line: Line) -> Box<dyn Remote> {
        let hand = match self.starter.warm_one() {
            Some(hand) => Ok(hand),
            None => self.starter.start(),
        };
        match &hand {
            Ok(hand) => {
                self.hands.borrow_mut().push(Rc::downgrade(hand));
                hand.employ(line, Rc::clone(&self.time));
            }
            Err(why) => line.tell(line.now_ns(), News::Lost(why.clone())),
        }
        Box::new(RealWorker { hand: hand.ok(), starter: Rc::clone(&self.starter) })
    }

    fn dismiss(&self) {
        let hands = self.hands.take();
        hands.iter().filter_map(Weak::upgrade).for_each(|hand| hand.end());
    }
}

/// A real worker; dropping it ends it.
struct RealWorker {
    hand: Option<Rc<Hand>>,
    starter: Rc<Starter>,
}

impl Remote for RealWorker {
    fn give(&self, job: Job, parcel: Parcel) {
        if let Some(hand) = &self.hand {
            hand.give(&job, parcel, job.units() as f64 * self.starter.unit_ns.get() / 1e6);
        }
    }
}

impl Drop for RealWorker {
    fn drop(&mut self) {
        if let Some(hand) = &self.hand {
            self.starter.clocks_ms.set(hand.error_ms());
        }
    }
}

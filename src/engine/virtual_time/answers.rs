//! Requests on the virtual clock: answers that are known, and come when they are due.

use super::{Machine, Requests};
use crate::runtime::{Answer, Fetcher, Random, Reply, World};
use std::any::Any;
use std::cell::RefCell;
use std::cmp::Ordering;
use std::collections::BinaryHeap;
use std::rc::Rc;

/// The answers on their way.
pub(super) struct Answers {
    world: RefCell<World>,
    on_the_way: RefCell<BinaryHeap<Due>>,
    costs: RefCell<Costs>,
    storage: RefCell<Costs>,
}

/// What real requests cost on the machine.
struct Costs {
    requests: Requests,
    speed: f64,
    random: Random,
    /// When the latest answer is due, in nanoseconds of lesson time.
    latest_ns: Option<u64>,
}

impl Costs {
    /// When the answer to a request comes that would come at `due_ns` if it cost nothing.
    fn add(&mut self, due_ns: u64) -> u64 {
        let lesson_ns = |real_ns: f64| (real_ns * self.speed) as u64;
        let alone_ns = due_ns.saturating_add(lesson_ns(self.requests.alone.draw(&mut self.random)));
        let apart_ns = lesson_ns(self.requests.apart_ns);
        let due_ns = match self.latest_ns {
            Some(latest_ns) if apart_ns > 0 => alone_ns.max(latest_ns.saturating_add(apart_ns)),
            _ => alone_ns,
        };
        self.latest_ns = self.latest_ns.max(Some(due_ns));
        due_ns
    }
}

impl Answers {
    pub(super) fn new(machine: &Machine, seed: u64) -> Rc<Self> {
        let costs = |requests: &Requests, stream| {
            let random = Random::new(seed, stream);
            RefCell::new(Costs { requests: requests.clone(), speed: machine.speed, random, latest_ns: None })
        };
        Rc::new(Self {
            world: RefCell::default(),
            on_the_way: RefCell::default(),
            costs: costs(&machine.requests, u64::MAX - 1),
            storage: costs(&machine.storage, u64::MAX - 2),
        })
    }

    fn answer_at(&self, due_ns: u64, answer: Answer, reply: Reply) -> Box<dyn Any> {
        let order = reply.number();
        self.on_the_way.borrow_mut().push(Due { due_ns, order, reply, answer });
        // An answer nobody waits for any more is passed over: there is nothing to abort.
        Box::new(())
    }

    /// When the next answer comes that somebody waits for, in nanoseconds of lesson time.
    #[inline]
    pub(super) fn next(&self) -> Option<u64> {
        let mut on_the_way = self.on_the_way.borrow_mut();
        while let Some(next) = on_the_way.peek() {
            if next.reply.is_wanted() {
                return Some(next.due_ns);
            }
            on_the_way.pop();
        }
        None
    }

    /// Hands the next answer over.
    pub(super) fn deliver(&self) {
        let next = self.on_the_way.borrow_mut().pop();
        if let Some(Due { reply, answer, .. }) = next {
            reply.send(answer);
        }
    }
}

impl Fetcher for Answers {
    fn assume(&self, world: World) {
        *self.world.borrow_mut() = world;
    }

    fn send(&self, address: &str, reply: Reply) -> Box<dyn Any> {
        let world = self.world.borrow().clone();
        let latency_ns = u64::try_from(world.latency().as_nanos()).unwrap_or(u64::MAX);
        let due_ns = self.costs.borrow_mut().add(reply.now_ns().saturating_add(latency_ns));
        self.answer_at(due_ns, world.answer(address), reply)
    }

    fn keep(&self, _name: &str, _text: &str, reply: Reply) -> Box<dyn Any> {
        let due_ns = self.storage.borrow_mut().add(reply.now_ns());
        self.answer_at(due_ns, Ok(String::new()), reply)
    }
}

/// An answer on its way.
struct Due {
    due_ns: u64,
    /// Of answers that are due at the same time, the one asked for first comes first.
    order: u32,
    reply: Reply,
    answer: Answer,
}

impl Ord for Due {
    fn cmp(&self, other: &Self) -> Ordering {
        (other.due_ns, other.order).cmp(&(self.due_ns, self.order))
    }
}

impl PartialOrd for Due {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Due {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Due {}

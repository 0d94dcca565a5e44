//! Workers on the virtual clock: jobs whose steps are counted and not computed, on cores that are handed over.

use super::cores::{Cores, Move};
use super::{Crew, Machine};
use crate::runtime::{Job, Line, Lost, Memory, News, Parcel, Random, Remote, Role, Workers, World};
use simul_jobs::{Script, Step};
use std::cell::RefCell;
use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};
use std::rc::Rc;

/// The workers of a virtual run.
pub(super) struct VirtualWorkers(RefCell<State>);

struct State {
    crew: Crew,
    speed: f64,
    random: Random,
    cores: Cores,
    /// How many workers there are that have started beforehand.
    warm: usize,
    hands: Vec<Option<Hand>>,
    /// What is on its way: when it arrives, in which order it was sent, and its place in `sent`.
    due: BinaryHeap<Reverse<(u64, usize)>>,
    sent: Vec<Option<(usize, Sent)>>,
}

/// A worker.
struct Hand {
    line: Line,
    memory: Memory,
    doing: Doing,
    jobs: VecDeque<(Job, u64)>,
}

enum Doing {
    Starting,
    Nothing,
    Job(Script),
}

/// Something on its way between the page and a worker.
enum Sent {
    /// It is to start; a warm one has done so beforehand.
    Start { warm: bool },
    /// A job, and how long the worker takes to unpack what came with it, in nanoseconds of lesson time.
    Job(Job, u64),
    /// Something that happened at a time.
    News(u64, News),
}

/// What is to be told, once nothing is borrowed.
type Told = Vec<(Line, u64, News)>;

impl VirtualWorkers {
    pub(super) fn new(machine: &Machine, seed: u64) -> Rc<Self> {
        let crew = machine.crew.clone();
        let quantum_ns = (crew.quantum_ns * machine.speed) as u64;
        Rc::new(Self(RefCell::new(State {
            cores: Cores::new(crew.cores.unwrap_or(1).max(1), quantum_ns),
            crew,
            warm: 0,
            speed: machine.speed,
            random: Random::new(seed, u64::MAX - 2),
            hands: Vec::new(),
            due: BinaryHeap::new(),
            sent: Vec::new(),
        })))
    }

    /// When something happens next, in nanoseconds of lesson time.
    #[inline]
    pub(super) fn next(&self) -> Option<u64> {
        let state = self.0.borrow();
        if state.hands.is_empty() {
            return None;
        }
        let due = state.due.peek().map(|Reverse((due_ns, _))| *due_ns);
        [due, state.cores.next()].into_iter().flatten().min()
    }

    /// Lets it happen; it is that time now.
    pub(super) fn turn(&self, now_ns: u64) {
        let mut told = Vec::new();
        self.0.borrow_mut().turn(now_ns, &mut told);
        for (line, at_ns, news) in told {
            line.tell(at_ns, news);
        }
    }
}

impl State {
    fn lesson_ns(&self, real_ns: f64) -> u64 {
        (real_ns * self.speed) as u64
    }

    fn send(&mut self, due_ns: u64, who: usize, sent: Sent) {
        self.due.push(Reverse((due_ns, self.sent.len())));
        self.sent.push(Some((who, sent)));
    }

    fn turn(&mut self, now_ns: u64, told: &mut Told) {
        let arrived = self.due.peek().is_some_and(|Reverse((due_ns, _))| *due_ns <= now_ns);
        if arrived && let Some(Reverse((_, place))) = self.due.pop() {
            if let Some((who, sent)) = self.sent.get_mut(place).and_then(Option::take) {
                self.arrive(who, sent, now_ns, told);
            }
            return;
        }
        let mut moves = Vec::new();
        self.cores.turn(now_ns, &mut moves);
        self.follow(&moves, now_ns, told);
    }

    fn arrive(&mut self, who: usize, sent: Sent, now_ns: u64, told: &mut Told) {
        let Some(hand) = self.hands.get_mut(who).and_then(Option::as_mut) else { return };
        match sent {
            Sent::News(at_ns, news) => told.push((hand.line.clone(), at_ns, news)),
            Sent::Start { warm } => {
                let real_ns = if warm { 0.0 } else { self.crew.starting.draw(&mut self.random) };
                self.need(who, self.lesson_ns(real_ns), now_ns, told);
            }
            Sent::Job(job, unpacking_ns) => {
                hand.jobs.push_back((job, unpacking_ns));
                if matches!(hand.doing, Doing::Nothing) {
                    self.begin(who, now_ns, told);
                }
            }
        }
    }

    /// A worker needs a core, or goes on without one where it needs none.
    fn need(&mut self, who: usize, nanos: u64, now_ns: u64, told: &mut Told) {
        let mut moves = Vec::new();
        self.cores.need(who, nanos, now_ns, &mut moves);
        self.follow(&moves, now_ns, told);
    }

    fn follow(&mut self, moves: &[Move], now_ns: u64, told: &mut Told) {
        for step in moves {
            let (Move::Runs(who) | Move::Stands(who) | Move::Done(who)) = *step;
            let Some(hand) = self.hands.get(who).and_then(Option::as_ref) else { continue };
            match step {
                Move::Done(_) => self.go_on(who, now_ns, told),
                // What it takes to start is no running of the program's.
                _ if matches!(hand.doing, Doing::Starting) => {}
                Move::Runs(_) => told.push((hand.line.clone(), now_ns, News::Runs)),
                Move::Stands(_) => told.push((hand.line.clone(), now_ns, News::Stands)),
            }
        }
    }

    /// Whether no other worker has anything to do.
    fn is_alone(&self, who: usize) -> bool {
        let mut others = self.hands.iter().enumerate().filter(|(other, _)| *other != who);
        others.all(|(_, hand)| hand.as_ref().is_none_or(|hand| matches!(hand.doing, Doing::Nothing)))
    }

    /// Takes the next job, if there is one.
    fn begin(&mut self, who: usize, now_ns: u64, told: &mut Told) {
        let Some(hand) = self.hands.get_mut(who).and_then(Option::as_mut) else { return };
        let Some((job, unpacking_ns)) = hand.jobs.pop_front() else { return hand.doing = Doing::Nothing };
        hand.doing = Doing::Job(Script::new(job));
        self.need(who, unpacking_ns, now_ns, told);
    }

    /// A worker has had what it needed of a core: goes on to the next step that takes time.
    fn go_on(&mut self, who: usize, now_ns: u64, told: &mut Told) {
        let message_ns = self.lesson_ns(self.crew.message_ns);
        loop {
            let Some(hand) = self.hands.get_mut(who).and_then(Option::as_mut) else { return };
            let Doing::Job(script) = &mut hand.doing else {
                told.push((hand.line.clone(), now_ns, News::Ready));
                return self.begin(who, now_ns, told);
            };
            let news = match script.next(&mut hand.memory) {
                Step::Compute(units) => {
                    let crowded = if self.is_alone(who) { 1.0 } else { self.crew.crowded };
                    let nanos = self.lesson_ns(units as f64 * self.crew.unit_ns * crowded);
                    return self.need(who, nanos, now_ns, told);
                }
                Step::Print(line) => News::Printed(line),
                Step::Done(answer) => News::Done(answer),
                Step::Hang => News::Lost(Lost::Silent),
                Step::Panic => News::Lost(Lost::Panicked("the job panicked, as it was asked to".to_owned())),
            };
            let over = !matches!(news, News::Printed(_));
            self.send(now_ns.saturating_add(message_ns), who, Sent::News(now_ns, news));
            if over {
                return self.begin(who, now_ns, told);
            }
        }
    }
}

impl Workers for Rc<VirtualWorkers> {
    fn assume(&self, world: &World) {
        let mut state = self.0.borrow_mut();
        state.warm = world.warm();
        if state.crew.cores.is_none() {
            state.cores.count = world.cores().max(1);
        }
    }

    fn unit_ns(&self) -> f64 {
        let state = self.0.borrow();
        state.crew.unit_ns * state.speed
    }

    fn memory(&self) -> Memory {
        Memory::nominal(Role::Main)
    }

    fn start(&self, line: Line) -> Box<dyn Remote> {
        let mut state = self.0.borrow_mut();
        line.spend(state.lesson_ns(state.crew.asking_ns));
        let (who, now_ns) = (state.hands.len(), line.now_ns());
        let hand = Hand { line, memory: Memory::nominal(Role::Started), doing: Doing::Starting, jobs: VecDeque::new() };
        state.hands.push(Some(hand));
        let warm = state.warm > 0;
        state.warm = state.warm.saturating_sub(1);
        state.send(now_ns, who, Sent::Start { warm });
        Box::new(VirtualWorker { workers: Rc::clone(self), who })
    }
}

/// A worker on the virtual clock; dropping it ends it.
struct VirtualWorker {
    workers: Rc<VirtualWorkers>,
    who: usize,
}

impl Remote for VirtualWorker {
    fn give(&self, job: Job, parcel: Parcel) {
        let mut state = self.workers.0.borrow_mut();
        let Some(hand) = state.hands.get(self.who).and_then(Option::as_ref) else { return };
        let line = hand.line.clone();
        let copied = if parcel.transferred { 0.0 } else { parcel.bytes as f64 };
        let making_ns = parcel.bytes as f64 * state.crew.making_ns_per_byte;
        line.spend(state.lesson_ns(making_ns + copied * state.crew.sending_ns_per_byte));
        let unpacking_ns = state.lesson_ns(copied * state.crew.receiving_ns_per_byte);
        let due_ns = line.now_ns().saturating_add(state.lesson_ns(state.crew.message_ns));
        state.send(due_ns, self.who, Sent::Job(job, unpacking_ns));
    }
}

impl Drop for VirtualWorker {
    fn drop(&mut self) {
        let mut told = Vec::new();
        let mut state = self.workers.0.borrow_mut();
        let hand = state.hands.get_mut(self.who).and_then(Option::take);
        if let Some(hand) = &hand {
            let (mut moves, now_ns) = (Vec::new(), hand.line.now_ns());
            state.cores.leave(self.who, now_ns, &mut moves);
            state.follow(&moves, now_ns, &mut told);
        }
        drop(state);
        for (line, at_ns, news) in told {
            line.tell(at_ns, news);
        }
    }
}

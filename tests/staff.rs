//! Whatever becomes of workers: every job has one answer, and no worker outlives its run.

#![cfg(not(target_arch = "wasm32"))]

use simul::lessons::{Entry, Variant, entries};
use simul::params::Values;
use simul::runtime::{
    Cx, Engine, Job, Line, Lost, Memory, News, Outcome, Parcel, Random, Remote, Role, Settings, Task, Workers,
};
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// Workers that do what the test tells them.
#[derive(Default)]
struct Office {
    lines: RefCell<Vec<Line>>,
    jobs: Cell<usize>,
    /// How many workers there are now.
    alive: Rc<Cell<usize>>,
}

struct Clerk {
    office: Rc<Office>,
}

/// What the engine knows of the office.
struct Door(Rc<Office>);

impl Workers for Door {
    fn unit_ns(&self) -> f64 {
        1_000.0
    }

    fn memory(&self) -> Memory {
        Memory::nominal(Role::Main)
    }

    fn start(&self, line: Line) -> Box<dyn Remote> {
        self.0.lines.borrow_mut().push(line);
        self.0.alive.set(self.0.alive.get() + 1);
        Box::new(Clerk { office: Rc::clone(&self.0) })
    }
}

impl Remote for Clerk {
    fn give(&self, _job: Job, _parcel: Parcel) {
        self.office.jobs.set(self.office.jobs.get() + 1);
    }
}

impl Drop for Clerk {
    fn drop(&mut self) {
        self.office.alive.set(self.office.alive.get() - 1);
    }
}

/// A program turned by hand.
struct Turned {
    engine: Rc<Engine>,
    office: Rc<Office>,
    root: Task<Outcome>,
}

impl Turned {
    fn new(settings: &[(&str, &str)], variant: &str) -> Self {
        let office = Rc::new(Office::default());
        let workers: Rc<dyn Workers> = Rc::new(Door(Rc::clone(&office)));
        let engine = Engine::new(Settings { workers: Some(workers), collect: Some(10_000), ..Settings::default() });
        let cx = Cx::new(Rc::clone(&engine));
        let root = cx.spawn("main", (lesson().run)(&values(settings), named(variant), cx.clone()));
        let turned = Self { engine, office, root };
        turned.turn();
        turned
    }

    fn turn(&self) {
        while self.engine.poll_one() || self.engine.next_deadline() == Some(0) && self.engine.fire_due() {}
    }

    fn tell(&self, worker: usize, news: News) {
        let line = self.office.lines.borrow()[worker].clone();
        line.tell(line.now_ns(), news);
        self.turn();
    }

    fn started(&self) -> usize {
        self.office.lines.borrow().len()
    }

    fn lines_with(&self, part: &str) -> usize {
        let count = |collected: &simul::trace::Collector| {
            collected.output_after(0).iter().filter(|line| line.text.contains(part)).count()
        };
        self.engine.collected(count).expect("collected")
    }

    /// Ends the run as a page does; how many workers are left.
    fn end(self) -> usize {
        drop(self.root);
        self.engine.clear();
        let alive = Rc::clone(&self.office.alive);
        assert!(!self.engine.awaits_outside(), "a job is still under way");
        alive.get()
    }
}

fn lesson() -> &'static Entry {
    entries().find(|entry| entry.meta.slug == "processes").expect("the lesson exists")
}

fn named(name: &str) -> Variant {
    *lesson().meta.variants.iter().find(|variant| variant.name == name).expect("the variant exists")
}

fn values(settings: &[(&str, &str)]) -> Values {
    let mut values = Values::defaults(lesson().fields);
    for (name, text) in settings {
        assert_eq!(values.set(name, text), None, "{name}");
    }
    values
}

/// So many names; there is one process more than that.
fn names(count: usize) -> String {
    vec!["x"; count].join(",")
}

/// What is left, in an order of its own.
fn shuffled(count: usize, random: &mut Random) -> Vec<usize> {
    let mut left: Vec<usize> = (0..count).collect();
    (0..count).map(|_| left.swap_remove(random.below(left.len()))).collect()
}

#[test]
fn fifty_workers_that_are_ended_in_the_middle_of_their_jobs_are_fifty_failures() {
    let turned = Turned::new(&[("names", &names(49))], "together");
    assert_eq!((turned.started(), turned.office.jobs.get()), (50, 50));
    (0..50).for_each(|worker| turned.tell(worker, News::Ready));
    (0..50).for_each(|worker| turned.tell(worker, News::Runs));
    for worker in shuffled(50, &mut Random::new(1, 1)) {
        assert!(!turned.root.is_finished());
        turned.tell(worker, News::Lost(Lost::Killed));
    }
    assert_eq!(turned.lines_with("ended from outside the page"), 50);
    assert!(turned.root.is_finished(), "nobody waits for an answer that cannot come");
    assert_eq!(turned.end(), 0);
}

#[test]
fn runs_that_are_started_and_stopped_at_any_time_leave_no_worker() {
    for seed in 0..200 {
        let mut random = Random::new(seed, 1);
        let (count, pool) = (random.below(20), random.below(5).to_string());
        let variant = ["together", "one-by-one"][random.below(2)];
        let turned = Turned::new(&[("names", &names(count)), ("pool", &pool)], variant);
        for _ in 0..random.below(60) {
            let news = match random.below(5) {
                0 => News::Ready,
                1 => News::Runs,
                2 => News::Done("counter 1".to_owned()),
                3 => News::Lost(Lost::Killed),
                _ => News::Lost(Lost::Silent),
            };
            turned.tell(random.below(turned.started()), news);
        }
        assert_eq!(turned.end(), 0, "seed {seed}");
    }
}

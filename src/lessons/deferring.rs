//! Deferring: a function is a value, handed over now and called when a wait has ended.
//!
//! It shows what comes before `async` and `await`: a program that has to wait need not stand still. It says what is to
//! be done when the wait ends, by handing a function over, and goes on with the next operation.

pub mod order;

use super::feeds;
use super::{Explanation, Game, Honesty, Item, Lesson, List, Listing, Meta, Try, Variant, Words};
use crate::params::{Field, Params};
use crate::predict::{grouped, say, seconds};
use crate::runtime::{Cx, Outcome, Random, Task, World, gather};
use std::time::Duration;

/// Deferring.
pub struct Deferring;

/// The functions that are handed over.
static CALLBACKS: List = List {
    title: "The callbacks, as they are handed over",
    field: "order",
    items: |values| {
        let p = Setting::from_values(values);
        let item = |i: u64| {
            let text = format!("operation {i} is done after {}", say(wait(&p, i)));
            Item { number: i, name: format!("operation {i}"), text }
        };
        in_order(&p).into_iter().map(item).collect()
    },
};

const BLOCKING: Variant = Variant {
    name: "blocking",
    label: "Blocking",
    summary: "Each operation is waited for before the next one begins, and the thread stands still meanwhile.",
};

const DEFERRED: Variant = Variant {
    name: "deferred",
    label: "Deferred",
    summary: "All operations begin at once; each has a function that is called when its wait has ended.",
};

/// The longest wait of one operation: longer than this no call may freeze the page.
const LONGEST: Duration = Duration::from_secs(2);

/// The most operations there can be.
const MOST: u64 = 100;

crate::choice! {
    /// What an operation waits for.
    pub enum Io {
        /// A timer.
        Timer = "timer", "a timer";
        /// A request, and then a timer.
        Request = "request", "a request, and then a timer";
        /// This machine's storage, and then a timer.
        Storage = "storage", "storage, and then a timer";
    }
}

crate::choice! {
    /// What is handed over.
    pub enum HandOver {
        /// The function.
        Function = "f", "f, the function";
        /// What it returns.
        Result = "f()", "f(), what it returns";
    }
}

crate::params! {
    /// The parameters of deferring.
    pub struct Setting {
        /// How many operations there are.
        operations: u64 = Field::count(5, 1, MOST).label("Operations")
            .help("How many operations there are. Each has to wait, and then its function is to be called."),
        /// How long an operation waits.
        wait: Duration = Field::milliseconds(1_000, 0, 2_000).label("Wait")
            .help("How long an operation has to wait."),
        /// How much waits vary.
        spread: f64 = Field::number(0.0, 0.0, 1.0).label("Spread of waits")
            .help("0: all waits are equally long. 1: exponential, most are short and a few long; none is longer than \
                   2 s."),
        /// What an operation waits for.
        io: Io = Field::choice(Io::CHOICES).label("It waits for")
            .help("A request asks the site itself for a small file; storage writes a line to this machine’s disk. Either \
                   takes some milliseconds, and the wait comes after it."),
        /// What is handed over.
        hand_over: HandOver = Field::choice(HandOver::CHOICES).label("Handed over is")
            .help("f is a function. f() is what comes back when it is called, and it is called on the spot."),
        /// The order in which the operations begin.
        order: Vec<u64> = Field::order(MOST).label("Order")
            .help("The numbers of the operations in the order in which they begin, such as 3 1 2. Those that are left out \
                   come last."),
        /// The seed of the waits.
        seed: u64 = Field::count(1, 0, 4_294_967_295).label("Seed")
            .help("The same seed gives the same waits. It matters only when waits vary."),
    }
}

impl Lesson for Deferring {
    const META: Meta = Meta {
        slug: "deferring",
        title: "Deferring",
        summary: "Five waits of one second: 5 seconds if the program stands still, 1 second if it says what to call \
                  afterwards.",
        text: &[
            "A program that asks for something has to wait: for a timer, a disk, an answer. It can stand still until \
             then; that is called blocking. Or it can leave word what is to be done when the wait is over, and go on \
             with something else; that is deferring. What it leaves is a function. The event loop keeps it, and calls \
             it when the time has come: a callback.",
            "For that a function has to be a value. It can be kept in a variable, put in a list, and handed over, \
             like a number. `f` is the function itself. `f()` calls it, now, and stands for what it returns. So \
             `call_later(1, f)` calls f in one second. `call_later(1, f())` calls f at once and hands over its \
             result, which is None here; one second later there is nothing to call.",
            "No second thread is at work, and nothing is computed faster. Waiting is not work: while one operation \
             waits, the others can wait too.",
            "In which order are functions called that were handed over? The rules are few, and they are what all of `async` \
             is built on. At the end of this page there is a game about them.",
        ],
        switches: "The function itself, by returning. The event loop calls one function, and only when that has come \
                   to its end does it call the next; nobody is interrupted in the middle. It is the operating system \
                   that says when a timer is due or an answer has come.",
        honesty: Honesty::Modelled(
            "The event loop, the timers, the requests and the storage (IndexedDB) are real, and a blocking wait really \
             freezes this page. `fetch` and IndexedDB never block, though: there the blocking program \
             awaits the answer, with nothing else under way, and freezes for the wait that follows, which is added.",
        ),
        variants: &[BLOCKING, DEFERRED],
        tries: &[
            Try {
                text: "A hundred operations. How long do they take one after another, and how long deferred?",
                query: "operations=100&wait=0.2",
            },
            Try {
                text: "Hand over f() instead of f. When is “done” printed now, and what is left to be called when the \
                       wait has ended?",
                query: "hand_over=f()&operations=3&variant=deferred",
            },
            Try {
                text: "Begin with the last operation. All waits are equally long: whose function is called first?",
                query: "order=5+4+3+2+1&variant=deferred",
            },
            Try {
                text: "Waits that vary. Say in which order “done” will be printed before you run it. Does the order in \
                       which the functions were handed over still matter?",
                query: "spread=1&operations=6&variant=deferred",
            },
            Try {
                text: "Wait for requests, and for nothing more. Are the answers printed in the order in which they \
                       were asked for? Every time?",
                query: "io=request&wait=0&operations=30&variant=deferred",
            },
            Try {
                text: "Wait for this machine’s storage, and for nothing more. Thirty lines, one after another or all at \
                       once: does deferring gain as much as it did with timers?",
                query: "io=storage&wait=0&operations=30",
            },
            Try { text: "One operation only. What does deferring save now?", query: "operations=1&wait=2" },
        ],
        words: Words {
            processor: "the thread",
            running: "runs",
            ready: "ready",
            timer: "waits for a timer",
            waiting: "waits",
        },
        listings: &[
            include!(concat!(env!("OUT_DIR"), "/deferring.py.rs")),
            include!(concat!(env!("OUT_DIR"), "/deferring.rs.rs")),
        ],
    };

    const PROBE: Option<&'static str> = Some(feeds::PROBE);

    const GAME: Option<&'static Game> = Some(&order::GAME);

    const LIST: Option<&'static List> = Some(&CALLBACKS);

    const SHOWS_HEARTBEAT: bool = true;

    type Params = Setting;

    fn seed(p: &Setting) -> u64 {
        p.seed
    }

    /// Blocking, the sum of the waits; deferred, the longest of them. With equal waits that is `n·d` and `d`; with
    /// waits that vary, both are known from the seed.
    fn formula(p: &Setting, variant: Variant) -> Option<Duration> {
        let waits = waits(p);
        if variant == BLOCKING { Some(waits.iter().sum()) } else { waits.iter().max().copied() }
    }

    fn explain(p: &Setting) -> Explanation {
        Explanation { arithmetic: arithmetic(p), truths: truths(p) }
    }

    fn world(_: &Setting) -> World {
        // As quick as can be: what a real request takes is the machine's affair.
        World::new(Duration::ZERO, feeds::answer)
    }

    fn stores(p: &Setting) -> bool {
        p.io == Io::Storage
    }

    async fn run(p: Setting, variant: Variant, cx: Cx) -> Outcome {
        program(p, variant, cx).await;
        Ok(())
    }
}

// listing: the program
/// Begins every operation, and says what is to be called when it has ended.
async fn program(p: Setting, variant: Variant, cx: Cx) {
    let mut under_way = Vec::new();
    for i in in_order(&p) {
        let f = done(i, cx.clone()); // a function: nothing is printed yet
        let callback = match p.hand_over {
            HandOver::Function => Some(f), // the function is handed over
            HandOver::Result => {
                f(); // the function is called now, and its result is handed over: nothing to call
                None
            }
        };
        let operation = Operation { i, callback, wait: wait(&p, i), io: p.io };
        if variant == BLOCKING {
            operation.blocking(&cx).await;
        } else {
            under_way.push(operation.deferred(cx.clone()));
        }
    }
    cx.print("all handed over");
    gather(under_way).await;
}

/// The function that is to be called when operation `i` has ended.
fn done(i: u64, cx: Cx) -> impl FnOnce() {
    move || cx.print(format!("operation {i}: done"))
}

impl<F: FnOnce() + 'static> Operation<F> {
    /// Waits, and the whole thread waits with it.
    async fn blocking(self, cx: &Cx) {
        cx.print(format!("operation {}: begins", self.i));
        self.ask(cx).await;
        cx.block(self.wait).await;
        self.call(cx);
    }

    /// Says what is to be called when the wait has ended, and returns at once.
    fn deferred(self, cx: Cx) -> Task<()> {
        cx.print(format!("operation {}: begins", self.i));
        let name = format!("operation {}", self.i);
        cx.clone().spawn(&name, async move {
            self.ask(&cx).await;
            cx.sleep(self.wait).await; // the others wait at the same time
            self.call(&cx);
        })
    }

    /// Now the function is called, if it is one.
    fn call(self, cx: &Cx) {
        match self.callback {
            Some(f) => f(),
            None => cx.print(format!("operation {}: 'NoneType' object is not callable", self.i)),
        }
    }

    /// A real request, or a line really written, where that is what is waited for.
    async fn ask(&self, cx: &Cx) {
        let name = format!("operation {}", self.i);
        let answer = match self.io {
            Io::Timer => return,
            Io::Request => cx.fetch(feeds::PROBE).await,
            Io::Storage => cx.keep(&name, "done").await,
        };
        if let Err(why) = answer {
            cx.print(format!("{name}: {why}; only the timer is waited for"));
        }
    }
}
// listing: end

/// An operation: it waits, and then its function is called. Rust sees before the program runs that the result of `f()`
/// is no function; so that it can go wrong here as it does in Python, there need not be one.
struct Operation<F> {
    i: u64,
    callback: Option<F>,
    wait: Duration,
    io: Io,
}

/// The numbers of the operations, in the order in which they begin.
fn in_order(p: &Setting) -> Vec<u64> {
    let mut order = p.order.clone();
    order.retain(|i| *i <= p.operations);
    let left_out: Vec<u64> = (1..=p.operations).filter(|i| !order.contains(i)).collect();
    order.extend(left_out);
    order
}

/// How long operation `i` waits.
fn wait(p: &Setting, i: u64) -> Duration {
    Random::new(p.seed, i).around(p.wait, p.spread).min(LONGEST)
}

/// Where waits are shorter than this, what a write happens to take is seen in the whole.
const WRITING_SHOWS: Duration = Duration::from_millis(50);

/// How long each operation waits.
fn waits(p: &Setting) -> Vec<Duration> {
    (1..=p.operations).map(|i| wait(p, i)).collect()
}

fn arithmetic(p: &Setting) -> Vec<String> {
    let waits = waits(p);
    let (sum, longest): (Duration, _) = (waits.iter().sum(), waits.iter().max().copied().unwrap_or_default());
    if p.spread == 0.0 {
        let (n, each) = (grouped(p.operations), seconds(longest));
        return vec![
            format!("Blocking, one wait after another: {n} × {each} = {}.", seconds(sum)),
            format!("Deferred, all waits at the same time: {each}."),
        ];
    }
    // By chance they have nine digits after the point: three are said.
    vec![
        format!("The waits, with this seed: {}.", first(waits.iter().map(|wait| say(*wait)))),
        format!("Blocking, one wait after another: their sum, {}.", say(sum)),
        format!("Deferred, all waits at the same time: the longest, {}.", say(longest)),
    ]
}

/// The first few, and dots where there are more.
fn first(all: impl ExactSizeIterator<Item = String>) -> String {
    const FEW: usize = 6;
    let more = if all.len() > FEW { ", …" } else { "" };
    all.take(FEW).collect::<Vec<_>>().join(", ") + more
}

fn truths(p: &Setting) -> Vec<String> {
    let order = first(called(p).iter().map(u64::to_string));
    let what = if p.spread == 0.0 {
        "All waits are equally long, so deferred functions are called in the order in which they were handed over"
    } else {
        "The loop calls a function when its wait has ended, no matter when it was handed over"
    };
    let mut truths = vec![if p.hand_over == HandOver::Function {
        format!("{what}: {order}.")
    } else {
        "“Done” is printed before the operation even begins: the function is called to have something to hand over. \
         When the wait has ended there is only None, and None cannot be called."
            .to_owned()
    }];
    match p.io {
        Io::Timer => {}
        Io::Request => truths.push(
            "Theory knows only the waits. The requests come on top, some milliseconds each; and which answer comes \
             first is up to the host, so the order may be another one."
                .to_owned(),
        ),
        Io::Storage => truths.push(
            "Theory knows only the waits. Writing comes on top, some milliseconds each; and IndexedDB \
             writes into one store one after another, whoever waits for it."
                .to_owned(),
        ),
    }
    if p.io == Io::Storage && p.wait < WRITING_SHOWS {
        truths.push(
            "With waits as short as these there is little but writing, and how long that takes changes from one moment to \
             the next: the browser and the disk have other things to do. This machine’s prediction is what writing took \
             a moment ago. Nobody can know it better beforehand, and it can be off by half."
                .to_owned(),
        );
    }
    truths
}

/// The numbers of the operations, in the order in which their waits end; of equal ones, the one that began first.
fn called(p: &Setting) -> Vec<u64> {
    let (mut left, mut called) = (in_order(p), Vec::new());
    while let Some(next) = (0..left.len()).min_by_key(|at| wait(p, left[*at])) {
        called.push(left.remove(next));
    }
    called
}

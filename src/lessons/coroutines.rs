//! Coroutines: a generator that produces, a coroutine that also consumes, and an event loop made of nothing else.
//!
//! Lines come in, one at a time, and those that begin with a prefix are printed. A plain loop pulls them out of a
//! generator; or they are pushed into a coroutine; or into many of them, which a small round-robin gives their turns.

mod by_hand;
mod cost;
mod filter;
mod words;

pub use filter::{PrefixFilter, Print, Raised, State};

use super::{Costs, Explanation, Honesty, Lesson, Listing, Meta, Variant, Words};
use crate::params::Field;
use crate::runtime::{Cx, Outcome};
use std::collections::VecDeque;
use std::time::Duration;

/// The coroutines.
pub struct Coroutines;

const GENERATOR: Variant = Variant {
    name: "generator",
    label: "Pulled from a generator",
    summary: "A plain loop asks a generator for one line after another, and looks at each.",
};

const COROUTINE: Variant = Variant {
    name: "coroutine",
    label: "Pushed into a coroutine",
    summary: "The filter is primed, every line is sent into it, and it is closed.",
};

const ROUND_ROBIN: Variant = Variant {
    name: "round-robin",
    label: "Many, in turn",
    summary: "Many filters stand in a queue, and a loop of ten lines sends each of them every line.",
};

crate::choice! {
    /// Who drives the coroutine.
    pub enum Sender {
        /// The program, from the first line to the last.
        Program = "program", "the program";
        /// The learner.
        You = "you", "you, with buttons";
    }
}

crate::params! {
    /// The coroutines' parameters.
    pub struct Setting {
        /// What a line must begin with.
        prefix: String = Field::text("Dear", 40).label("Prefix")
            .help("What a line must begin with to be printed. Left empty, every line does."),
        /// The lines, parted by semicolons.
        lines: String = Field::text("James; Dear James; Dear reader; Yours, James", 500).label("Lines")
            .help("The lines that come in, with a semicolon between one and the next."),
        /// How long the next line is waited for.
        every: Duration = Field::milliseconds(500, 0, 10_000).label("A line comes after")
            .help("How long the next line is waited for, once it is asked for: a wait."),
        /// What taking a line costs.
        work: Duration = Field::milliseconds(100, 0, 2_000).label("Taking it costs")
            .help("How long a filter has to do with a line: work, and nobody else is served meanwhile."),
        /// How many filters the round-robin serves.
        filters: u64 = Field::count(3, 1, 100).label("Filters")
            .help("How many filters take turns, where there are many."),
        /// Who drives the coroutine.
        sender: Sender = Field::choice(Sender::CHOICES).label("Who sends")
            .help("With buttons you prime, send and close the one coroutine yourself, in any order; Stop ends it."),
    }
}

impl Setting {
    /// The lines, without what is empty between two semicolons.
    fn lines(&self) -> impl Iterator<Item = &str> {
        self.lines.split(';').map(str::trim).filter(|line| !line.is_empty())
    }

    /// How many filters a variant has.
    fn filters(&self, variant: Variant) -> u32 {
        if variant == ROUND_ROBIN { self.filters as u32 } else { 1 }
    }
}

impl Lesson for Coroutines {
    const META: Meta = Meta {
        slug: "coroutines",
        title: "Coroutines",
        summary: "A generator is asked for lines, a coroutine is sent them, and ten lines of program turn many \
                  coroutines into an event loop.",
        text: words::TEXT,
        switches: "The coroutine itself, at its yield, and whoever drives it, at next, send or close. Control goes \
                   to and fro between the two, like a ball; nobody is ever interrupted, and with the round-robin it \
                   is the loop that has the ball in between. The operating system only says when the next line is \
                   there.",
        honesty: Honesty::Modelled(
            "The filter is what a yield stands for, written out in Rust as a value that knows where it stopped, and \
             it is really sent every line. All of them live in one task of this page, as they would in one thread of \
             Python. That a line lets one wait is a timer; taking it keeps the page’s own thread busy for as long as \
             you say.",
        ),
        variants: &[GENERATOR, COROUTINE, ROUND_ROBIN],
        tries: words::TRIES,
        words: Words {
            processor: "The thread",
            running: "takes a line",
            ready: "ready",
            timer: "waits for a line",
            waiting: "waits",
        },
        listings: &[
            include!(concat!(env!("OUT_DIR"), "/coroutines.py.rs")),
            include!(concat!(env!("OUT_DIR"), "/coroutines.rs.rs")),
            include!(concat!(env!("OUT_DIR"), "/coroutines-filter.filter.rs.rs")),
        ],
    };

    const COSTS: Option<&'static Costs> = Some(&cost::COSTS);

    type Params = Setting;

    /// Exact: with `n` filters and `l` lines `l·(every + n·work)`. The wait for a line is one for all of them; the work
    /// is each one's own.
    fn formula(p: &Setting, variant: Variant) -> Option<Duration> {
        let time = (p.every + p.work * p.filters(variant)) * p.lines().count() as u32;
        (variant != COROUTINE || p.sender == Sender::Program).then_some(time)
    }

    fn explain(p: &Setting) -> Explanation {
        Explanation { arithmetic: words::arithmetic(p), truths: words::truths(p) }
    }

    fn actions(p: &Setting) -> &'static [&'static str] {
        if p.sender == Sender::You { by_hand::ACTIONS } else { &[] }
    }

    async fn run(p: Setting, variant: Variant, cx: Cx) -> Outcome {
        let ended = match variant {
            GENERATOR => pull(p, cx).await,
            COROUTINE if p.sender == Sender::You => by_hand::drive(p, cx).await,
            COROUTINE => push(p, cx).await,
            _ => round_robin(p, cx).await,
        };
        ended.map_err(|raised| raised.to_string())
    }
}

// listing: the program
/// A generator: it produces a line each time it is asked for one.
struct Lines<'a, I> {
    lines: I,
    every: Duration,
    cx: &'a Cx,
}

impl<'a, I: Iterator<Item = &'a str>> Lines<'a, I> {
    async fn next(&mut self) -> Option<&'a str> {
        let line = self.lines.next()?;
        self.cx.sleep(self.every).await;
        Some(line)
    }
}

/// A plain loop asks the generator for one line after another.
async fn pull(p: Setting, cx: Cx) -> Result<(), Raised> {
    let mut lines = Lines { lines: p.lines(), every: p.every, cx: &cx };
    let mut found = 0;
    cx.print(format!("searching for \"{}\"", p.prefix));
    while let Some(line) = lines.next().await {
        cx.work(p.work).await;
        if line.starts_with(&p.prefix) {
            cx.print(line);
            found += 1;
        }
    }
    cx.print(format!("closed, {found} found"));
    Ok(())
}

/// The same the other way round: the lines are sent into the filter.
async fn push(p: Setting, cx: Cx) -> Result<(), Raised> {
    let mut lines = Lines { lines: p.lines(), every: p.every, cx: &cx };
    let search = PrefixFilter::new(&p.prefix, "", cx.clone());
    search.prime()?; // it has run to its first yield
    while let Some(line) = lines.next().await {
        cx.work(p.work).await; // what it does with the line
        search.send(line)?; // comes back at the next yield
    }
    search.close()
}

/// An event loop, of nothing but send: a queue, and a turn for whoever is in front.
async fn round_robin(p: Setting, cx: Cx) -> Result<(), Raised> {
    let mut lines = Lines { lines: p.lines(), every: p.every, cx: &cx };
    let filter = |i| PrefixFilter::new(&p.prefix, &format!("{i}: "), cx.clone());
    let mut ready: VecDeque<PrefixFilter> = (1..=p.filters).map(filter).collect();
    ready.iter().try_for_each(|task| task.prime().map(|_| ()))?;
    while let Some(line) = lines.next().await {
        for _ in 0..ready.len() {
            let Some(task) = ready.pop_front() else { break };
            cx.work(p.work).await;
            task.send(line)?; // its turn: it runs to its next yield
            ready.push_back(task); // and stands at the back of the queue
        }
    }
    ready.iter().try_for_each(PrefixFilter::close)
}
// listing: end

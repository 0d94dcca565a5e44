//! The event loop: three feeds, fetched at the same time by one thread.
//!
//! It shows what a loop does with programs that mostly wait: it sends a request, turns to the next task, and comes
//! back when the answer is there. And it shows the end of such a program: what is still on its way has to be called
//! off, and what was opened has to be closed.

mod program;
mod words;

use super::feeds;
use super::{Explanation, Honesty, Lesson, Listing, Meta, Variant, Words};
use crate::params::Field;
use crate::runtime::{Cx, Outcome, Random, World};
use std::time::Duration;

/// The event loop.
pub struct EventLoop;

const SEQUENTIAL: Variant = Variant {
    name: "sequential",
    label: "One after another",
    summary: "The next feed is asked for when the one before has been printed.",
};

const CONCURRENT: Variant = Variant {
    name: "concurrent",
    label: "All at the same time",
    summary: "Every feed is a task of its own, and all are asked for at once.",
};

const LIMITED: Variant = Variant {
    name: "limited",
    label: "A few at a time",
    summary: "Every feed is a task, but only so many of them have a connection at once.",
};

crate::choice! {
    /// What happens when every feed has been printed.
    pub enum Ending {
        /// The program ends.
        Gather = "gather", "ends";
        /// It waits to be stopped.
        Forever = "forever", "runs on until you stop it";
    }
}

crate::params! {
    /// The event loop's parameters.
    pub struct Setting {
        /// How many feeds are fetched.
        feeds: u64 = Field::count(3, 1, 100).label("Feeds").unit("feeds")
            .help("How many feeds are fetched. There are files of three; after those the loop begins again with the first."),
        /// How many posts of each are printed.
        items: u64 = Field::count(5, 1, 10).label("Posts").unit("of each")
            .help("How many posts of each feed are printed."),
        /// How long a feed takes, apart from the request.
        latency: Duration = Field::seconds(1, 0, 60).label("Added latency")
            .help("Modelled: a timer before each request. The site’s own files come within milliseconds, which is \
                   too quick to see."),
        /// How much latencies vary.
        spread: f64 = Field::number(0.0, 0.0, 1.0).label("Spread of latencies")
            .help("0: all feeds are equally slow. 1: exponential, most are quick and a few very slow."),
        /// How many connections there are, where there is a limit.
        limit: u64 = Field::count(2, 1, 100).label("Connections").unit("at once")
            .help("How many feeds have a connection at the same time, where only a few do."),
        /// How long a feed is waited for.
        timeout: Duration = Field::seconds(10, 0, 600).label("Timeout")
            .help("How long a feed is waited for, once it has a connection. 0: for as long as it takes."),
        /// How many of the feeds fail.
        fail: f64 = Field::number(0.0, 0.0, 1.0).label("Share that fails")
            .help("Modelled: these feeds lose their connection when their latency is over. 0.5: every other one, by chance."),
        /// What happens when every feed has been printed.
        ending: Ending = Field::choice(Ending::CHOICES).label("Then the program")
            .help("What the program does when every feed has been printed."),
        /// The seed of latencies and failures.
        seed: u64 = Field::count(1, 0, 4_294_967_295).label("Seed")
            .help("The same seed gives the same latencies and failures. It matters only when there is chance in them."),
        /// Where the feeds are.
        url: String = Field::address(feeds::OWN, 300).label("Address")
            .help("{feed} stands for python, programming or compsci, {number} for 1, 2, 3 … Another host must allow \
                   this page to read it (CORS), and answer in the same JSON as the site’s own files."),
    }
}

impl Lesson for EventLoop {
    const META: Meta = Meta {
        slug: "event-loop",
        title: "The event loop",
        summary: "Three feeds of one second each: 3 seconds one after another, 1 second at the same time.",
        text: words::TEXT,
        switches: "The task itself, at an await that suspends. The loop then takes the next task that is ready. It is the \
                   operating system that says when an answer has come or a timer is due.",
        honesty: Honesty::Modelled(
            "The requests, the event loop and the timers are real, and Stop really aborts what is on its way. The \
             latency is added, by a timer before each request, and feeds that fail do so by a seeded chance. What a \
             request to this page’s own host takes is measured before the first run; of other hosts the prediction \
             knows nothing.",
        ),
        variants: &[SEQUENTIAL, CONCURRENT, LIMITED],
        tries: words::TRIES,
        words: Words {
            processor: "The event loop",
            running: "runs",
            ready: "ready",
            timer: "waits for a timer",
            waiting: "waits",
        },
        listings: &[
            include!(concat!(env!("OUT_DIR"), "/event_loop.py.rs")),
            Listing {
                language: "Python, to be mended",
                ..include!(concat!(env!("OUT_DIR"), "/event_loop_older.py.rs"))
            },
            include!(concat!(env!("OUT_DIR"), "/event_loop-program.rs.rs")),
        ],
    };

    const PROBE: Option<&'static str> = Some(feeds::PROBE);

    const SHOWS_INSIDE: bool = true;

    type Params = Setting;

    fn seed(p: &Setting) -> u64 {
        p.seed
    }

    fn formula(p: &Setting, variant: Variant) -> Option<Duration> {
        if p.ending == Ending::Forever {
            return None;
        }
        let costs: Vec<Duration> = (1..=p.feeds).map(|number| cost(p, number)).collect();
        let connections = if variant == SEQUENTIAL { 1 } else { connections(p, variant) };
        let (sum, longest) = (costs.iter().sum(), costs.iter().max().copied());
        match connections {
            1 => Some(sum),
            _ if connections >= p.feeds => longest,
            _ if p.spread == 0.0 => longest.map(|each| each * p.feeds.div_ceil(connections) as u32),
            _ => None,
        }
    }

    fn explain(p: &Setting) -> Explanation {
        Explanation { arithmetic: words::arithmetic(p), truths: words::truths(p) }
    }

    fn world(_: &Setting) -> World {
        // As quick as can be: what a real request takes is the machine's affair.
        World::new(Duration::ZERO, feeds::answer)
    }

    async fn run(p: Setting, variant: Variant, cx: Cx) -> Outcome {
        program::program(p, variant, cx).await;
        Ok(())
    }
}

/// How many connections there are at once.
fn connections(p: &Setting, variant: Variant) -> u64 {
    if variant == LIMITED { p.limit } else { p.feeds }
}

/// The added latency of feed number `number`.
fn latency(p: &Setting, number: u64) -> Duration {
    Random::new(p.seed, 2 * number).around(p.latency, p.spread)
}

/// Whether feed number `number` fails.
fn fails(p: &Setting, number: u64) -> bool {
    Random::new(p.seed, 2 * number + 1).even() < p.fail
}

/// How long feed number `number` holds its connection.
fn cost(p: &Setting, number: u64) -> Duration {
    let latency = latency(p, number);
    if p.timeout.is_zero() { latency } else { latency.min(p.timeout) }
}

//! The event loop: three feeds, fetched at the same time by one thread.
//!
//! It shows what a loop does with programs that mostly wait: it sends a request, turns to the next task, and comes
//! back when the answer is there. And it shows the end of such a program: what is still on its way has to be called
//! off, and what was opened has to be closed.

use super::feeds::{self, Feed, Post};
use super::{Explanation, Honesty, Lesson, Listing, Meta, Try, Variant, Words};
use crate::params::Field;
use crate::predict::{grouped, number, plain, say, seconds};
use crate::runtime::{Cx, Outcome, Random, Semaphore, World, gather, select};
use std::cell::Cell;
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
        text: &[
            "A program fetches three feeds and prints the first five posts of each. It computes next to nothing: nearly \
             all of its time it waits for an answer. The event loop turns this waiting to account. It keeps a queue of \
             tasks that can go on, a list of what the others wait for, and does one thing for ever: take the next task \
             that can go on, run it until it has to wait, take the next one.",
            "A coroutine is a function that can stop at an await and go on there later. Calling it runs nothing yet: \
             somebody has to await it, or hand it to the loop as a task. A future is a place for a result that is not \
             there yet; who awaits it is woken when it is.",
            "Python came to this in steps. 3.4 (2014) brought asyncio, with generators as coroutines. 3.5 (2015) gave \
             them words of their own, async and await. Since 3.7 (2018) asyncio.run starts the loop, ends it, and \
             clears up. Since 3.11 (2022) a TaskGroup keeps its tasks together, so that none is forgotten, and \
             asyncio.timeout ends a wait.",
            "Press Stop while feeds are on their way: it is this program’s Ctrl-C. Python raises CancelledError inside \
             each task, at the await where it stands; the task can clear up, even await while it does, and the loop waits \
             for that. In Rust a task is a value: dropping it ends it on the spot, and what it owns clears up behind \
             itself, without another await. Either way a request nobody waits for is aborted, and “closed” is the last \
             line.",
        ],
        switches: "The task itself, at an await that suspends. The loop then takes the next task that is ready. It is the \
                   operating system that says when an answer has come or a timer is due.",
        honesty: Honesty::Modelled(
            "The requests, the event loop and the timers are real, and Stop really aborts what is on its way. The \
             latency is added, by a timer before each request, and feeds that fail do so by a seeded chance. What a \
             request to this page’s own host takes is measured before the first run; of other hosts the prediction \
             knows nothing.",
        ),
        variants: &[SEQUENTIAL, CONCURRENT, LIMITED],
        tries: &[
            Try {
                text: "Twelve feeds, three connections. In how many rounds are they done? And with eleven, or thirteen?",
                query: "feeds=12&limit=3",
            },
            Try {
                text: "Latencies that vary. In which order do the feeds arrive, and which one does the whole program wait \
                       for? Another seed is another day.",
                query: "feeds=6&spread=1&variant=concurrent",
            },
            Try {
                text: "A timeout shorter than the slow feeds’ latency. What does it save, and what does it cost?",
                query: "feeds=8&spread=1&timeout=1",
            },
            Try {
                text: "A hundred feeds at the same time, on one thread. How much longer than one do they take?",
                query: "feeds=100&items=1&variant=concurrent",
            },
            Try { text: "Half of the feeds fail. Do the others notice?", query: "feeds=6&fail=0.5&variant=concurrent" },
            Try {
                text: "A program that never ends by itself. Start it, and stop it while feeds are still on their way: \
                       which lines are the last?",
                query: "feeds=6&latency=4&spread=0.8&ending=forever&variant=concurrent",
            },
            Try {
                text: "Mend the older listing. Its client is closed without being awaited, nobody holds its tasks, and \
                       its loop never ends: find the three lines, then compare with the modern one.",
                query: "feeds=3",
            },
        ],
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
            include!(concat!(env!("OUT_DIR"), "/event_loop.rs.rs")),
        ],
    };

    const PROBE: Option<&'static str> = Some(feeds::PROBE);

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
        Explanation { arithmetic: arithmetic(p), truths: truths(p) }
    }

    fn world(_: &Setting) -> World {
        // As quick as can be: what a real request takes is the machine's affair.
        World::new(Duration::ZERO, feeds::answer)
    }

    fn shows_inside() -> bool {
        true
    }

    async fn run(p: Setting, variant: Variant, cx: Cx) -> Outcome {
        program(p, variant, cx).await;
        Ok(())
    }
}

// listing: the program
/// Fetches all feeds, unless it is stopped before: then whatever is not done is dropped, and with
/// each task its request is aborted.
async fn program(p: Setting, variant: Variant, cx: Cx) {
    let client = Client { connections: cx.semaphore("a connection", connections(&p, variant) as usize), p, cx };
    let (cx, stopped) = (client.cx.clone(), client.cx.stopped());
    select(stopped, async {
        if variant == SEQUENTIAL {
            one_after_another(&client).await;
        } else {
            at_the_same_time(&client).await;
        }
        if client.p.ending == Ending::Forever {
            cx.stopped().await;
        }
    })
    .await;
    cx.print("closed");
}

/// The next feed is asked for when the one before has been printed.
async fn one_after_another(client: &Client) {
    for feed in client.feeds() {
        client.clone().show(feed).await;
    }
}

/// Every feed is a task of its own.
async fn at_the_same_time(client: &Client) {
    let mut tasks = Vec::new();
    for feed in client.feeds() {
        let name = feed.name.clone();
        tasks.push(client.cx.spawn(&name, client.clone().show(feed)));
    }
    gather(tasks).await;
}

impl Client {
    /// Fetches a feed and prints it, or what went wrong: the other feeds do not care.
    async fn show(self, feed: Feed) {
        let unfinished = Unfinished::new(&feed, &self.cx);
        match self.get(&feed).await {
            Ok(posts) => {
                for Post { score, title, link } in posts {
                    self.cx.print(format!("{:>4}  {title}  {link}", number(score)));
                }
                self.cx.print(format!("{}: DONE", feed.name));
            }
            Err(why) => self.cx.print(format!("{}: {why}", feed.name)),
        }
        unfinished.is_finished();
    }

    /// Waits for a connection, then for the feed, but for that no longer than the timeout.
    async fn get(&self, feed: &Feed) -> Result<Vec<Post>, String> {
        let _connection = self.connections.acquire().await;
        if self.p.timeout.is_zero() {
            return self.ask(feed).await;
        }
        let answer = self.cx.timeout(self.p.timeout, self.ask(feed)).await;
        answer.unwrap_or_else(|_| Err(format!("no answer within {} s", plain(self.p.timeout))))
    }

    /// One request.
    async fn ask(&self, feed: &Feed) -> Result<Vec<Post>, String> {
        self.cx.sleep(latency(&self.p, feed.number)).await; // the added latency
        if fails(&self.p, feed.number) {
            return Err("the connection was lost".to_owned());
        }
        let text = self.cx.fetch(&feed.address).await.map_err(|why| feeds::why(&why, &self.p.url))?;
        feeds::posts(&text, self.p.items as usize)
    }
}
// listing: end

/// What fetches: so many connections, and what the visitor has set.
#[derive(Clone)]
struct Client {
    p: Setting,
    cx: Cx,
    connections: Semaphore,
}

impl Client {
    fn feeds(&self) -> impl Iterator<Item = Feed> + '_ {
        (1..=self.p.feeds).map(|number| Feed::new(number, &self.p.url))
    }
}

/// Says so when it is dropped while its feed is on its way.
struct Unfinished {
    name: String,
    cx: Cx,
    finished: Cell<bool>,
}

impl Unfinished {
    fn new(feed: &Feed, cx: &Cx) -> Self {
        Self { name: feed.name.clone(), cx: cx.clone(), finished: Cell::new(false) }
    }

    fn is_finished(&self) {
        self.finished.set(true);
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        if !self.finished.get() {
            self.cx.print(format!("{}: cancelled", self.name));
        }
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

fn arithmetic(p: &Setting) -> Vec<String> {
    let costs: Vec<Duration> = (1..=p.feeds).map(|number| cost(p, number)).collect();
    let (sum, longest) = (costs.iter().sum(), costs.iter().max().copied().unwrap_or_default());
    let feeds = if p.feeds == 1 { "1 feed".to_owned() } else { format!("{} feeds", grouped(p.feeds)) };
    if p.spread == 0.0 {
        let each = seconds(longest);
        return vec![
            format!("A feed: {each}."),
            format!("One after another, {feeds}: {} × {each} = {}.", grouped(p.feeds), seconds(sum)),
            format!("All at the same time: as long as one, {each}."),
            in_rounds(p, longest),
        ];
    }
    // By chance they have nine digits after the point: three are said.
    let some: Vec<String> = costs.iter().take(6).map(|cost| say(*cost)).collect();
    let more = if costs.len() > some.len() { ", …" } else { "" };
    vec![
        format!("The feeds, with this seed: {}{more}.", some.join(", ")),
        format!("One after another, {feeds}: their sum, {}.", say(sum)),
        format!("All at the same time: the longest, {}.", say(longest)),
        format!("{} at a time: whichever connection is free takes the next feed.", grouped(p.limit)),
    ]
}

/// A few at a time, where all take equally long.
fn in_rounds(p: &Setting, each: Duration) -> String {
    let (limit, rounds) = (grouped(p.limit), p.feeds.div_ceil(p.limit));
    if p.limit >= p.feeds {
        return format!("Up to {limit} at a time: that is all of them, {}.", seconds(each));
    }
    let (feeds, all) = (grouped(p.feeds), seconds(each * rounds as u32));
    format!("{limit} at a time: {feeds} ÷ {limit}, rounded up, is {} × {} = {all}.", grouped(rounds), seconds(each))
}

fn truths(p: &Setting) -> Vec<String> {
    let mut truths = vec![
        "Theory knows only the added latencies. The requests come on top: to this page’s own host some milliseconds \
         each, and one after another they add up."
            .to_owned(),
    ];
    if p.ending == Ending::Forever {
        truths.push("This program has no end of its own, so nothing can be said about how long it takes.".to_owned());
    }
    if p.spread > 0.0 && (2..p.feeds).contains(&p.limit) {
        truths.push(
            "With a limit and latencies that differ, no short formula is exact: each connection takes the next feed \
             when it is free (list scheduling). The virtual run does just that, in no time."
                .to_owned(),
        );
    }
    if p.url != feeds::OWN {
        truths.push(
            "These feeds are somebody else’s: how long that host takes is not known before it has been asked, so no \
             prediction has it. It shows as waiting for answers."
                .to_owned(),
        );
    }
    truths
}

//! The program: feeds are fetched and printed, and whatever is on its way when it is stopped is called off.

use super::{Ending, SEQUENTIAL, Setting, connections, fails, latency};
use crate::lessons::Variant;
use crate::lessons::feeds::{self, Feed, Post};
use crate::predict::{number, plain};
use crate::runtime::{Cx, Semaphore, gather, select};
use std::cell::Cell;

// listing: the program
/// Fetches all feeds, unless it is stopped before: then whatever is not done is dropped, and with
/// each task its request is aborted.
pub(super) async fn program(p: Setting, variant: Variant, cx: Cx) {
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

//! What a host sees of the requests for its feeds.

use crate::site::Special;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::time::Duration;

/// How long a slow host thinks: long enough for requests that are sent at the same time to meet there.
const SLOW: Duration = Duration::from_millis(80);

/// What a host sees of the requests for its feeds.
#[derive(Clone, Debug, Default)]
pub struct Feeds(Arc<Counts>);

#[derive(Debug, Default)]
struct Counts {
    open: AtomicUsize,
    most: AtomicUsize,
    aborted: AtomicUsize,
}

impl Feeds {
    /// How many requests are open.
    pub fn open(&self) -> usize {
        self.0.open.load(SeqCst)
    }

    /// How many were open at once, at the most, since this was asked last.
    pub fn most(&self) -> usize {
        self.0.most.swap(0, SeqCst)
    }

    /// How many ended because whoever had asked hung up.
    pub fn aborted(&self) -> usize {
        self.0.aborted.load(SeqCst)
    }
}

/// A request that is open. The server drops it with its connection.
struct Open {
    feeds: Feeds,
    answered: bool,
}

impl Open {
    fn new(feeds: Feeds) -> Self {
        let open = feeds.0.open.fetch_add(1, SeqCst) + 1;
        feeds.0.most.fetch_max(open, SeqCst);
        Self { feeds, answered: false }
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        self.feeds.0.open.fetch_sub(1, SeqCst);
        self.feeds.0.aborted.fetch_add(usize::from(!self.answered), SeqCst);
    }
}

/// Counts requests for feeds, and answers them the way the host does.
pub async fn count(State((feeds, special)): State<(Feeds, Vec<Special>)>, request: Request, next: Next) -> Response {
    if !request.uri().path().contains("/feeds/") {
        return next.run(request).await;
    }
    let mut open = Open::new(feeds);
    if special.contains(&Special::SilentFeeds) {
        std::future::pending::<()>().await;
    }
    if special.contains(&Special::SlowFeeds) {
        tokio::time::sleep(SLOW).await;
    }
    let broken = special.contains(&Special::BrokenFeeds).then(|| broken(request.uri().path()));
    let answer = match broken {
        Some(answer) => answer,
        None => next.run(request).await,
    };
    open.answered = true;
    answer
}

fn broken(path: &str) -> Response {
    match path {
        path if path.ends_with("python.json") => "<!doctype html>".into_response(),
        path if path.ends_with("programming.json") => "{}".into_response(),
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}

//! A plain static host: no headers but the usual ones, so nothing is cross-origin isolated.

use crate::feeds::{Feeds, count};
use anyhow::{Context, Result};
use axum::Router;
use axum::extract::Request;
use axum::http::header::CONTENT_SECURITY_POLICY;
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use std::path::Path;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tower_http::services::ServeDir;

/// Where on the host the page lies: a course site rarely has it at its root.
pub const PATH: &str = "/courses/async/simul/";

/// Something special about a host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Special {
    /// It has lost the page's wasm.
    WithoutWasm,
    /// It has lost the part of it that the lessons after the first need.
    WithoutLaterLessons,
    /// It sends files compressed where they lie beside the plain ones.
    Compressed,
    /// It takes its time to answer requests for feeds.
    SlowFeeds,
    /// It never answers requests for feeds.
    SilentFeeds,
    /// What it has for feeds is none: for the first no JSON, for the second another JSON, for the third nothing.
    BrokenFeeds,
    /// Its policy forbids workers.
    NoWorkers,
    /// It has the workers' program of another build.
    OtherWorkers,
}

/// A running host; dropping it ends it.
pub struct Site {
    port: u16,
    feeds: Feeds,
    task: JoinHandle<()>,
}

impl Site {
    /// Serves the built page under [`PATH`].
    ///
    /// # Errors
    /// Where there is no built page, or no free port.
    pub async fn start(dist: &Path, special: &[Special]) -> Result<Self> {
        let index = dist.join("index.html");
        anyhow::ensure!(index.is_file(), "there is no {}: build the page first", index.display());
        let files = ServeDir::new(dist);
        let files = if special.contains(&Special::Compressed) { files.precompressed_br() } else { files };
        let feeds = Feeds::default();
        let counted = from_fn_with_state((feeds.clone(), special.to_vec()), count);
        let mut router = Router::new().nest_service(PATH.trim_end_matches('/'), files).layer(counted);
        if special.contains(&Special::WithoutWasm) {
            router = router.layer(from_fn(lose_wasm));
        }
        if special.contains(&Special::WithoutLaterLessons) {
            router = router.layer(from_fn(lose_later_lessons));
        }
        if special.contains(&Special::NoWorkers) {
            router = router.layer(from_fn(forbid_workers));
        }
        if special.contains(&Special::OtherWorkers) {
            router = router.layer(from_fn(change_workers));
        }
        Self::serve(router, feeds).await
    }

    /// Serves one page at its root: somebody else's.
    ///
    /// # Errors
    /// Where there is no free port.
    pub async fn of_one_page(html: &'static str) -> Result<Self> {
        Self::serve(Router::new().route("/", get(move || async move { Html(html) })), Feeds::default()).await
    }

    /// Where the page lies.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}{PATH}", self.port)
    }

    /// The root, as another origin than [`Self::url`] on any host: another name for the same machine.
    pub fn root(&self) -> String {
        format!("http://localhost:{}/", self.port)
    }

    /// What it sees of the requests for its feeds.
    pub fn feeds(&self) -> &Feeds {
        &self.feeds
    }

    async fn serve(router: Router, feeds: Feeds) -> Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.context("there is no free port")?;
        let port = listener.local_addr()?.port();
        let task = tokio::spawn(async move {
            // It ends when the site is dropped, and not by an error: axum goes on after those.
            let _ = axum::serve(listener, router).await;
        });
        Ok(Self { port, feeds, task })
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn lose_wasm(request: Request, next: Next) -> Response {
    lose(|file| file.ends_with(".wasm"), request, next).await
}

async fn lose_later_lessons(request: Request, next: Next) -> Response {
    lose(|file| file.starts_with("lessons-"), request, next).await
}

async fn lose(is_lost: fn(&str) -> bool, request: Request, next: Next) -> Response {
    let file = request.uri().path().rsplit('/').next().unwrap_or_default();
    if is_lost(file) { StatusCode::NOT_FOUND.into_response() } else { next.run(request).await }
}

async fn forbid_workers(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    response.headers_mut().insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static("worker-src 'none'"));
    response
}

/// Changes the sixteen digits by which page and workers know each other.
async fn change_workers(request: Request, next: Next) -> Response {
    let is_worker = request.uri().path().ends_with("simul-worker_bg.wasm");
    let response = next.run(request).await;
    if !is_worker {
        return response;
    }
    let (head, body) = response.into_parts();
    let Ok(body) = axum::body::to_bytes(body, 1 << 20).await else { return StatusCode::NOT_FOUND.into_response() };
    let mut wasm = body.to_vec();
    let is_build =
        |some: &[u8]| some[0].is_ascii_digit() && some[1] == b'-' && some[2..].iter().all(u8::is_ascii_hexdigit);
    if let Some(at) = wasm.windows(18).position(is_build) {
        wasm[at + 2] = if wasm[at + 2] == b'0' { b'1' } else { b'0' };
    }
    Response::from_parts(head, wasm.into())
}

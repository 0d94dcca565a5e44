//! A plain static host: no headers but the usual ones, so nothing is cross-origin isolated.

use crate::console::{self, Console};
use crate::engine::Engine;
use crate::feeds::{Feeds, count};
use anyhow::{Context, Result};
use axum::Router;
use axum::extract::{Request, State};
use axum::http::header::CONTENT_SECURITY_POLICY;
use axum::http::{HeaderValue, StatusCode, Uri};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{get, post};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tower_http::services::ServeDir;

/// Where on the host the page lies: a course site rarely has it at its root.
pub const PATH: &str = "/courses/async/simul/";

/// Something special about a host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Special {
    /// It sends a script in front of the page's own: what it does has happened when the page begins.
    Preface(&'static str),
    /// It has lost the page's wasm.
    WithoutWasm,
    /// It has lost the part of it that the lessons after the first need.
    WithoutLaterLessons,
    /// It has lost the file of this name.
    Without(&'static str),
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
    console: Console,
    lost: Arc<AtomicBool>,
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
        let console = Console::default();
        let said = post(console::hear).with_state(console.clone());
        let mut router = Router::new().nest_service(PATH.trim_end_matches('/'), files).layer(counted);
        router = router.route(console::PATH, said);
        let scripts = scripts(special)?;
        if !scripts.is_empty() {
            let page = std::fs::read_to_string(index)?;
            let page = page.replacen("<meta", &format!("<script>{scripts}</script><meta"), 1);
            anyhow::ensure!(page.contains(&scripts), "the page has no head for a script");
            router = router.layer(from_fn_with_state(page, put_first));
        }
        if special.contains(&Special::NoWorkers) {
            router = router.layer(from_fn(forbid_workers));
        }
        if special.contains(&Special::OtherWorkers) {
            router = router.layer(from_fn(change_workers));
        }
        let lost = Arc::new(AtomicBool::new(true));
        router = router.layer(from_fn_with_state((lost.clone(), special.to_vec()), lose));
        let mut site = Self::serve(router).await?;
        (site.feeds, site.console, site.lost) = (feeds, console, lost);
        Ok(site)
    }

    /// Serves one page at its root: somebody else's.
    ///
    /// # Errors
    /// Where there is no free port.
    pub async fn of_one_page(html: &'static str) -> Result<Self> {
        Self::serve(Router::new().route("/", get(move || async move { Html(html) }))).await
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

    /// What its pages have said on the console, where the browser's driver does not tell.
    pub fn console(&self) -> &Console {
        &self.console
    }

    /// Finds what it had lost.
    pub fn finds_it_again(&self) {
        self.lost.store(false, SeqCst);
    }

    async fn serve(router: Router) -> Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.context("there is no free port")?;
        let port = listener.local_addr()?.port();
        let task = tokio::spawn(async move {
            // It ends when the site is dropped, and not by an error: axum goes on after those.
            let _ = axum::serve(listener, router).await;
        });
        Ok(Self { port, feeds: Feeds::default(), console: Console::default(), lost: Arc::default(), task })
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn lose(
    State((lost, special)): State<(Arc<AtomicBool>, Vec<Special>)>,
    request: Request,
    next: Next,
) -> Response {
    let file = request.uri().path().rsplit('/').next().unwrap_or_default();
    let is_lost = special.iter().any(|special| match special {
        Special::WithoutWasm => file.ends_with(".wasm"),
        Special::WithoutLaterLessons => file.starts_with("lessons-"),
        Special::Without(name) => file == *name,
        _ => false,
    });
    if is_lost && lost.load(SeqCst) { StatusCode::NOT_FOUND.into_response() } else { next.run(request).await }
}

/// What runs in front of the page's own scripts.
fn scripts(special: &[Special]) -> Result<String> {
    let listens = if Engine::asked()?.tells_console() { String::new() } else { console::script() };
    let prefaces = special.iter().filter_map(|special| match special {
        Special::Preface(script) => Some(*script),
        _ => None,
    });
    Ok(std::iter::once(listens.as_str()).chain(prefaces).collect::<Vec<_>>().join("\n").trim().to_owned())
}

async fn put_first(State(page): State<String>, uri: Uri, request: Request, next: Next) -> Response {
    if uri.path() == PATH { Html(page).into_response() } else { next.run(request).await }
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

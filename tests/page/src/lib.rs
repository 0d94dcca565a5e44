//! The whole page, seen from outside: through WebDriver, in a browser of its own for every test.
//!
//! A [`Site`] is a plain static host with the built page under a sub-path; another one, another origin, has a course
//! page that embeds it. A [`Tab`] is a browser on that site. What the page shows is read in one go into a [`View`], and
//! tests wait for a view that is as wanted, never for a while. One browser runs at a time, however many threads the
//! tests have: what they look at is sensitive to time. Tests that say that theirs is not run beside one another.
#![deny(missing_docs)]
#![forbid(unsafe_code)]

mod console;
mod course;
mod engine;
mod feeds;
mod figures;
mod record;
mod setting;
mod site;
mod tab;
mod until;
mod view;

pub use course::{Course, Message};
pub use engine::{Engine, Visitor};
pub use feeds::Feeds;
pub use figures::{Table, median};
pub use record::check_record;
pub use setting::Setting;
pub use site::{PATH, Site, Special};
pub use tab::Tab;
pub use until::{PATIENCE, until};
pub use view::View;

use anyhow::{Context, Result};
use std::path::PathBuf;
use std::sync::{PoisonError, RwLock};

/// Held alone where time matters, shared where it does not.
static QUIET: RwLock<()> = RwLock::new(());

/// Runs a test in a browser of its own, on a site with the built page, and looks at the console afterwards: a page that
/// works has nothing to say there.
///
/// # Panics
/// When the test fails, with what was being looked at.
pub fn visit(test: impl AsyncFnOnce(&Tab) -> Result<()>) {
    visit_site(&[], test);
}

/// The same, for a test in which it does not matter how long anything takes: others like it may run at the same time.
///
/// # Panics
/// When the test fails, with what was being looked at.
pub fn visit_beside_others(test: impl AsyncFnOnce(&Tab) -> Result<()>) {
    let _shared = QUIET.read().unwrap_or_else(PoisonError::into_inner);
    judge(run(looked_at(&[], &[], async |tab, _| test(tab).await)));
}

/// The same, in the browser of such a visitor.
///
/// # Panics
/// When the test fails, with what was being looked at.
pub fn visit_as(visitor: &[Visitor], test: impl AsyncFnOnce(&Tab) -> Result<()>) {
    visit_and_watch_as(visitor, &[], async |tab, _| test(tab).await);
}

/// The same, on a site with something special about it.
///
/// # Panics
/// When the test fails, with what was being looked at.
pub fn visit_site(special: &[Special], test: impl AsyncFnOnce(&Tab) -> Result<()>) {
    visit_and_watch(special, async |tab, _| test(tab).await);
}

/// The same, with an eye on what the site sees.
///
/// # Panics
/// When the test fails, with what was being looked at.
pub fn visit_and_watch(special: &[Special], test: impl AsyncFnOnce(&Tab, &Site) -> Result<()>) {
    visit_and_watch_as(&[], special, test);
}

fn visit_and_watch_as(visitor: &[Visitor], special: &[Special], test: impl AsyncFnOnce(&Tab, &Site) -> Result<()>) {
    judge(block_on(looked_at(visitor, special, test)));
}

async fn looked_at(
    visitor: &[Visitor],
    special: &[Special],
    test: impl AsyncFnOnce(&Tab, &Site) -> Result<()>,
) -> Result<()> {
    let site = Site::start(&dist()?, special).await?;
    let tab = Tab::open_as(visitor, site.url()).await?;
    let looked = test(&tab, &site).await;
    let quiet = tab.console_is_quiet().await.and_then(|()| tab.expected_all(site.console().said()));
    let state = tab.what_it_shows().await;
    tab.close().await?;
    looked.and(quiet).with_context(|| format!("the page shows {state}"))
}

fn judge(looked: Result<()>) {
    if let Err(problem) = looked {
        panic!("{problem:?}");
    }
}

/// Runs something that drives a browser, alone, on a runtime of its own.
///
/// # Errors
/// What it returns, and where there is no runtime to be had.
pub fn block_on<T>(work: impl Future<Output = Result<T>>) -> Result<T> {
    // A test that failed while it held the lock says nothing about the next one.
    let _alone = QUIET.write().unwrap_or_else(PoisonError::into_inner);
    run(work)
}

fn run<T>(work: impl Future<Output = Result<T>>) -> Result<T> {
    tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(work)
}

/// The folder of the built page.
///
/// # Errors
/// Where nobody has said which it is.
pub fn dist() -> Result<PathBuf> {
    let how = "SIMUL_DIST is not set: `cargo xtask test --only page-tests` builds the page and says where it is";
    Ok(PathBuf::from(std::env::var_os("SIMUL_DIST").context(how)?))
}

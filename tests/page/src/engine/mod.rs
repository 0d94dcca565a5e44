//! The engines the page is tried in. What differs between them when they are driven is here, a file for each, so that a
//! test is written once.

mod chromium;
mod firefox;
mod own;
mod server;
mod session;
mod webkit;

pub use own::Own;
pub use session::Session;

use anyhow::{Context, Result, bail};
use std::env;
use std::ffi::OsString;

/// An engine that shows pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// Chromium's, through chromedriver.
    Chromium,
    /// Firefox's, through geckodriver.
    Firefox,
    /// WebKit's, as WebKitGTK has it, through its own driver.
    WebKit,
}

/// What is special about a visitor's browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Visitor {
    /// The system is dark, and pages are asked to be.
    LikesDark,
    /// The system is light, and pages are asked to be.
    LikesLight,
    /// Pages are asked not to move.
    LikesLessMotion,
    /// No page may run scripts.
    WithoutScript,
}

impl Engine {
    /// The engine that `SIMUL_ENGINE` names; Chromium where it names none.
    ///
    /// # Errors
    /// Where there is no such engine.
    pub fn asked() -> Result<Self> {
        match env::var("SIMUL_ENGINE").as_deref() {
            Err(_) | Ok("chromium") => Ok(Self::Chromium),
            Ok("firefox") => Ok(Self::Firefox),
            Ok("webkit") => Ok(Self::WebKit),
            Ok(other) => bail!("SIMUL_ENGINE is {other}; it is one of chromium, firefox and webkit"),
        }
    }

    /// Whether its driver tells what a page says on the console; else the test's host listens.
    pub fn tells_console(self) -> bool {
        self == Self::Chromium
    }
}

/// A program that set-up has found.
fn named(variable: &str) -> Result<OsString> {
    env::var_os(variable).with_context(|| {
        format!("{variable} is not set: `cargo xtask test` finds the browsers and says where they are")
    })
}

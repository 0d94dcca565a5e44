//! A browser that is driven.

use super::{Engine, Visitor, chromium, firefox, server::Server, webkit};
use anyhow::{Context, Result, ensure};
use serde_json::Value;
use std::time::Duration;
use tempfile::TempDir;
use thirtyfour::WebDriver;

/// No command takes longer, not even one that waits for the end of a run.
const STUCK: Duration = Duration::from_secs(600);
/// How wide and high a window is at first, in CSS pixels.
pub const WINDOW: (u32, u32) = (1280, 900);

/// A browser of its own, with a fresh profile.
pub struct Session {
    // In this order they end: the browser, its driver, what the engine needs besides, its profile.
    /// The WebDriver session.
    pub driver: WebDriver,
    _server: Server,
    _display: Option<webkit::Display>,
    _profile: TempDir,
    /// Which engine it has.
    pub engine: Engine,
}

impl Session {
    /// Starts a browser as such a visitor has it.
    pub async fn start(visitor: &[Visitor]) -> Result<Self> {
        let engine = Engine::asked()?;
        let profile = TempDir::with_prefix("simul-profile-")?;
        let display = if engine == Engine::WebKit { Some(webkit::Display::start()?) } else { None };
        let (server, capabilities) = match engine {
            Engine::Chromium => (chromium::server()?, chromium::capabilities(profile.path())?),
            Engine::Firefox => (firefox::server()?, firefox::capabilities(visitor)?),
            Engine::WebKit => {
                (webkit::server(display.as_ref(), profile.path(), visitor)?, webkit::capabilities(visitor)?)
            }
        };
        let driver = WebDriver::builder(server.url(), capabilities).request_timeout(STUCK).await;
        let driver = driver.with_context(|| format!("{engine:?} does not start"))?;
        driver.set_script_timeout(STUCK).await?;
        if engine == Engine::Chromium {
            chromium::becomes(&driver, visitor).await?;
        } else {
            driver.set_window_rect(0, 0, WINDOW.0, WINDOW.1).await?;
        }
        Ok(Self { driver, _server: server, _display: display, _profile: profile, engine })
    }

    /// Makes the page as wide and high as a device's, in CSS pixels.
    pub async fn resize(&self, width: u32, height: u32) -> Result<()> {
        match self.engine {
            Engine::Chromium => chromium::resize(&self.driver, width, height).await?,
            Engine::Firefox => firefox::resize(&self.driver, width, height).await?,
            Engine::WebKit => webkit::resize(&self.driver, width, height).await?,
        }
        Ok(())
    }

    /// Takes the network away.
    pub async fn goes_offline(&self) -> Result<()> {
        match self.engine {
            Engine::Chromium => chromium::goes_offline(&self.driver).await,
            Engine::Firefox => firefox::goes_offline(&self.driver).await,
            Engine::WebKit => webkit::says_offline(&self.driver).await,
        }
    }

    /// Asks Chromium in its own protocol, for what WebDriver cannot say: its list of workers.
    pub async fn ask_chromium(&self, command: &str, parameters: Value) -> Result<Value> {
        ensure!(self.engine == Engine::Chromium, "{command} can be asked of Chromium alone");
        chromium::cdp(&self.driver, command, parameters).await
    }

    /// What the page has said on the console, errors and warnings, where the driver tells.
    pub async fn console(&self) -> Result<Vec<String>> {
        if self.engine.tells_console() { chromium::console(&self.driver).await } else { Ok(Vec::new()) }
    }

    /// Ends the browser.
    pub async fn quit(self) -> Result<()> {
        Ok(self.driver.quit().await?)
    }
}

/// Whether the page has this size by now.
pub async fn has_size(driver: &WebDriver, width: u32, height: u32) -> Result<Option<()>> {
    let size = driver.execute("return [innerWidth, innerHeight]", Vec::new()).await?;
    let size: (u32, u32) = serde_json::from_value(size.json().clone())?;
    ensure!(size.0 > 0, "the page has no width");
    Ok((size == (width, height)).then_some(()))
}

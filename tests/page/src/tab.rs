//! A browser with one page in it.

use crate::driver::{Driver, browser};
use crate::until::{PATIENCE, until};
use crate::view::{SCRIPT, View};
use anyhow::{Context, Result, bail, ensure};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::cell::RefCell;
use std::path::Path;
use std::time::Duration;
use tempfile::TempDir;
use thirtyfour::common::keys::Key;
use thirtyfour::{By, ChromeCapabilities, ChromiumLikeCapabilities, LoggingPrefsLogLevel, WebDriver, WebElement};

/// Without a window, a sandbox (which root does not get), or calls to the outside. Nothing that changes how pages are
/// slowed down: a headless page counts as seen, and must hold its times as it is.
const FLAGS: &[&str] = &[
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-size=1280,900",
];
/// No command takes longer, not even one that waits for the end of a run.
const STUCK: Duration = Duration::from_secs(600);

/// A browser of its own, with a fresh profile.
pub struct Tab {
    // In this order they end: the browser, its driver, its profile.
    driver: WebDriver,
    _driver: Driver,
    _profile: TempDir,
    base: String,
    expected: RefCell<Vec<&'static str>>,
}

impl Tab {
    /// Opens a browser for the page at `base`, whose address ends with a slash; it shows nothing yet.
    ///
    /// # Errors
    /// Where there is no browser, or it does not start.
    pub async fn open(base: String) -> Result<Self> {
        let profile = TempDir::with_prefix("simul-profile-")?;
        let server = Driver::start()?;
        let driver = WebDriver::builder(server.url(), capabilities(profile.path())?)
            .request_timeout(STUCK)
            .await
            .context("the browser does not start")?;
        driver.set_script_timeout(STUCK).await?;
        Ok(Self { driver, _driver: server, _profile: profile, base, expected: RefCell::default() })
    }

    /// Closes the browser.
    ///
    /// # Errors
    /// Where it does not close.
    pub async fn close(self) -> Result<()> {
        Ok(self.driver.quit().await?)
    }

    /// The WebDriver session, for what only one test needs.
    pub fn driver(&self) -> &WebDriver {
        &self.driver
    }

    /// The address of the page, with this query.
    pub fn address(&self, query: &str) -> String {
        let mark = if query.is_empty() { "" } else { "?" };
        format!("{}{mark}{query}", self.base)
    }

    /// Goes to the page with this query, and waits until the address has been answered.
    ///
    /// # Errors
    /// Where it never is.
    pub async fn goto(&self, query: &str) -> Result<View> {
        self.driver.goto(self.address(query)).await?;
        self.see("the address has been answered", |view| view.state.is_some()).await
    }

    /// What the page shows now.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub async fn view(&self) -> Result<View> {
        self.js(SCRIPT, &[]).await
    }

    /// Waits until the page shows what is wanted.
    ///
    /// # Errors
    /// Where it never does.
    pub async fn see(&self, what: &str, wanted: impl Fn(&View) -> bool) -> Result<View> {
        self.see_within(what, PATIENCE, wanted).await
    }

    /// Waits until the page shows what is wanted, no longer than given.
    ///
    /// # Errors
    /// Where it does not, in time.
    pub async fn see_within(&self, what: &str, within: Duration, wanted: impl Fn(&View) -> bool) -> Result<View> {
        until(what, within, async || Ok(Some(self.view().await?).filter(&wanted))).await
    }

    /// Presses Run and waits for the end, without a look at the page meanwhile.
    ///
    /// # Errors
    /// Where the run did not finish.
    pub async fn run(&self) -> Result<View> {
        self.click("#run").await?;
        self.finish().await
    }

    /// Waits for the end of the run under way, without a look at the page meanwhile: looking takes time from it.
    ///
    /// # Errors
    /// Where the run did not finish.
    pub async fn finish(&self) -> Result<View> {
        let ended = "new Promise((ended) => {
            const main = document.querySelector('main[data-state]');
            const look = () => /finished|stopped|failed/.test(main.dataset.state) && ended();
            new MutationObserver(look).observe(main, { attributeFilter: ['data-state'] });
            look();
        })";
        let parameters = json!({ "expression": ended, "awaitPromise": true });
        self.cdp("Runtime.evaluate", parameters).await?;
        let view = self.view().await?;
        ensure!(view.is("finished"), "the run ended as {:?}", view.state);
        Ok(view)
    }

    /// Runs a script in the page and returns what it returns.
    ///
    /// # Errors
    /// Where it throws, or returns something else than wanted.
    pub async fn js<T: DeserializeOwned>(&self, script: &str, arguments: &[Value]) -> Result<T> {
        let returned = self.driver.execute(script, arguments.to_vec()).await?;
        Ok(serde_json::from_value(returned.json().clone())?)
    }

    /// One of Chromium's own commands.
    ///
    /// # Errors
    /// Where Chromium refuses.
    pub async fn cdp(&self, command: &str, parameters: Value) -> Result<Value> {
        self.driver.cdp().send_raw(command, parameters).await.with_context(|| command.to_owned())
    }

    /// The element with this selector.
    ///
    /// # Errors
    /// Where there is none.
    pub async fn element(&self, selector: &str) -> Result<WebElement> {
        self.driver.find(By::Css(selector)).await.with_context(|| format!("there is no {selector}"))
    }

    /// Clicks, as a visitor does: where the element is, if nothing is in front of it.
    ///
    /// # Errors
    /// Where there is nothing to click at.
    pub async fn click(&self, selector: &str) -> Result<()> {
        let element = self.element(selector).await?;
        element.scroll_into_view().await?;
        element.click().await.with_context(|| format!("{selector} cannot be clicked"))
    }

    /// Types a text in place of what is in a field, and leaves the field.
    ///
    /// # Errors
    /// Where there is no such field.
    pub async fn fill(&self, selector: &str, text: &str) -> Result<()> {
        let field = self.element(selector).await?;
        field.scroll_into_view().await?;
        field.focus().await?;
        field.send_keys(Key::Control + "a").await?;
        field.send_keys(Key::Backspace + "").await?;
        field
            .send_keys(format!("{text}{}", char::from(Key::Tab)))
            .await
            .with_context(|| format!("{selector} cannot be filled"))
    }

    /// Clicks what carries these words: a button, a link, or the field of a label.
    ///
    /// # Errors
    /// Where nothing does.
    pub async fn click_on(&self, words: &str) -> Result<()> {
        let named =
            format!("(//main//*[self::button or self::a or self::label][contains(normalize-space(), '{words}')])[1]");
        let element = self.driver.find(By::XPath(named)).await.with_context(|| format!("nothing says {words:?}"))?;
        element.scroll_into_view().await?;
        element.click().await.with_context(|| format!("{words:?} cannot be clicked"))
    }

    /// Types a guess for a variant, and commits it.
    ///
    /// # Errors
    /// Where the page does not ask.
    pub async fn guess(&self, variant: &str, text: &str) -> Result<()> {
        let field = self.element(&format!("#guess-{variant}")).await?;
        field.scroll_into_view().await?;
        field.focus().await?;
        field.send_keys(Key::Control + "a").await?;
        Ok(field.send_keys(text.to_owned() + Key::Enter).await?)
    }

    /// Sets a parameter in the form, whatever it is set with.
    ///
    /// # Errors
    /// Where the form has no such parameter.
    pub async fn set(&self, name: &str, text: &str) -> Result<()> {
        let selector = format!("#param-{name}");
        let tag = self.element(&selector).await?.tag_name().await?;
        match tag.as_str() {
            "input" => self.fill(&selector, text).await,
            "select" => self.click(&format!("{selector} option[value='{text}']")).await,
            _ => self.click(&format!("{selector} input[value='{text}'], {selector} [data-value='{text}']")).await,
        }
    }

    /// Presses a key wherever the focus is.
    ///
    /// # Errors
    /// Where the browser does not.
    pub async fn press(&self, key: Key) -> Result<()> {
        Ok(self.driver.action_chain().send_keys(key + "").perform().await?)
    }

    /// Presses a letter wherever the focus is, with Control held down.
    ///
    /// # Errors
    /// Where the browser does not.
    pub async fn press_with_control(&self, letter: char) -> Result<()> {
        let keys = self.driver.action_chain().key_down(Key::Control).key_down(letter);
        Ok(keys.key_up(letter).key_up(Key::Control).perform().await?)
    }

    /// Makes the page as wide and high as a device's.
    ///
    /// # Errors
    /// Where Chromium refuses.
    pub async fn resize(&self, width: u32, height: u32) -> Result<()> {
        let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600 });
        self.cdp("Emulation.setDeviceMetricsOverride", metrics).await.map(drop)
    }

    /// A problem on the console that belongs to a test is not one.
    pub fn expects_on_console(&self, part: &'static str) {
        self.expected.borrow_mut().push(part);
    }

    /// Looks at the console: neither errors nor warnings. What the browser's own pages (the one a new tab starts with) say
    /// there is not the page's.
    ///
    /// # Errors
    /// Where there are any.
    pub async fn console_is_quiet(&self) -> Result<()> {
        let expected = self.expected.borrow().clone();
        let said = self.driver.browser_log().await?;
        let problems = said.iter().filter(|entry| matches!(entry.level.as_str(), "SEVERE" | "WARNING"));
        let problems = problems.filter(|entry| !entry.message.starts_with("chrome://"));
        let problems = problems.filter(|entry| !expected.iter().any(|part| entry.message.contains(part)));
        let problems: Vec<_> = problems.map(|entry| format!("{}: {}", entry.level, entry.message)).collect();
        if !problems.is_empty() {
            bail!("the console is not quiet:\n{}", problems.join("\n"));
        }
        Ok(())
    }

    /// What the page shows, for a message about a failure.
    pub async fn what_it_shows(&self) -> String {
        self.view().await.map_or_else(|why| format!("nothing that can be read ({why})"), |view| format!("{view:#?}"))
    }
}

fn capabilities(profile: &Path) -> Result<ChromeCapabilities> {
    let mut capabilities = ChromeCapabilities::new();
    capabilities.set_binary(&browser()?.to_string_lossy())?;
    for flag in FLAGS {
        capabilities.add_arg(flag)?;
    }
    capabilities.add_arg(&format!("--user-data-dir={}", profile.display()))?;
    capabilities.set_browser_log_level(LoggingPrefsLogLevel::All)?;
    Ok(capabilities)
}

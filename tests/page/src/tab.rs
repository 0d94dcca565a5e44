//! A browser with one page in it.

use crate::engine::{Engine, Own, Session, Visitor};
use crate::until::{PATIENCE, until};
use crate::view::{SCRIPT, View};
use anyhow::{Context, Result, bail, ensure};
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::cell::RefCell;
use std::time::Duration;
use thirtyfour::common::keys::Key;
use thirtyfour::{By, WebDriver, WebElement};

/// A browser of its own, with a fresh profile.
pub struct Tab {
    session: Session,
    base: String,
    expected: RefCell<Vec<&'static str>>,
}

impl Tab {
    /// Opens a browser for the page at `base`, whose address ends with a slash; it shows nothing yet.
    ///
    /// # Errors
    /// Where there is no browser, or it does not start.
    pub async fn open(base: String) -> Result<Self> {
        Self::open_as(&[], base).await
    }

    /// The same, of such a visitor.
    ///
    /// # Errors
    /// Where there is no browser, or it does not start.
    pub async fn open_as(visitor: &[Visitor], base: String) -> Result<Self> {
        Ok(Self { session: Session::start(visitor).await?, base, expected: RefCell::default() })
    }

    /// Which engine shows the page.
    pub fn engine(&self) -> Engine {
        self.session.engine
    }

    /// Closes the browser.
    ///
    /// # Errors
    /// Where it does not close.
    pub async fn close(self) -> Result<()> {
        self.session.quit().await
    }

    /// Asks Chromium in its own protocol, for what no other engine can be asked.
    ///
    /// # Errors
    /// Where it refuses, and in any other engine.
    pub async fn ask_chromium(&self, command: &str, parameters: Value) -> Result<Value> {
        self.session.ask_chromium(command, parameters).await
    }

    /// The WebDriver session, for what only one test needs.
    pub fn driver(&self) -> &WebDriver {
        &self.session.driver
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
        self.session.driver.goto(self.address(query)).await?;
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
        let ended = "return new Promise((ended) => {
            const main = document.querySelector('main[data-state]');
            const look = () => /finished|stopped|failed/.test(main.dataset.state) && ended(true);
            new MutationObserver(look).observe(main, { attributeFilter: ['data-state'] });
            look();
        })";
        self.js::<bool>(ended, &[]).await?;
        let view = self.view().await?;
        ensure!(view.is("finished"), "the run ended as {:?}", view.state);
        Ok(view)
    }

    /// Runs a script in the page and returns what it returns.
    ///
    /// # Errors
    /// Where it throws, or returns something else than wanted.
    pub async fn js<T: DeserializeOwned>(&self, script: &str, arguments: &[Value]) -> Result<T> {
        let returned = self.session.driver.execute(script, arguments.to_vec()).await?;
        Ok(serde_json::from_value(returned.json().clone())?)
    }

    /// What the browser tells a screen reader of an element: its role and its name.
    ///
    /// # Errors
    /// Where it tells nothing.
    pub async fn role_and_name(&self, element: &WebElement) -> Result<(String, String)> {
        let told = async |what: &str| -> Result<String> {
            let asked = Own::get(format!("element/{}/{what}", element.element_id()));
            Ok(self.session.driver.cmd(asked).await?.value()?)
        };
        Ok((told("computedrole").await?, told("computedlabel").await?))
    }

    /// The element with this selector.
    ///
    /// # Errors
    /// Where there is none.
    pub async fn element(&self, selector: &str) -> Result<WebElement> {
        self.session.driver.find(By::Css(selector)).await.with_context(|| format!("there is no {selector}"))
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
        let element =
            self.session.driver.find(By::XPath(named)).await.with_context(|| format!("nothing says {words:?}"))?;
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
        // A click, since some browsers let no script move the focus into a frame.
        field.click().await?;
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
        Ok(self.session.driver.action_chain().send_keys(key + "").perform().await?)
    }

    /// Presses a letter wherever the focus is, with Control held down.
    ///
    /// # Errors
    /// Where the browser does not.
    pub async fn press_with_control(&self, letter: char) -> Result<()> {
        let keys = self.session.driver.action_chain().key_down(Key::Control).key_down(letter);
        Ok(keys.key_up(letter).key_up(Key::Control).perform().await?)
    }

    /// Makes the page as wide and high as a device's, in CSS pixels.
    ///
    /// # Errors
    /// Where the browser does not.
    pub async fn resize(&self, width: u32, height: u32) -> Result<()> {
        self.session.resize(width, height).await
    }

    /// Takes the network away from the page that is open: the page knows, and reaches no other machine.
    ///
    /// # Errors
    /// Where the browser does not.
    pub async fn goes_offline(&self) -> Result<()> {
        self.session.goes_offline().await
    }

    /// A problem on the console that belongs to a test is not one.
    pub fn expects_on_console(&self, part: &'static str) {
        self.expected.borrow_mut().push(part);
    }

    /// Looks at the console: neither errors nor warnings.
    ///
    /// # Errors
    /// Where there are any.
    pub async fn console_is_quiet(&self) -> Result<()> {
        self.expected_all(self.session.console().await?)
    }

    /// Looks whether all that was said on a console belongs to the test.
    pub(crate) fn expected_all(&self, mut said: Vec<String>) -> Result<()> {
        let expected = self.expected.borrow();
        said.retain(|line| !expected.iter().any(|part| line.contains(part)));
        if !said.is_empty() {
            bail!("the console is not quiet:\n{}", said.join("\n"));
        }
        Ok(())
    }

    /// What the page shows, for a message about a failure.
    pub async fn what_it_shows(&self) -> String {
        self.view().await.map_or_else(|why| format!("nothing that can be read ({why})"), |view| format!("{view:#?}"))
    }
}

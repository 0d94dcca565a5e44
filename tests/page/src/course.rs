//! Somebody else's page with a lesson in it: another origin, a plain iframe, no headers, no permissions.

use crate::{PATIENCE, Site, Tab, View, until};
use anyhow::{Context, Result};
use serde::Deserialize;
use serde_json::{Value, json};

/// A message the course page got from the lesson.
#[derive(Clone, Debug, Deserialize)]
pub struct Message {
    /// Where the lesson says it comes from.
    pub origin: String,
    /// What it says.
    pub data: Value,
}

/// A course page, open in a tab.
pub struct Course<'tab> {
    tab: &'tab Tab,
    _site: Site,
}

impl<'tab> Course<'tab> {
    /// Opens a course page that embeds the lesson with this query, and waits until the lesson is ready.
    ///
    /// # Errors
    /// Where it never is.
    pub async fn open(tab: &'tab Tab, query: &str) -> Result<Self> {
        let site = Site::of_one_page(include_str!("course.html")).await?;
        let lesson: String = form_urlencoded::byte_serialize(tab.address(query).as_bytes()).collect();
        tab.driver().goto(format!("{}#{lesson}", site.root())).await?;
        let course = Self { tab, _site: site };
        course.hears("simul:ready", 1).await?;
        Ok(course)
    }

    /// All messages so far.
    ///
    /// # Errors
    /// Where the page cannot be read.
    pub async fn messages(&self) -> Result<Vec<Message>> {
        self.tab.js("return heard", &[]).await
    }

    /// Messages of one type so far.
    ///
    /// # Errors
    /// Where the page cannot be read.
    pub async fn heard(&self, kind: &str) -> Result<Vec<Message>> {
        let mut messages = self.messages().await?;
        messages.retain(|message| message.data["type"] == kind);
        Ok(messages)
    }

    /// Waits until so many messages of one type have come, and returns the last of them.
    ///
    /// # Errors
    /// Where they do not come.
    pub async fn hears(&self, kind: &str, count: usize) -> Result<Message> {
        let enough = async || Ok(Some(self.heard(kind).await?).filter(|heard| heard.len() >= count));
        let heard = until(&format!("the course page has heard {count} times {kind}"), PATIENCE, enough).await?;
        heard.last().cloned().context("none was asked for")
    }

    /// Tells the lesson something, as its parent.
    ///
    /// # Errors
    /// Where the page cannot be driven.
    pub async fn tell(&self, message: Value) -> Result<()> {
        self.tab.js("tell(arguments[0])", &[message]).await
    }

    /// Tells the lesson what a script's expression says, for messages that are no JSON.
    ///
    /// # Errors
    /// Where the expression throws.
    pub async fn tell_odd(&self, expression: &str) -> Result<()> {
        self.tab.js(&format!("tell({expression})"), &[]).await
    }

    /// Tells the lesson something from another frame of the course page, which is not its parent.
    ///
    /// # Errors
    /// Where the page cannot be driven.
    pub async fn neighbour_tells(&self, message: Value) -> Result<()> {
        self.tab.js("document.getElementById('neighbour').contentWindow.tell(arguments[0])", &[message]).await
    }

    /// Sets parameters, and starts.
    ///
    /// # Errors
    /// Where the page cannot be driven.
    pub async fn run(&self, params: Value) -> Result<()> {
        self.tell(json!({ "type": "simul:set", "params": params })).await?;
        self.tell(json!({ "type": "simul:start" })).await
    }

    /// Looks at something inside the lesson's frame.
    ///
    /// # Errors
    /// What looking returns, or that there is no frame.
    pub async fn inside<T>(&self, look: impl AsyncFnOnce(&Tab) -> Result<T>) -> Result<T> {
        self.tab.driver().enter_frame(0).await?;
        let looked = look(self.tab).await;
        self.tab.driver().enter_default_frame().await?;
        looked
    }

    /// Waits until the lesson shows what is wanted.
    ///
    /// # Errors
    /// Where it never does.
    pub async fn see(&self, what: &str, wanted: impl Fn(&View) -> bool) -> Result<View> {
        self.inside(async |tab| tab.see(what, wanted).await).await
    }
}

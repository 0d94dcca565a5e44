//! What the page shows, as plain data.

use anyhow::{Context, Result};
use serde::Deserialize;
use std::collections::BTreeMap;

/// All that the contract names, read in one go.
#[derive(Clone, Debug, Deserialize, PartialEq)]
pub struct View {
    /// How many `<main>` there are.
    pub mains: usize,
    /// The lesson that is open.
    pub lesson: Option<String>,
    /// Where the page stands.
    pub state: Option<String>,
    /// What was not understood.
    pub notices: Vec<String>,
    /// Figures by their ids, in milliseconds; `None` for one that is no number.
    pub figures: BTreeMap<String, Option<f64>>,
    /// The lines of the output.
    pub output: Vec<String>,
    /// The form: texts by the parameters' names.
    pub fields: BTreeMap<String, String>,
    /// Whether Run is there, and can be pressed.
    pub can_run: bool,
    /// Whether Stop is there, and can be pressed.
    pub can_stop: bool,
    /// The query of the address.
    pub query: String,
    /// How many entries the history has.
    pub history: usize,
    /// Whether the page is `visible` or `hidden`.
    pub visibility: String,
    /// The theme the document is in.
    pub theme: Option<String>,
}

/// Reads a [`View`].
pub const SCRIPT: &str = "
    const all = (selector) => [...document.querySelectorAll(selector)];
    const text = (node) => node.textContent.trim();
    const usable = (id) => { const button = document.getElementById(id); return !!button && !button.disabled && button.ariaDisabled !== 'true'; };
    const value = (node) => node.value ?? node.querySelector('input:checked, option:checked')?.value ?? '';
    const number = (text) => text !== '' && Number.isFinite(Number(text)) ? Number(text) : null;
    const mains = all('main');
    return {
        mains: mains.length,
        lesson: mains[0]?.dataset.lesson ?? null,
        state: mains[0]?.dataset.state ?? null,
        notices: all('#notices > li').map(text),
        figures: Object.fromEntries(all('data[id]').map((data) => [data.id, number(data.getAttribute('value') ?? '')])),
        output: all('#output > li').map((line) => line.textContent),
        fields: Object.fromEntries(all('[id^=param-]').map((node) => [node.id.slice('param-'.length), value(node)])),
        can_run: usable('run'),
        can_stop: usable('stop'),
        query: location.search,
        history: history.length,
        visibility: document.visibilityState,
        theme: document.documentElement.dataset.theme ?? null,
    };
";

impl View {
    /// A figure.
    ///
    /// # Errors
    /// Where the page has no such figure.
    pub fn figure(&self, id: &str) -> Result<f64> {
        let figure = self.figures.get(id).with_context(|| format!("there is no figure #{id}"))?;
        figure.with_context(|| format!("the value of #{id} is not a number"))
    }

    /// Whether the page has such a figure.
    pub fn has(&self, id: &str) -> bool {
        self.figures.get(id).is_some_and(Option::is_some)
    }

    /// What the form says of a parameter.
    ///
    /// # Errors
    /// Where the form has no such parameter.
    pub fn field(&self, name: &str) -> Result<&str> {
        self.fields.get(name).map(String::as_str).with_context(|| format!("there is no #param-{name}"))
    }

    /// Whether the page is in this state.
    pub fn is(&self, state: &str) -> bool {
        self.state.as_deref() == Some(state)
    }

    /// Whether a run has come to some end.
    pub fn has_ended(&self) -> bool {
        matches!(self.state.as_deref(), Some("finished" | "stopped" | "failed"))
    }
}

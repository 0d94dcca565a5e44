//! A browser for the tests.

use anyhow::Result;

use super::{Need, Step, apt};
use crate::{browser::Browser, kit::Kit, system::System};

pub(super) const STEP: Step = Step {
    need: Need::Browser,
    what: "Chromium and its driver",
    why: "tests and measurements run in a real browser",
    takes: "a minute",
    look,
    install,
};

fn look(kit: &mut Kit) -> Result<bool> {
    kit.browser = Browser::find(kit);
    Ok(kit.browser.is_some())
}

fn install(kit: &mut Kit) -> Result<()> {
    apt::install(kit, &["chromium", "chromium-driver"], System::here().browser_hint())
}

//! A browser for the tests, which apt brings where there is apt and the right to use it.

use anyhow::{Result, bail};

use super::{Need, Step};
use crate::{
    browser::Browser,
    kit::{self, Kit},
    system::{System, root_prefix},
};

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
    let system = System::here();
    let hint = system.browser_hint();
    let prefix = if system.has_apt_browser() && kit.find("apt-get").is_some() { root_prefix() } else { None };
    let Some(prefix) = prefix else { bail!("please install it yourself: {hint}") };
    // A machine that has never updated its lists knows no packages: then update, and try once more.
    if apt(kit, prefix, INSTALL).is_err()
        && (apt(kit, prefix, &["update"]).is_err() || apt(kit, prefix, INSTALL).is_err())
    {
        bail!("apt-get failed (its words are above): {hint}");
    }
    Ok(())
}

const INSTALL: &[&str] = &["install", "-y", "--no-install-recommends", "chromium", "chromium-driver"];

fn apt(kit: &Kit, prefix: &[&str], args: &[&str]) -> Result<()> {
    // As arguments and not as variables of this process, because sudo drops those.
    let words: Vec<&str> = prefix.iter().copied().chain(["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]).collect();
    kit::finish(kit.command(words[0]).args(&words[1..]).args(args))
}

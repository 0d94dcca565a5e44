//! What the commands need, and how to get it: one file for each need, one line for each in the registry.
//!
//! Every step first looks whether there is anything to do, which takes milliseconds, so each command may ask for all it
//! needs each time it is called.

mod apt;
mod bindgen;
mod browser;
mod cargo_install;
mod crates;
#[cfg(unix)]
mod debian;
mod firefox;
mod geckodriver;
mod lints;
#[cfg(unix)]
mod redis;
#[cfg(unix)]
mod rq;
mod target;
mod trunk;
pub mod wasm_opt;
mod webkit;

use std::{fs, time::Instant};

use anyhow::{Context, Result, bail};

use crate::{
    kit::Kit,
    say::{say, spoken},
};

/// Something a command cannot do without, or not as well.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// The crates in Cargo.lock, so that building needs no network.
    Crates,
    /// Rust's library for WebAssembly.
    Target,
    /// Rust's formatter and lints.
    Lints,
    /// The builder and server of the page.
    Trunk,
    /// The writer of the code between the page and its WebAssembly, and the runner of tests there.
    Bindgen,
    /// A browser and its driver.
    Browser,
    /// A second browser.
    Firefox,
    /// The driver of the second browser.
    Geckodriver,
    /// A third browser and its driver, and a display for it.
    WebKit,
    /// The optimiser of published builds.
    WasmOpt,
    /// Redis and Webdis.
    #[cfg(unix)]
    Redis,
    /// RQ, whose workers take jobs from Redis.
    #[cfg(unix)]
    Rq,
}

/// How one need is met.
struct Step {
    need: Need,
    /// What it is called, as in "installing …".
    what: &'static str,
    /// What it is for.
    why: &'static str,
    /// How long getting it takes on a machine with two cores.
    takes: &'static str,
    /// Whether it is there; what was found goes into the kit.
    look: fn(&mut Kit) -> Result<bool>,
    /// Gets it. What went wrong is said together with what to do.
    install: fn(&mut Kit) -> Result<()>,
}

/// In the order in which a newcomer waits for them.
const STEPS: &[Step] = &[
    crates::STEP,
    target::STEP,
    lints::STEP,
    browser::STEP,
    wasm_opt::STEP,
    #[cfg(unix)]
    redis::STEP,
    #[cfg(unix)]
    rq::STEP,
    bindgen::STEP,
    trunk::STEP,
    firefox::STEP,
    geckodriver::STEP,
    webkit::STEP,
];

/// A need that could not be met.
#[derive(Debug)]
pub struct Missing {
    /// What is missing.
    pub need: Need,
    /// Why, and what to do.
    pub reason: String,
}

/// Meets these needs; an error names the first that could not be met.
pub fn all_of(kit: &mut Kit, needs: &[Need]) -> Result<()> {
    match some_of(kit, needs).into_iter().next() {
        Some(missing) => bail!("{}", missing.reason),
        None => Ok(()),
    }
}

/// Meets as many of these needs as it can, and returns the others.
pub fn some_of(kit: &mut Kit, needs: &[Need]) -> Vec<Missing> {
    let mut missing = Vec::new();
    let mut installed = false;
    for step in STEPS.iter().filter(|step| needs.contains(&step.need)) {
        match meet(kit, step) {
            Ok(had_to_install) => installed |= had_to_install,
            Err(error) => {
                let reason = format!("{} could not be had: {error:#}", step.what);
                say(&reason);
                missing.push(Missing { need: step.need, reason });
            }
        }
    }
    if installed {
        cargo_install::clean_up(kit);
    }
    missing
}

/// `setup`: meets all needs of all commands.
pub fn everything(kit: &mut Kit) -> Result<()> {
    let start = Instant::now();
    let missing = some_of(kit, &STEPS.iter().map(|step| step.need).collect::<Vec<_>>());
    if !missing.is_empty() {
        let reasons: Vec<_> = missing.into_iter().map(|missing| missing.reason).collect();
        bail!("some things are missing:\n  {}", reasons.join("\n  "));
    }
    say(format!("everything is in place ({})", spoken(start.elapsed())));
    Ok(())
}

/// Looks, and installs where there is nothing; whether it had to.
fn meet(kit: &mut Kit, step: &Step) -> Result<bool> {
    if (step.look)(kit)? {
        return Ok(false);
    }
    say(format!("installing {} ({}); takes about {}", step.what, step.why, step.takes));
    let start = Instant::now();
    fs::create_dir_all(&kit.project.tools)
        .with_context(|| format!("the folder {} cannot be made", kit.project.tools.display()))?;
    (step.install)(kit)?;
    if !(step.look)(kit)? {
        bail!("it was installed and still cannot be found");
    }
    say(format!("installed {}; took {}", step.what, spoken(start.elapsed())));
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_need_is_met_by_one_step() {
        let needs = [
            Need::Crates,
            Need::Target,
            Need::Lints,
            Need::Trunk,
            Need::Bindgen,
            Need::Browser,
            Need::WasmOpt,
            #[cfg(unix)]
            Need::Redis,
            #[cfg(unix)]
            Need::Rq,
            Need::Firefox,
            Need::Geckodriver,
            Need::WebKit,
        ];
        for need in needs {
            assert_eq!(STEPS.iter().filter(|step| step.need == need).count(), 1, "{need:?}");
        }
        assert_eq!(STEPS.len(), needs.len());
    }
}

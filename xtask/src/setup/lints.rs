//! rustfmt and clippy, which a minimal Rust leaves out.

use anyhow::{Result, bail};

use super::{Need, Step};
use crate::kit::{self, Kit};

pub(super) const STEP: Step = Step {
    need: Need::Lints,
    what: "rustfmt and clippy",
    why: "the tests include format and lints",
    takes: "half a minute",
    look,
    install,
};

fn look(kit: &mut Kit) -> Result<bool> {
    let starts = |tool: &str| kit::answer(&mut kit.cargo([tool, "--version"])).is_some();
    Ok(starts("fmt") && starts("clippy"))
}

fn install(kit: &mut Kit) -> Result<()> {
    if kit::finish(kit.command("rustup").args(["component", "add", "rustfmt", "clippy"])).is_err() {
        bail!("type `rustup component add rustfmt clippy`, or install your system's packages of them");
    }
    Ok(())
}

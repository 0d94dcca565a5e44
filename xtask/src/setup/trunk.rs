//! trunk, which builds the page, serves it and watches for edits.

use anyhow::Result;

use super::{Need, Step, cargo_install::Tool};
use crate::{
    kit::Kit,
    version::{Version, Wanted},
};

/// Trunk 0.22 asks for a newer Rust than this project does.
const VERSION: Version = Version(0, 21, 14);

/// Optimising it would take a third longer, and save a tenth of a second in each build of the page.
const TOOL: Tool =
    Tool { package: "trunk", program: "trunk", version: VERSION, wanted: Wanted::Compatible(VERSION), optimised: "0" };

pub(super) const STEP: Step = Step {
    need: Need::Trunk,
    what: "trunk",
    why: "it builds and serves the page",
    takes: "3 minutes, once",
    look,
    install,
};

fn look(kit: &mut Kit) -> Result<bool> {
    Ok(TOOL.look(kit))
}

fn install(kit: &mut Kit) -> Result<()> {
    TOOL.install(kit)
}

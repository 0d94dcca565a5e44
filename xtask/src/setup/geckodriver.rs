//! Firefox's driver, which few systems have a package of.

use anyhow::Result;

use super::{Need, Step, cargo_install::Tool};
use crate::{
    kit::Kit,
    version::{Version, Wanted},
};

const VERSION: Version = Version(0, 36, 0);

const TOOL: Tool = Tool {
    package: "geckodriver",
    program: "geckodriver",
    version: VERSION,
    wanted: Wanted::Compatible(VERSION),
    optimised: "0",
};

pub(super) const STEP: Step = Step {
    need: Need::Geckodriver,
    what: "geckodriver",
    why: "the tests drive Firefox with it",
    takes: "a minute, once",
    look,
    install,
};

fn look(kit: &mut Kit) -> Result<bool> {
    Ok(TOOL.look(kit))
}

fn install(kit: &mut Kit) -> Result<()> {
    TOOL.install(kit)
}

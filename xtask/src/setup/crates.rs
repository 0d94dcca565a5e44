//! The crates everything is built from. Fetching all of them at once means that later commands need no network, whichever
//! comes first: trunk, for one, asks for those of every system, and tests use some that the page does not.

use anyhow::{Result, bail};

use super::{Need, Step};
use crate::kit::{self, Kit};

pub(super) const STEP: Step = Step {
    need: Need::Crates,
    what: "the crates named in Cargo.lock",
    why: "the page and its tests are built from them, without a network once they are here",
    takes: "half a minute",
    look,
    install,
};

fn look(kit: &mut Kit) -> Result<bool> {
    Ok(kit::answer(&mut kit.cargo(["fetch", "--quiet", "--offline"])).is_some())
}

fn install(kit: &mut Kit) -> Result<()> {
    if kit::finish(&mut kit.cargo(["fetch"])).is_err() {
        bail!(
            "cargo could not fetch them (its words are above). Call this again with a network that reaches crates.io"
        );
    }
    Ok(())
}

//! Firefox, in which the page is tried too.

use anyhow::Result;

use super::{Need, Step, apt};
use crate::{engines::Engine, kit::Kit, system::System};

pub(super) const STEP: Step = Step {
    need: Need::Firefox,
    what: "Firefox",
    why: "the page is tried in it too",
    takes: "half a minute",
    look: |kit| Ok(Engine::Firefox.is_complete_but(kit, "SIMUL_GECKODRIVER")),
    install,
};

fn install(kit: &mut Kit) -> Result<()> {
    apt::install(kit, &["firefox-esr"], System::here().firefox_hint())
}

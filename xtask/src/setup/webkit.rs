//! WebKitGTK, in which the page is tried too; there is one for Linux alone.

use anyhow::Result;

use super::{Need, Step, apt};
use crate::{engines::Engine, kit::Kit, system::System};

pub(super) const STEP: Step = Step {
    need: Need::WebKit,
    what: "WebKitGTK, its driver and a display that nobody sees",
    why: "the page is tried in it too",
    takes: "half a minute",
    look,
    install,
};

fn look(kit: &mut Kit) -> Result<bool> {
    Ok(!Engine::WebKit.is_for_this_system() || Engine::WebKit.is_complete(kit))
}

fn install(kit: &mut Kit) -> Result<()> {
    apt::install(kit, &["webkit2gtk-driver", "xvfb"], System::here().webkit_hint())
}

//! wasm-bindgen's programs: trunk calls one to write the glue code, cargo calls the other to run tests in a browser.

use anyhow::Result;

use super::{Need, Step, cargo_install::Tool};
use crate::{kit::Kit, lockfile, version::Wanted};

pub(super) const STEP: Step = Step {
    need: Need::Bindgen,
    what: "wasm-bindgen",
    why: "it connects the page to its WebAssembly",
    takes: "a minute and a half, once",
    look,
    install,
};

fn tool(kit: &Kit) -> Result<Tool> {
    let version = lockfile::wasm_bindgen(&kit.project)?;
    let wanted = Wanted::Exactly(version);
    // Without optimisation every build of the page would take some tenths of a second longer.
    Ok(Tool { package: "wasm-bindgen-cli", program: "wasm-bindgen", version, wanted, optimised: "1" })
}

fn look(kit: &mut Kit) -> Result<bool> {
    Ok(tool(kit)?.look(kit))
}

fn install(kit: &mut Kit) -> Result<()> {
    tool(kit)?.install(kit)
}

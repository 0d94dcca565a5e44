//! Rust's library for WebAssembly, which rustup brings.

use anyhow::{Context, Result, bail};

use super::{Need, Step};
use crate::kit::{self, Kit};

const TARGET: &str = "wasm32-unknown-unknown";

pub(super) const STEP: Step = Step {
    need: Need::Target,
    what: "the wasm target of Rust",
    why: "the page is WebAssembly",
    takes: "half a minute",
    look,
    install,
};

/// Looks into the compiler's own folder, which is quicker than asking rustup and right for compilers without it.
fn look(kit: &mut Kit) -> Result<bool> {
    let sysroot = kit::answer(kit.command("rustc").args(["--print", "sysroot"]));
    let sysroot = sysroot.context("`rustc` does not start; install Rust from https://rustup.rs")?;
    let library = std::path::Path::new(sysroot.trim()).join("lib").join("rustlib").join(TARGET).join("lib");
    Ok(library.is_dir())
}

fn install(kit: &mut Kit) -> Result<()> {
    if kit.find("rustup").is_none() {
        bail!(
            "this Rust was not installed by rustup, which would add it. Install your system's package of Rust's \
             standard library for {TARGET}, or Rust from https://rustup.rs, and call this again"
        );
    }
    // The toolchain in use is the one rustup takes in this folder, so that is the one it adds the target to.
    if kit::finish(kit.command("rustup").args(["target", "add", TARGET])).is_err() {
        bail!(
            "rustup could not fetch it (its words are above; most often the server cannot be reached from here). \
             Type `rustup target add {TARGET}` where the network allows it, and call this again"
        );
    }
    Ok(())
}

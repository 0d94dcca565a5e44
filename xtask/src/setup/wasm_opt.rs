//! wasm-opt, which makes published builds smaller. npm brings it ready to run, for every system alike.

use std::{
    env,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Result, bail};

use super::{Need, Step};
use crate::{
    kit::{self, Kit},
    system::System,
    version::Wanted,
};

/// The version of npm's `binaryen` package; its first number is that of wasm-opt.
const VERSION: &str = "132.0.0";
/// Older ones do not know what today's compiler writes.
const WANTED: Wanted = Wanted::AtLeast(132);

/// Features are named one by one: `--all-features` writes an encoding that browsers refuse.
const OPTIONS: &[&str] = &[
    "-Oz",
    // What is written into its only caller gives brotli less to find again.
    "--one-caller-inline-max-function-size=20",
    // Nothing lies at the first addresses: they are the far end of the stack.
    "--low-memory-unused",
    "--enable-bulk-memory",
    "--enable-reference-types",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-sign-ext",
    "--enable-nontrapping-float-to-int",
];

/// Options for what shares names with a script.
const SHORT_NAMES: &[&str] = &[
    // Streams, which a crate below Leptos offers to the page's script; nobody calls them.
    "--remove-exports=*intounderlying*",
    // Prints the names; the script is given the same ones.
    "--minify-imports-and-exports-and-modules",
];

/// The optimiser, in one of its two forms.
#[derive(Clone, Debug)]
pub enum WasmOpt {
    /// A program of this system, found on PATH.
    Program,
    /// A script that Node.js runs.
    Script(PathBuf),
}

impl WasmOpt {
    /// The command that optimises one file into another, and makes the names short that it shares with a script: it
    /// prints them.
    pub fn shortening(&self, kit: &Kit, from: &Path, to: &Path) -> Command {
        let mut command = self.command(kit, from, to);
        command.args(SHORT_NAMES);
        command
    }

    /// The command that optimises one file into another.
    pub fn command(&self, kit: &Kit, from: &Path, to: &Path) -> Command {
        let mut command = match self {
            Self::Program => kit.command("wasm-opt"),
            Self::Script(script) => {
                let mut node = kit.command("node");
                node.arg(script);
                node
            }
        };
        command.args(OPTIONS).arg(from).arg("-o").arg(to);
        command
    }
}

pub(super) const STEP: Step = Step {
    need: Need::WasmOpt,
    what: "wasm-opt",
    why: "it makes the published page smaller",
    takes: "a few seconds",
    look,
    install,
};

fn look(kit: &mut Kit) -> Result<bool> {
    kit.wasm_opt = found(kit);
    Ok(kit.wasm_opt.is_some())
}

fn found(kit: &Kit) -> Option<WasmOpt> {
    let script = folder(kit).join("node_modules").join("binaryen").join("bin").join("wasm-opt");
    if script.is_file() && kit.find("node").is_some() {
        return Some(WasmOpt::Script(script));
    }
    let answer = kit::answer(kit.command("wasm-opt").arg("--version"))?;
    WANTED.fits(&answer).then_some(WasmOpt::Program)
}

fn install(kit: &mut Kit) -> Result<()> {
    let hint = System::here().npm_hint();
    if kit.find("npm").is_none() || kit.find("node").is_none() {
        bail!("npm would bring it, and there is no npm here: {hint}");
    }
    let mut npm = kit.command("npm");
    npm.args(["install", "--no-audit", "--no-fund", "--no-save", "--prefix"]).arg(folder(kit));
    npm.arg(format!("binaryen@{VERSION}")).current_dir(env::temp_dir());
    if kit::finish(&mut npm).is_err() {
        bail!("npm could not fetch it (its words are above)");
    }
    Ok(())
}

fn folder(kit: &Kit) -> PathBuf {
    kit.project.tool("binaryen", VERSION)
}

//! Tools that are built from source with cargo, into the tools folder and quickly rather than well: they run for
//! moments, and a newcomer waits minutes for them.

use std::{env, fs, path::PathBuf};

use anyhow::{Result, bail};

use crate::{
    kit::{self, Kit},
    version::{Version, Wanted},
};

/// A tool that cargo can build.
pub struct Tool {
    /// The name of its package.
    pub package: &'static str,
    /// The name of its program, which is also that of its folder.
    pub program: &'static str,
    /// The version to build.
    pub version: Version,
    /// The versions that will do when one is there already.
    pub wanted: Wanted,
    /// How much the compiler optimises it: `0` where that is quick enough to be used.
    pub optimised: &'static str,
}

impl Tool {
    /// Whether the tool is there: our own, or one on PATH in a version that will do.
    pub fn look(&self, kit: &mut Kit) -> bool {
        let own = self.folder(kit).join("bin");
        if own.join(format!("{}{}", self.program, env::consts::EXE_SUFFIX)).is_file() {
            kit.put_first_on_path(own);
            return true;
        }
        let answer = kit::answer(kit.command(self.program).arg("--version"));
        answer.is_some_and(|answer| self.wanted.fits(&answer))
    }

    /// Builds the tool and puts it into the tools folder.
    pub fn install(&self, kit: &mut Kit) -> Result<()> {
        // With the versions its authors tested; where one of those cannot be had, with the newest that fit.
        for locked in [&["--locked"][..], &[]] {
            let mut command = kit.cargo(["install", self.package, "--no-default-features"]);
            command.args(["--version", &self.version.to_string()]).args(locked);
            command.arg("--root").arg(self.folder(kit)).env("CARGO_TARGET_DIR", build_folder(kit));
            command.envs(QUICK).env("CARGO_PROFILE_RELEASE_OPT_LEVEL", self.optimised);
            if kit::finish(&mut command).is_ok() {
                return Ok(());
            }
        }
        bail!(
            "cargo could not build it (its words are above). With a network that reaches crates.io, call this again; \
             or install {} {} yourself so that it is on PATH",
            self.package,
            self.version
        )
    }

    fn folder(&self, kit: &Kit) -> PathBuf {
        kit.project.tool(self.program, &self.version.to_string())
    }
}

/// A release profile that is quick to build. On two cores it halves the wait for trunk, whose own takes eight minutes.
const QUICK: [(&str, &str); 4] = [
    ("CARGO_PROFILE_RELEASE_LTO", "off"),
    ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16"),
    ("CARGO_PROFILE_RELEASE_DEBUG", "0"),
    ("CARGO_PROFILE_RELEASE_STRIP", "true"),
];

/// One folder for all tools, so that they share what they have in common and an interrupted build goes on.
fn build_folder(kit: &Kit) -> PathBuf {
    kit.project.tools.join("build")
}

/// Removes what was only needed while building. What is left behind does no harm, so a failure is not told.
pub fn clean_up(kit: &Kit) {
    let _ = fs::remove_dir_all(build_folder(kit));
}

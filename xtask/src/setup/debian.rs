//! Debian's packages, unpacked into a folder of our own: nobody needs the rights of root, no service starts by itself, and
//! nothing else on the machine changes.

use std::{fs, path::Path, process::Command};

use anyhow::{Context, Result, bail};

use crate::kit::{self, Kit};

/// Downloads packages with what they need and this system lacks, and unpacks them.
pub fn unpack(kit: &Kit, packages: &[&str], into: &Path) -> Result<()> {
    let folder = into.with_extension("packages");
    for needed in [folder.join("partial"), folder.join("lists").join("partial"), into.to_path_buf()] {
        fs::create_dir_all(&needed).with_context(|| format!("{} cannot be made", needed.display()))?;
    }
    let download = || {
        let args = ["install", "--download-only", "--reinstall", "--no-install-recommends", "-y", "-qq"];
        let mut apt = apt(kit, &folder);
        apt.args(args).args(packages);
        apt
    };
    // A machine that has never updated its lists knows no packages: then get lists of our own, and try once more.
    if kit::finish(&mut download()).is_err() {
        let lists = format!("Dir::State::Lists={}", folder.join("lists").display());
        let with_lists = |mut apt: Command| kit::finish(apt.args(["-o", &lists]));
        let mut update = apt(kit, &folder);
        update.args(["update", "-qq"]);
        if with_lists(update).is_err() || with_lists(download()).is_err() {
            bail!("apt-get could not fetch {} (its words are above)", packages.join(" and "));
        }
    }
    for entry in fs::read_dir(&folder)? {
        let package = entry?.path();
        if package.extension().is_some_and(|ending| ending == "deb") {
            kit::finish(kit.command("dpkg-deb").arg("--extract").arg(&package).arg(into))?;
        }
    }
    fs::remove_dir_all(&folder).with_context(|| format!("{} cannot be removed", folder.display()))
}

/// apt-get, with nothing written outside this folder.
fn apt(kit: &Kit, folder: &Path) -> Command {
    let mut apt = kit.command("apt-get");
    apt.env("DEBIAN_FRONTEND", "noninteractive").args(["-o", "Debug::NoLocking=true"]);
    apt.arg("-o").arg(format!("Dir::Cache::Archives={}", folder.display()));
    apt.args(["-o", "Dir::Cache::pkgcache=", "-o", "Dir::Cache::srcpkgcache="]);
    apt
}

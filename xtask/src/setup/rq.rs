//! RQ, each version in a Python environment of its own.

use anyhow::{Result, bail};

use super::{Need, Step};
use crate::{
    kit::{self, Kit},
    redis::programs::{RQS, Rq},
};

pub(super) const STEP: Step = Step {
    need: Need::Rq,
    what: "RQ, in its current and its previous major version",
    why: "its workers do the jobs that lie in Redis",
    takes: "half a minute",
    look,
    install,
};

fn look(kit: &mut Kit) -> Result<bool> {
    Ok(RQS.into_iter().all(|rq| rq.is_there(kit)))
}

fn install(kit: &mut Kit) -> Result<()> {
    RQS.into_iter().filter(|rq| !rq.is_there(kit)).try_for_each(|rq| environment(kit, rq))
}

fn environment(kit: &Kit, rq: Rq) -> Result<()> {
    let folder = rq.folder(kit);
    if kit::finish(kit.command("python3").args(["-m", "venv", "--clear"]).arg(&folder)).is_err() {
        bail!("it takes Python 3 with its module venv (on Debian `apt-get install python3-venv`, as root)");
    }
    let mut pip = kit.command(&folder.join("bin").join("python").to_string_lossy());
    pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", &format!("rq=={}", rq.version)]);
    if kit::finish(&mut pip).is_err() {
        bail!("pip could not fetch it (its words are above)");
    }
    Ok(())
}

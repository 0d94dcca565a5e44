//! Redis, and Webdis in front of it.

use anyhow::{Result, bail};

use super::{Need, Step, debian};
use crate::{kit::Kit, redis::programs::Servers, system::System};

pub(super) const STEP: Step = Step {
    need: Need::Redis,
    what: "Redis and Webdis",
    why: "the job queue runs on a real Redis too, and the page reaches it over HTTP",
    takes: "a few seconds",
    look,
    install,
};

fn look(kit: &mut Kit) -> Result<bool> {
    Ok(Servers::find(kit).is_some())
}

fn install(kit: &mut Kit) -> Result<()> {
    let has_packages = matches!(System::here(), System::Debian | System::Ubuntu);
    if !has_packages || kit.find("apt-get").is_none() || kit.find("dpkg-deb").is_none() {
        bail!(
            "please install them yourself, so that `redis-server` (7 or later) and `webdis` are on PATH; where there is no \
             package of Webdis, it is built by `make` from https://github.com/nicolasff/webdis"
        );
    }
    debian::unpack(kit, &["redis-server", "webdis"], &Servers::folder(kit))
}

//! Packages that apt brings, where there is apt and the right to use it.

use anyhow::{Result, bail};

use crate::{
    kit::{self, Kit},
    system::{System, root_prefix},
};

/// Installs these packages of Debian; elsewhere says what to type.
pub fn install(kit: &Kit, packages: &[&str], hint: &str) -> Result<()> {
    let has_them = System::here().has_apt_browser() && kit.find("apt-get").is_some();
    let Some(prefix) = has_them.then(root_prefix).flatten() else { bail!("please install it yourself: {hint}") };
    let install: Vec<&str> = [&["install", "-y", "--no-install-recommends"], packages].concat();
    // A machine that has never updated its lists knows no packages: then update, and try once more.
    if apt(kit, prefix, &install).is_err()
        && (apt(kit, prefix, &["update"]).is_err() || apt(kit, prefix, &install).is_err())
    {
        bail!("apt-get failed (its words are above): {hint}");
    }
    Ok(())
}

fn apt(kit: &Kit, prefix: &[&str], args: &[&str]) -> Result<()> {
    // As arguments and not as variables of this process, because sudo drops those.
    let words: Vec<&str> = prefix.iter().copied().chain(["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]).collect();
    kit::finish(kit.command(words[0]).args(&words[1..]).args(args))
}

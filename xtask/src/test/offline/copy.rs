//! Copies the project, so that a test can edit it.

use std::{fs, path::Path};

use anyhow::{Context, Result};

/// What is built, and the history, which a copy does not need.
const LEFT_OUT: &[&str] = &["target", "dist", ".git", "node_modules"];

/// Copies the project as it is now, with what is not committed yet, in place of any earlier copy.
pub fn project(from: &Path, to: &Path) -> Result<()> {
    if to.exists() {
        fs::remove_dir_all(to).with_context(|| format!("{} cannot be emptied", to.display()))?;
    }
    folder(from, to).with_context(|| format!("the project cannot be copied to {}", to.display()))
}

fn folder(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let (name, path) = (entry.file_name(), entry.path());
        if LEFT_OUT.iter().any(|left_out| name == *left_out) {
            continue;
        }
        if path.is_dir() {
            folder(&path, &to.join(name))?;
        } else {
            fs::copy(&path, to.join(name))?;
        }
    }
    Ok(())
}

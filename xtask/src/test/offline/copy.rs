//! Copies the project, so that a test can edit it.

use std::{
    fs,
    hash::{DefaultHasher, Hash, Hasher},
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};

use crate::project::Project;

/// What is built, and the history, which a copy does not need.
const LEFT_OUT: &[&str] = &["target", "dist", ".git", "node_modules"];

/// Where the copy of this checkout lies. Not in cargo's target folder, which trunk does not watch for edits; and always in
/// the same place, so that cargo's target folder does not fill up with what was built for copies of long ago.
pub fn place(project: &Project) -> PathBuf {
    let mut hasher = DefaultHasher::new();
    project.root.hash(&mut hasher);
    project.tools.join(format!("offline-{:016x}", hasher.finish()))
}

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

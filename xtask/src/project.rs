//! Where things are: the checkout, what is built from it, and the tools.

use std::{
    env,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};

/// A checkout of this project.
pub struct Project {
    /// The folder that holds `Trunk.toml`.
    pub root: PathBuf,
    /// The folder the tools are installed into, one folder for each tool and version.
    pub tools: PathBuf,
}

impl Project {
    /// The project the current folder lies in.
    pub fn find() -> Result<Self> {
        let here = env::current_dir().context("the current folder cannot be read")?;
        let root = here
            .ancestors()
            .find(|folder| folder.join("Trunk.toml").is_file())
            .context("this command works inside a checkout of Simul, and there is no Trunk.toml here or above")?;
        Ok(Self { root: root.to_path_buf(), tools: tools_folder(env::var_os("SIMUL_TOOLS").map(PathBuf::from))? })
    }

    /// Where cargo puts what it builds.
    pub fn target(&self) -> PathBuf {
        env::var_os("CARGO_TARGET_DIR").map_or_else(|| self.root.join("target"), |folder| self.root.join(folder))
    }

    /// The published build of the page that tests and benchmarks look at.
    pub fn tested_page(&self) -> PathBuf {
        self.target().join("page")
    }

    /// The page as `serve` last built it. It is kept out of `dist`, because it holds the script that reloads the page
    /// after an edit, and must never be published by mistake.
    pub fn served_page(&self) -> PathBuf {
        self.root.join("target").join("serve")
    }

    /// Whether the checkout has this file or folder.
    pub fn has(&self, path: impl AsRef<Path>) -> bool {
        self.root.join(path).exists()
    }

    /// The folder of one tool, in one version.
    pub fn tool(&self, name: &str, version: &str) -> PathBuf {
        self.tools.join(format!("{name}-{version}"))
    }
}

fn tools_folder(asked_for: Option<PathBuf>) -> Result<PathBuf> {
    match asked_for {
        Some(folder) => std::path::absolute(&folder).with_context(|| format!("no such folder: {}", folder.display())),
        None => {
            let cache = dirs::cache_dir();
            Ok(cache.context("this user has no cache folder: name one with SIMUL_TOOLS")?.join("simul").join("tools"))
        }
    }
}

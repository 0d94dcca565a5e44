//! Reads Cargo.lock, because the tool that writes the glue code must be of the version the page is built with.

use std::fs;

use anyhow::{Context, Result};

use crate::{project::Project, version::Version};

/// The version of `wasm-bindgen` the page is built with.
pub fn wasm_bindgen(project: &Project) -> Result<Version> {
    let text = fs::read_to_string(project.root.join("Cargo.lock")).context("Cargo.lock cannot be read")?;
    let version = locked(&text, "wasm-bindgen").context("Cargo.lock names no wasm-bindgen")?;
    version.parse().map_err(|error: String| anyhow::anyhow!("wasm-bindgen in Cargo.lock: {error}"))
}

/// The version a lock file names for a package. The format has been these two lines since 2016.
fn locked<'a>(text: &'a str, package: &str) -> Option<&'a str> {
    let name = format!("name = \"{package}\"");
    let mut lines = text.lines().skip_while(|line| *line != name);
    lines.nth(1)?.strip_prefix("version = \"")?.strip_suffix('"')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_of_the_package_itself_is_read_and_not_that_of_a_longer_name() {
        let text = "[[package]]\nname = \"wasm-bindgen-futures\"\nversion = \"0.4.80\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(locked(text, "wasm-bindgen"), Some("0.2.130"));
        assert_eq!(locked(text, "wasm"), None);
    }
}

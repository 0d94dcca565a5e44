//! The steps that build the page, weigh it, and look at it through a browser.

use std::{fs, path::Path};

use anyhow::{Context, Result};

use super::{Outcome, runner, tally::Tally};
use crate::{build, kit::Kit, size};

/// The tests of the page are a package of their own, so that the page does not depend on a WebDriver client.
pub const TESTS: &str = "tests/page";

/// Runs `tests/browser*.rs` in a headless browser.
pub fn inside_the_browser(kit: &mut Kit) -> Result<Outcome> {
    let mut names = test_names(&kit.project.root.join("tests"))?;
    names.retain(|name| name.starts_with("browser"));
    if names.is_empty() {
        return Ok(Outcome::NothingToDo("there is no tests/browser.rs"));
    }
    let browser = kit.browser.as_ref().context("set-up found no browser")?;
    let mut test = kit.cargo(["test", "-p", "simul", "--target", "wasm32-unknown-unknown"]);
    for name in names {
        test.args(["--test", &name]);
    }
    test.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", "wasm-bindgen-test-runner");
    test.env("WASM_BINDGEN_TEST_ONLY_WEB", "1").env("WASM_BINDGEN_TEST_TIMEOUT", "300");
    runner::counted(test.env("CHROMEDRIVER", &browser.driver))
}

/// Builds the page as it is published, into a folder of its own.
pub fn builds(kit: &mut Kit) -> Result<Outcome> {
    build::published(kit, &kit.project.tested_page())?;
    Ok(Outcome::Ran(Tally::passed_step()))
}

/// Weighs what `builds` has made, for the log. The command `size` judges it; as nothing is asserted here, it does not
/// count as a test that passed.
pub fn is_weighed(kit: &mut Kit) -> Result<Outcome> {
    size::print(&size::weigh(&kit.project.tested_page())?);
    Ok(Outcome::NothingToDo("it is only weighed here: `cargo xtask size` judges the budget"))
}

/// Runs the tests of the page, all but the one that wants to be without a network.
pub fn seen_from_outside(kit: &mut Kit) -> Result<Outcome> {
    if !kit.project.has(Path::new(TESTS).join("Cargo.toml")) {
        return Ok(Outcome::NothingToDo("there is no tests/page"));
    }
    let browser = kit.browser.as_ref().context("set-up found no browser")?;
    let mut test = kit.cargo(["test", "--no-fail-fast", "-p", "simul-page-tests", "--bins"]);
    if kit.project.has(Path::new(TESTS).join("src/lib.rs")) {
        test.arg("--lib");
    }
    for name in test_names(&kit.project.root.join(TESTS).join("tests"))? {
        test.args(["--test", &name]);
    }
    browser.tell(&mut test);
    runner::counted(test.env("SIMUL_DIST", kit.project.tested_page()))
}

/// The names of the test programs in a `tests` folder, as cargo finds them, but for `offline`.
fn test_names(folder: &Path) -> Result<Vec<String>> {
    let Ok(entries) = fs::read_dir(folder) else { return Ok(Vec::new()) };
    let mut names = Vec::new();
    for entry in entries {
        let path = entry?.path();
        let is_test = path.extension().is_some_and(|ending| ending == "rs") || path.join("main.rs").is_file();
        names.extend(path.file_stem().filter(|_| is_test).map(|stem| stem.to_string_lossy().into_owned()));
    }
    names.retain(|name| name != "offline");
    names.sort();
    Ok(names)
}

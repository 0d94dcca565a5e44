//! The browser the tests drive, and the flags that make it fit to be driven.

use std::{env, path::PathBuf, process::Command};

use crate::kit::Kit;

/// A browser and the driver that goes with it.
#[derive(Clone, Debug)]
pub struct Browser {
    /// Chromium, or Google Chrome.
    pub program: PathBuf,
    /// Its WebDriver server.
    pub driver: PathBuf,
}

/// Without a window, a sandbox (which root does not get), or calls to the outside. The same are in `webdriver.json`.
pub const FLAGS: &[&str] = &[
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
];

impl Browser {
    /// The browser and the driver of this machine, when both are there.
    pub fn find(kit: &Kit) -> Option<Self> {
        let found = |names: &[&str]| names.iter().find_map(|name| kit.find(name));
        let usual = || usual_places(env::consts::OS).iter().map(PathBuf::from).find(|place| place.is_file());
        let program = env::var_os("SIMUL_CHROMIUM").map(PathBuf::from);
        let driver = env::var_os("SIMUL_CHROMEDRIVER").map(PathBuf::from);
        Some(Self {
            program: program.or_else(|| found(PROGRAMS)).or_else(usual)?,
            driver: driver.or_else(|| found(DRIVERS))?,
        })
    }

    /// Tells a test where the browser is.
    pub fn tell(&self, command: &mut Command) {
        command.env("SIMUL_CHROMIUM", &self.program).env("SIMUL_CHROMEDRIVER", &self.driver);
    }
}

const PROGRAMS: &[&str] = &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
const DRIVERS: &[&str] = &["chromedriver", "chromium.chromedriver"];

/// Where browsers lie on systems that do not put them on PATH.
fn usual_places(os: &str) -> &'static [&'static str] {
    match os {
        "macos" => &[
            "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
            "/Applications/Chromium.app/Contents/MacOS/Chromium",
        ],
        "windows" => &[
            r"C:\Program Files\Google\Chrome\Application\chrome.exe",
            r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
        ],
        _ => &["/usr/lib/chromium/chromium"],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tests_in_the_page_get_the_same_flags() {
        let webdriver = include_str!("../../webdriver.json");
        for flag in FLAGS {
            assert!(webdriver.contains(&format!("\"{flag}\"")), "{flag} is missing in webdriver.json");
        }
    }
}

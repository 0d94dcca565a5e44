//! The engines the page is tried in beside Chromium's, and the programs each of them takes.

use std::{env, path::PathBuf, process::Command};

use crate::kit::Kit;

/// An engine beside Chromium's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// Firefox's.
    Firefox,
    /// WebKit's, as WebKitGTK has it.
    WebKit,
}

/// A program, and where to look for it.
struct Program {
    /// The variable that names it to the tests, and by which another one can be chosen.
    variable: &'static str,
    /// What it is called.
    names: &'static [&'static str],
    /// Where it lies on systems that do not put it on PATH.
    places: &'static [&'static str],
}

impl Engine {
    /// What the tests call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Firefox => "firefox",
            Self::WebKit => "webkit",
        }
    }

    /// Whether this system has such an engine.
    pub fn is_for_this_system(self) -> bool {
        self == Self::Firefox || cfg!(target_os = "linux")
    }

    /// Whether all its programs are there.
    pub fn is_complete(self, kit: &Kit) -> bool {
        self.is_complete_but(kit, "")
    }

    /// Whether all its programs are there, or all but this one.
    pub fn is_complete_but(self, kit: &Kit, variable: &str) -> bool {
        self.programs().iter().all(|program| program.variable == variable || program.find(kit).is_some())
    }

    /// Tells a test to use this engine, and where its programs are.
    pub fn tell(self, kit: &Kit, command: &mut Command) {
        command.env("SIMUL_ENGINE", self.name());
        for program in self.programs() {
            command.envs(program.find(kit).map(|place| (program.variable, place)));
        }
    }

    fn programs(self) -> &'static [Program] {
        match self {
            Self::Firefox => FIREFOX,
            Self::WebKit => WEBKIT,
        }
    }
}

const FIREFOX: &[Program] = &[
    Program {
        variable: "SIMUL_FIREFOX",
        names: &["firefox-esr", "firefox"],
        places: &[
            "/Applications/Firefox.app/Contents/MacOS/firefox",
            r"C:\Program Files\Mozilla Firefox\firefox.exe",
            r"C:\Program Files (x86)\Mozilla Firefox\firefox.exe",
        ],
    },
    Program { variable: "SIMUL_GECKODRIVER", names: &["geckodriver"], places: &[] },
];

const WEBKIT: &[Program] = &[
    Program { variable: "SIMUL_WEBKITDRIVER", names: &["WebKitWebDriver"], places: &[] },
    Program {
        variable: "SIMUL_MINIBROWSER",
        names: &["MiniBrowser"],
        places: &[
            "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser",
            "/usr/lib/aarch64-linux-gnu/webkit2gtk-4.1/MiniBrowser",
            "/usr/libexec/webkit2gtk-4.1/MiniBrowser",
            "/usr/lib/webkit2gtk-4.1/MiniBrowser",
        ],
    },
    Program { variable: "SIMUL_XVFB", names: &["Xvfb"], places: &[] },
];

impl Program {
    fn find(&self, kit: &Kit) -> Option<PathBuf> {
        let chosen = env::var_os(self.variable).map(PathBuf::from);
        let on_path = || self.names.iter().find_map(|name| kit.find(name));
        let usual = || self.places.iter().map(PathBuf::from).find(|place| place.is_file());
        chosen.or_else(on_path).or_else(usual)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tests_of_the_page_know_every_engine_and_every_variable() {
        let asked = concat!(
            include_str!("../../tests/page/src/engine/mod.rs"),
            include_str!("../../tests/page/src/engine/firefox.rs"),
            include_str!("../../tests/page/src/engine/webkit.rs"),
        );
        for engine in [Engine::Firefox, Engine::WebKit] {
            assert!(asked.contains(&format!("\"{}\"", engine.name())), "{engine:?} is unknown there");
            for Program { variable, .. } in engine.programs() {
                assert!(asked.contains(variable), "nobody asks for {variable}");
            }
        }
    }
}

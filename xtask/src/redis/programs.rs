//! The servers, and RQ: where they lie, and in which version.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use crate::kit::{self, Kit};

/// Functions came with Redis 7.
const REDIS: u32 = 7;

/// A version of RQ that is tested.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rq {
    /// Its first number.
    pub major: u32,
    /// All of it.
    pub version: &'static str,
}

/// The current major version of RQ, and the one before.
pub const RQS: [Rq; 2] = [Rq { major: 3, version: "3.0.0" }, Rq { major: 2, version: "2.12.0" }];

impl Rq {
    /// Its virtual environment.
    pub fn folder(self, kit: &Kit) -> PathBuf {
        kit.project.tool("rq", self.version)
    }

    /// Its command.
    pub fn program(self, kit: &Kit) -> PathBuf {
        self.folder(kit).join("bin").join("rq")
    }

    /// Whether it is there.
    pub fn is_there(self, kit: &Kit) -> bool {
        let python = self.folder(kit).join("bin").join("python");
        let ask = "from importlib.metadata import version; print(version('rq'))";
        kit::answer(Command::new(python).args(["-c", ask])).is_some_and(|answer| answer.trim() == self.version)
    }
}

/// Redis and Webdis.
#[derive(Clone, Debug)]
pub struct Servers {
    redis: PathBuf,
    webdis: PathBuf,
    /// Where the libraries lie that come with them, where they were only unpacked.
    libraries: Option<PathBuf>,
}

impl Servers {
    /// Where packages are unpacked.
    pub fn folder(kit: &Kit) -> PathBuf {
        kit.project.tools.join("redis")
    }

    /// The servers of this system, or those that were unpacked; `None` where one is missing or too old.
    pub fn find(kit: &Kit) -> Option<Self> {
        let installed =
            || Some(Self { redis: kit.find("redis-server")?, webdis: kit.find("webdis")?, libraries: None });
        let unpacked = || {
            let usr = Self::folder(kit).join("usr");
            let redis = usr.join("bin").join("redis-server");
            let libraries = libraries(&usr.join("lib"));
            redis.is_file().then(|| Self { redis, webdis: usr.join("bin").join("webdis"), libraries })
        };
        installed().filter(Self::will_do).or_else(|| unpacked().filter(Self::will_do))
    }

    /// Redis with this file of settings.
    pub fn redis(&self, settings: &Path) -> Command {
        self.command(&self.redis, settings)
    }

    /// Webdis with this file of settings.
    pub fn webdis(&self, settings: &Path) -> Command {
        self.command(&self.webdis, settings)
    }

    fn will_do(&self) -> bool {
        let version = kit::answer(&mut self.command(&self.redis, Path::new("--version")));
        self.webdis.is_file() && version.as_deref().and_then(major).is_some_and(|major| major >= REDIS)
    }

    fn command(&self, program: &Path, argument: &Path) -> Command {
        let mut command = Command::new(program);
        command.arg(argument);
        if let Some(libraries) = &self.libraries {
            command.env("LD_LIBRARY_PATH", libraries);
        }
        command
    }
}

/// The first number in `Redis server v=7.0.15 sha=…`.
fn major(answer: &str) -> Option<u32> {
    answer.split_once("v=")?.1.split('.').next()?.parse().ok()
}

/// The folder of libraries, which Debian names after the machine.
fn libraries(lib: &Path) -> Option<PathBuf> {
    let folders = fs::read_dir(lib).ok()?.filter_map(Result::ok).map(|entry| entry.path());
    folders.into_iter().find(|path| path.is_dir() && path.to_string_lossy().contains("-linux-"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_is_found_in_what_redis_answers() {
        assert_eq!(major("Redis server v=7.0.15 sha=00000000:0 malloc=jemalloc-5.3.0 bits=64"), Some(7));
        assert_eq!(major("command not found"), None);
    }
}

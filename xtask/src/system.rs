//! Which system this is, and how one installs things on it.

use std::{env, fs, process::Command};

use crate::kit;

/// The systems whose way to install a browser we know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum System {
    /// Debian, and what is made from it.
    Debian,
    /// Ubuntu, whose `chromium` package only fetches a snap.
    Ubuntu,
    /// Fedora, and what is made from it.
    Fedora,
    /// Arch, and what is made from it.
    Arch,
    /// macOS.
    MacOs,
    /// Windows.
    Windows,
    /// Any other.
    Other,
}

impl System {
    /// The system this program runs on.
    pub fn here() -> Self {
        let release = fs::read_to_string("/etc/os-release").unwrap_or_default();
        Self::told_by(env::consts::OS, &release)
    }

    /// Tells the system from the name Rust has for it and the text of `/etc/os-release`.
    fn told_by(os: &str, release: &str) -> Self {
        match os {
            "macos" => Self::MacOs,
            "windows" => Self::Windows,
            "linux" => Self::distribution(release),
            _ => Self::Other,
        }
    }

    fn distribution(release: &str) -> Self {
        let field = |name: &str| release.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default();
        let names = format!("{} {}", field("ID="), field("ID_LIKE=")).replace('"', "");
        let known = names.split_whitespace().find_map(|name| match name {
            "ubuntu" => Some(Self::Ubuntu),
            "debian" => Some(Self::Debian),
            "fedora" | "rhel" | "centos" => Some(Self::Fedora),
            "arch" => Some(Self::Arch),
            _ => None,
        });
        known.unwrap_or(Self::Other)
    }

    /// What to type to get a browser and its driver.
    pub fn browser_hint(self) -> &'static str {
        match self {
            Self::Debian => "apt-get install chromium chromium-driver (as root)",
            Self::Ubuntu => "snap install chromium (as root), which brings chromium.chromedriver",
            Self::Fedora => "dnf install chromium chromedriver (as root)",
            Self::Arch => "pacman -S chromium (as root), which brings the driver",
            Self::MacOs => "brew install --cask google-chrome chromedriver",
            Self::Windows => "winget install Google.Chrome Chromium.ChromeDriver",
            Self::Other => "Chromium or Google Chrome, and the chromedriver of the same version, on PATH",
        }
    }

    /// What to type to get Firefox.
    pub fn firefox_hint(self) -> &'static str {
        match self {
            Self::Debian => "apt-get install firefox-esr (as root)",
            Self::Ubuntu => "snap install firefox (as root)",
            Self::Fedora => "dnf install firefox (as root)",
            Self::Arch => "pacman -S firefox (as root)",
            Self::MacOs => "brew install --cask firefox",
            Self::Windows => "winget install Mozilla.Firefox",
            Self::Other => "Firefox, on PATH",
        }
    }

    /// What to type to get WebKitGTK with its driver, and a display that nobody sees.
    pub fn webkit_hint(self) -> &'static str {
        match self {
            Self::Debian | Self::Ubuntu => "apt-get install webkit2gtk-driver xvfb (as root)",
            Self::Fedora => "dnf install webkit2gtk4.1 xorg-x11-server-Xvfb (as root)",
            Self::Arch => "pacman -S webkit2gtk-4.1 xorg-server-xvfb (as root)",
            Self::MacOs | Self::Windows | Self::Other => "WebKitWebDriver, MiniBrowser and Xvfb, on PATH",
        }
    }

    /// What to type to get npm, which brings the optimiser of published builds.
    pub fn npm_hint(self) -> &'static str {
        match self {
            Self::Debian | Self::Ubuntu => "apt-get install npm (as root)",
            Self::Fedora => "dnf install nodejs-npm (as root)",
            Self::Arch => "pacman -S npm (as root)",
            Self::MacOs => "brew install node",
            Self::Windows => "winget install OpenJS.NodeJS.LTS",
            Self::Other => "Node.js with npm, from nodejs.org",
        }
    }

    /// Whether `apt-get` brings a real browser here.
    pub fn has_apt_browser(self) -> bool {
        self == Self::Debian
    }
}

/// The words to put before a command that needs the rights of root: none for root itself, `sudo -n` for whoever may use
/// it without a password, and nothing at all for everybody else.
pub fn root_prefix() -> Option<&'static [&'static str]> {
    let user = kit::answer(Command::new("id").arg("-u"))?;
    let sudo = || kit::answer(Command::new("sudo").args(["-n", "true"])).is_some();
    prefix_for(user.trim(), sudo)
}

fn prefix_for(user: &str, sudo_works: impl FnOnce() -> bool) -> Option<&'static [&'static str]> {
    match user {
        "0" => Some(&[]),
        _ => sudo_works().then_some(&["sudo", "-n"]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn systems_are_told_apart() {
        for (os, release, system) in [
            ("linux", "NAME=\"Debian GNU/Linux\"\nID=debian\n", System::Debian),
            ("linux", "ID=ubuntu\nID_LIKE=debian\n", System::Ubuntu),
            ("linux", "ID=linuxmint\nID_LIKE=\"ubuntu debian\"\n", System::Ubuntu),
            ("linux", "ID=\"rocky\"\nID_LIKE=\"rhel centos fedora\"\n", System::Fedora),
            ("linux", "ID=manjaro\nID_LIKE=arch\n", System::Arch),
            ("linux", "ID=alpine\n", System::Other),
            ("linux", "", System::Other),
            ("macos", "", System::MacOs),
            ("windows", "", System::Windows),
            ("freebsd", "ID=freebsd\n", System::Other),
        ] {
            assert_eq!(System::told_by(os, release), system, "{os} {release}");
        }
    }

    #[test]
    fn root_needs_no_help_and_others_need_sudo() {
        assert_eq!(prefix_for("0", || false), Some(&[][..]));
        assert_eq!(prefix_for("1000", || true), Some(&["sudo", "-n"][..]));
        assert_eq!(prefix_for("1000", || false), None);
    }
}

//! Which versions of a tool will do.

use std::{fmt, str::FromStr};

/// A version of three numbers. What follows them, as in `1.2.3-beta`, makes it another version: one that is not parsed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version(pub u32, pub u32, pub u32);

/// What the project asks of a tool that somebody else installed.
#[derive(Clone, Copy, Debug)]
pub enum Wanted {
    /// This version and no other.
    Exactly(Version),
    /// This version or a later one whose first two numbers are the same.
    Compatible(Version),
    /// A version whose first number is at least this.
    AtLeast(u32),
}

impl Wanted {
    /// Whether a tool that answered `--version` with this line will do.
    pub fn fits(self, answer: &str) -> bool {
        match self {
            Self::Exactly(wanted) => found_in(answer) == Some(wanted),
            Self::Compatible(wanted) => {
                found_in(answer).is_some_and(|v| (v.0, v.1) == (wanted.0, wanted.1) && v >= wanted)
            }
            Self::AtLeast(wanted) => words(answer).find_map(|w| w.parse::<u32>().ok()).is_some_and(|v| v >= wanted),
        }
    }
}

fn found_in(answer: &str) -> Option<Version> {
    words(answer).find_map(|word| word.parse().ok())
}

fn words(answer: &str) -> impl Iterator<Item = &str> {
    answer.split_whitespace()
}

impl FromStr for Version {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let numbers: Option<Vec<u32>> = text.trim_start_matches('v').split('.').map(|n| n.parse().ok()).collect();
        match numbers.as_deref() {
            Some(&[major, minor, patch]) => Ok(Self(major, minor, patch)),
            _ => Err(format!("`{text}` is not a version of three numbers")),
        }
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.0, self.1, self.2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_found_in_what_tools_answer() {
        assert_eq!(found_in("trunk 0.21.14"), Some(Version(0, 21, 14)));
        assert_eq!(found_in("wasm-bindgen 0.2.130 (1fdba0e)"), Some(Version(0, 2, 130)));
        assert_eq!(found_in("v20.11.1"), Some(Version(20, 11, 1)));
        assert_eq!(found_in("trunk 0.22.0-beta.1"), None);
        assert_eq!(found_in(""), None);
    }

    #[test]
    fn a_compatible_version_is_as_new_in_the_same_series() {
        let wanted = Wanted::Compatible(Version(0, 21, 14));
        for (answer, fits) in [
            ("trunk 0.21.14", true),
            ("trunk 0.21.15", true),
            ("trunk 0.21.9", false),
            ("trunk 0.22.0", false),
            ("trunk 1.21.14", false),
            ("command not found", false),
        ] {
            assert_eq!(wanted.fits(answer), fits, "{answer}");
        }
    }

    #[test]
    fn an_exact_version_is_that_one_only() {
        let wanted = Wanted::Exactly(Version(0, 2, 130));
        assert!(wanted.fits("wasm-bindgen 0.2.130"));
        assert!(!wanted.fits("wasm-bindgen 0.2.131"));
    }

    #[test]
    fn a_least_version_is_read_from_a_single_number() {
        assert!(Wanted::AtLeast(132).fits("wasm-opt version 132 (version_132)"));
        assert!(Wanted::AtLeast(132).fits("wasm-opt version 140"));
        assert!(!Wanted::AtLeast(132).fits("wasm-opt version 108"));
    }
}

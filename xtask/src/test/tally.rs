//! Counts what test runners say at their end.

/// How many checks passed and failed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Checks that passed.
    pub passed: usize,
    /// Checks that failed.
    pub failed: usize,
    /// The last lines of what was printed, when something failed.
    pub tail: String,
}

impl Tally {
    /// A step that is one check in itself, and passed.
    pub fn passed_step() -> Self {
        Self { passed: 1, ..Self::default() }
    }

    /// A step that is one check in itself, and failed with these last words.
    pub fn failed_step(tail: impl Into<String>) -> Self {
        Self { passed: 0, failed: 1, tail: tail.into() }
    }

    /// What a command was that printed this and ended well or not. A step whose runner counted nothing is one check.
    pub fn of(output: &str, success: bool) -> Self {
        let (mut passed, mut failed) = (0, 0);
        for (p, f) in output.lines().filter_map(closing_line) {
            passed += p;
            failed += f;
        }
        match (success, passed + failed) {
            (true, 0) => passed = 1,
            (false, _) => failed = failed.max(1),
            _ => {}
        }
        let tail = if success { String::new() } else { last_lines(output, 40) };
        Self { passed, failed, tail }
    }
}

/// Reads `test result: ok. 3 passed; 1 failed; …`, the line with which Rust's runners end.
fn closing_line(line: &str) -> Option<(usize, usize)> {
    let (_, rest) = line.split_once("test result: ")?;
    let counted = |what: &str| {
        let before = rest.split_once(what)?.0;
        before.rsplit([' ', ';', '.']).find(|word| !word.is_empty())?.parse().ok()
    };
    Some((counted(" passed")?, counted(" failed")?))
}

fn last_lines(text: &str, count: usize) -> String {
    let lines: Vec<&str> = text.lines().collect();
    lines[lines.len().saturating_sub(count)..].join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn closing_lines_are_summed() {
        let output = "running 3 tests\ntest result: ok. 3 passed; 0 failed; 0 ignored; 0 measured\n\
                      test result: FAILED. 12 passed; 2 failed; 0 ignored\n";
        let tally = Tally::of(output, false);
        assert_eq!((tally.passed, tally.failed), (15, 2));
    }

    #[test]
    fn a_runner_that_fails_without_counting_is_one_failure() {
        assert_eq!(Tally::of("error: could not compile", false).failed, 1);
        assert_eq!(Tally::of("test result: ok. 4 passed; 0 failed; 0 ignored\nerror: it crashed", false).failed, 1);
    }

    #[test]
    fn a_step_without_tests_is_one_check() {
        assert_eq!(Tally::of("Finished `dev` profile", true), Tally::passed_step());
    }

    #[test]
    fn only_the_last_lines_of_a_failure_are_kept() {
        let output: String = (0..100).map(|n| format!("line {n}\n")).collect();
        let tail = Tally::of(&output, false).tail;
        assert_eq!(tail.lines().count(), 40);
        assert!(tail.ends_with("line 99"));
    }
}

//! The steps of `test`: one line for each, in the order they run.

use anyhow::{Result, bail};

use super::{Outcome, offline, page, runner};
use crate::{kit::Kit, serve, setup::Need};

/// One step of the tests.
pub struct Step {
    /// What it is called by `--only` and `--skip`.
    pub name: &'static str,
    /// What it does.
    pub headline: &'static str,
    /// What it cannot run without.
    pub needs: &'static [Need],
    /// What it makes use of where it can be had.
    pub likes: &'static [Need],
    /// A step before it, whose work it looks at.
    pub after: Option<&'static str>,
    /// Does it.
    pub run: fn(&mut Kit) -> Result<Outcome>,
}

const WASM: &str = "wasm32-unknown-unknown";

/// Steps that run only when they are named: in these browsers a test or two still fails.
const BY_NAME: [&str; 2] = ["firefox", "webkit"];

/// All steps.
pub const STEPS: &[Step] = &[
    Step {
        name: "format",
        headline: "the code is formatted",
        needs: &[Need::Lints],
        likes: &[],
        after: None,
        run: |kit| runner::counted(&mut kit.cargo(["fmt", "--all", "--check"])),
    },
    Step {
        name: "lints",
        headline: "no lint finds anything, on this machine's target",
        needs: &[Need::Lints],
        likes: &[],
        after: None,
        run: |kit| runner::counted(&mut kit.cargo(["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"])),
    },
    Step {
        name: "lints-wasm",
        headline: "no lint finds anything, on the page's target",
        needs: &[Need::Lints, Need::Target],
        likes: &[],
        after: None,
        run: |kit| {
            let args = [
                "clippy",
                "-p",
                "simul",
                "-p",
                "simul-engine",
                "-p",
                "simul-jobs",
                "-p",
                "simul-worker",
                "-p",
                "simul-bench-page",
                "--target",
                WASM,
                "--all-targets",
                "--",
                "-D",
                "warnings",
            ];
            runner::counted(&mut kit.cargo(args))
        },
    },
    Step {
        name: "host",
        headline: "the tests of everything that needs no browser",
        needs: &[],
        likes: &[],
        after: None,
        run: |kit| {
            runner::counted(&mut kit.cargo([
                "test",
                "--no-fail-fast",
                "-p",
                "simul",
                "-p",
                "simul-engine",
                "-p",
                "simul-jobs",
                "-p",
                "xtask",
            ]))
        },
    },
    #[cfg(unix)]
    Step {
        name: "redis",
        headline: "a real Redis, Webdis and RQ do what the job queue says of them",
        needs: crate::redis::NEEDS,
        likes: &[],
        after: None,
        run: |kit| {
            let mut test = kit.cargo(["test", "-p", "simul", "--test", "redis"]);
            runner::counted(test.env("SIMUL_XTASK", std::env::current_exe()?))
        },
    },
    Step {
        name: "browser",
        headline: "the tests that run inside a browser",
        needs: &[Need::Target, Need::Bindgen, Need::Browser],
        likes: &[],
        after: None,
        run: page::inside_the_browser,
    },
    Step {
        name: "page",
        headline: "the page builds as it is published",
        needs: serve::NEEDS,
        likes: &[Need::WasmOpt],
        after: None,
        run: page::builds,
    },
    Step {
        name: "size",
        headline: "the first load is weighed",
        needs: serve::NEEDS,
        likes: &[Need::WasmOpt],
        after: Some("page"),
        run: page::is_weighed,
    },
    Step {
        name: "page-tests",
        headline: "the published page works, seen from outside",
        needs: &[Need::Browser],
        likes: &[],
        after: Some("page"),
        run: page::seen_from_outside,
    },
    Step {
        name: "firefox",
        headline: "the published page works in Firefox",
        needs: &[Need::Firefox, Need::Geckodriver],
        likes: &[],
        after: Some("page"),
        run: page::seen_in_firefox,
    },
    Step {
        name: "webkit",
        headline: "the published page works in WebKitGTK",
        needs: &[Need::WebKit],
        likes: &[],
        after: Some("page"),
        run: page::seen_in_webkit,
    },
    Step {
        name: "offline",
        headline: "serving, editing and running need no network",
        needs: &[Need::Target, Need::Trunk, Need::Bindgen, Need::Browser],
        likes: &[],
        after: None,
        run: offline::run,
    },
];

/// Which steps were asked for.
pub struct Choice {
    /// Only these; all when empty.
    pub only: Vec<String>,
    /// Not these.
    pub skip: Vec<String>,
}

impl Choice {
    /// The chosen ones among these steps, and whatever they look at the work of.
    pub fn of(&self, steps: &'static [Step]) -> Result<Vec<&'static Step>> {
        if let Some(name) = self.only.iter().chain(&self.skip).find(|name| steps.iter().all(|s| s.name != **name)) {
            let names: Vec<_> = steps.iter().map(|step| step.name).collect();
            bail!("there is no step `{name}`; the steps are {}", names.join(", "));
        }
        let named = |step: &Step| match self.only.is_empty() {
            true => !BY_NAME.contains(&step.name),
            false => self.only.iter().any(|name| name == step.name),
        };
        let looked_at = |step: &Step| steps.iter().any(|other| named(other) && other.after == Some(step.name));
        let skipped = |step: &Step| self.skip.iter().any(|name| name == step.name);
        Ok(steps.iter().filter(|step| (named(step) || looked_at(step)) && !skipped(step)).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(only: &[&str], skip: &[&str]) -> Result<Vec<&'static str>> {
        let owned = |names: &[&str]| names.iter().map(|name| name.to_string()).collect();
        let choice = Choice { only: owned(only), skip: owned(skip) };
        Ok(choice.of(STEPS)?.iter().map(|step| step.name).collect())
    }

    #[test]
    fn without_a_choice_every_step_runs_once_and_after_those_it_builds_on() {
        let all = chosen(&[], &[]).expect("nothing was named");
        assert_eq!(all.len(), STEPS.len() - BY_NAME.len());
        for (place, step) in STEPS.iter().filter(|step| !BY_NAME.contains(&step.name)).enumerate() {
            assert_eq!(all.iter().filter(|name| **name == step.name).count(), 1, "{}", step.name);
            let before = step.after.map(|name| all.iter().position(|other| *other == name));
            assert!(before.is_none_or(|before| before.is_some_and(|before| before < place)), "{}", step.name);
        }
    }

    #[test]
    fn a_chosen_step_brings_the_one_it_builds_on() {
        assert_eq!(chosen(&["size"], &[]).expect("it exists"), ["page", "size"]);
        assert_eq!(chosen(&["size"], &["page"]).expect("they exist"), ["size"]);
    }

    #[test]
    fn an_unknown_step_is_named_together_with_those_there_are() {
        let error = chosen(&["formatt"], &[]).expect_err("there is no such step").to_string();
        assert!(error.contains("`formatt`") && error.contains("format, lints"), "{error}");
    }
}

//! `test`: every check, in an order in which the quick ones speak first. A step that fails stops none that can still
//! run, and what could not run counts as failed, so that a green end means that everything was looked at.

pub mod offline;
mod page;
mod plan;
mod report;
mod runner;
mod tally;

use std::{
    process::ExitCode,
    time::{Duration, Instant},
};

use anyhow::Result;

pub use plan::Choice;

use crate::{
    kit::Kit,
    say::{say, spoken},
    setup::{self, Missing, Need},
};
use plan::Step;
use tally::Tally;

/// How a step ended.
pub enum Outcome {
    /// It ran.
    Ran(Tally),
    /// It could not run here, for this reason; that counts as failed.
    NotRun(String),
    /// It has nothing to do here, for this reason; that counts as nothing.
    NothingToDo(&'static str),
}

/// A step that has ended.
struct Done {
    step: &'static Step,
    outcome: Outcome,
    took: Duration,
}

/// Sets up, runs the chosen steps, and sums up.
pub fn run(kit: &mut Kit, choice: &Choice, list: bool) -> Result<ExitCode> {
    let steps = choice.of(plan::STEPS)?;
    if list {
        steps.iter().for_each(|step| println!("{:<14} {}", step.name, step.headline));
        return Ok(ExitCode::SUCCESS);
    }
    let missing = setup::some_of(kit, &needs_of(&steps));
    let mut done: Vec<Done> = Vec::new();
    for (number, &step) in steps.iter().enumerate() {
        println!("\n== {}/{} {}: {}", number + 1, steps.len(), step.name, step.headline);
        let start = Instant::now();
        let outcome = reason_not_to(step, &missing, &done).map_or_else(|| carry_out(kit, step), Outcome::NotRun);
        let took = start.elapsed();
        say(format!("{}: {} ({})", step.name, report::verdict(&outcome), spoken(took)));
        done.push(Done { step, outcome, took });
    }
    report::print(&done);
    let failed = report::sum(&done).failed;
    Ok(if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn needs_of(steps: &[&Step]) -> Vec<Need> {
    let named = steps.iter().flat_map(|step| step.needs.iter().chain(step.likes)).copied();
    std::iter::once(Need::Crates).chain(named).collect()
}

fn reason_not_to(step: &Step, missing: &[Missing], done: &[Done]) -> Option<String> {
    let lacking = missing.iter().find(|missing| step.needs.contains(&missing.need));
    let unbuilt = done.iter().find(|done| step.after == Some(done.step.name) && !report::passed(&done.outcome));
    lacking
        .map(|missing| missing.reason.clone())
        .or_else(|| unbuilt.map(|done| format!("it needs what `{}` did not make", done.step.name)))
}

fn carry_out(kit: &mut Kit, step: &Step) -> Outcome {
    (step.run)(kit).unwrap_or_else(|error| {
        say(format!("{error:#}"));
        Outcome::Ran(Tally::failed_step(format!("{error:#}")))
    })
}

//! What is said at the end: first the last words of what failed, then a table, then one line.

use super::{Done, Outcome, tally::Tally};
use crate::say::spoken;

/// A step's end in a few words.
pub fn verdict(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Ran(tally) if tally.failed > 0 => format!("FAILED, {} passed, {} failed", tally.passed, tally.failed),
        Outcome::Ran(tally) => format!("ok, {} passed", tally.passed),
        Outcome::NotRun(reason) => format!("NOT RUN: {reason}"),
        Outcome::NothingToDo(reason) => format!("nothing to do: {reason}"),
    }
}

/// Whether a step ran and found nothing wrong.
pub fn passed(outcome: &Outcome) -> bool {
    matches!(outcome, Outcome::Ran(tally) if tally.failed == 0)
}

/// The sum of all steps; one that could not run is a failure.
pub fn sum(done: &[Done]) -> Tally {
    let mut sum = Tally::default();
    for done in done {
        match &done.outcome {
            Outcome::Ran(tally) => {
                sum.passed += tally.passed;
                sum.failed += tally.failed;
            }
            Outcome::NotRun(_) => sum.failed += 1,
            Outcome::NothingToDo(_) => {}
        }
    }
    sum
}

/// Prints the end of the run. Its last line is the one that machines read.
pub fn print(done: &[Done]) {
    for done in done {
        if let Outcome::Ran(tally) = &done.outcome
            && tally.failed > 0
        {
            println!("\n-- the last lines of `{}`, which failed:\n{}", done.step.name, tally.tail);
        }
    }
    println!();
    for done in done {
        println!("{:<14} {:>12}  {}", done.step.name, spoken(done.took), verdict(&done.outcome));
    }
    println!("{:<14} {:>12}", "in all", spoken(done.iter().map(|done| done.took).sum()));
    let Tally { passed, failed, .. } = sum(done);
    println!("\nsimul: {passed} passed, {failed} failed");
}

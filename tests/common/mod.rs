//! Running programs on the virtual clock, for the tests of the runtime.

#![allow(dead_code, reason = "each test file uses some of it")]

use simul::runtime::{Cx, Outcome};
use simul::virtual_time::{Machine, Report, VirtualRun};
use std::future::Future;
use std::time::Duration;

pub fn run<F: Future<Output = Outcome> + 'static>(program: impl FnOnce(Cx) -> F) -> Report {
    run_on(1, program)
}

pub fn run_on<F: Future<Output = Outcome> + 'static>(processors: usize, program: impl FnOnce(Cx) -> F) -> Report {
    VirtualRun::new(&Machine::ideal(processors), 1, Some(100_000), program).finish()
}

pub fn output(report: &Report) -> Vec<String> {
    let trace = report.trace.as_ref().expect("the run was collected");
    trace.output.iter().map(|line| line.text.clone()).collect()
}

pub const SECOND: Duration = Duration::from_secs(1);

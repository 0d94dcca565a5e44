//! Processes: theory and the virtual run agree, and nothing is shared.

#![cfg(not(target_arch = "wasm32"))]

use proptest::prelude::*;
use simul::lessons::{Entry, entries};
use simul::params::Values;
use simul::virtual_time::{Ended, Machine, Report, VirtualRun};
use std::time::Duration;

fn processes() -> &'static Entry {
    entries().find(|entry| entry.meta.slug == "processes").expect("the lesson exists")
}

fn values(settings: &[(&str, &str)]) -> Values {
    let mut values = Values::defaults(processes().fields);
    for (name, text) in settings {
        assert_eq!(values.set(name, text), None, "{name}");
    }
    values
}

fn run(values: &Values, variant: usize) -> Report {
    let (entry, variant) = (processes(), processes().meta.variants[variant]);
    VirtualRun::new(&Machine::ideal(1), 1, Some(1_000_000), |cx| (entry.run)(values, variant, cx)).finish()
}

fn printed(values: &Values, variant: usize) -> Vec<String> {
    run(values, variant).trace.expect("collected").output.into_iter().map(|line| line.text).collect()
}

proptest! {
    #[test]
    fn theory_is_what_the_virtual_run_takes(
        names in 0_usize..12, cores in 1_u64..9, pool in 0_u64..9, work_us in 0_u64..60_000, variant in 0_usize..2,
    ) {
        let names = vec!["n"; names].join(",");
        let work = format!("0.{work_us:06}");
        let (cores, pool) = (cores.to_string(), pool.to_string());
        let values = values(&[("names", &names), ("cores", &cores), ("pool", &pool), ("work", &work)]);
        let report = run(&values, variant);
        prop_assert_eq!(&report.ended, &Ended::Finished(Ok(())));
        if let Some(formula) = (processes().formula)(&values, processes().meta.variants[variant]) {
            prop_assert_eq!(report.elapsed, formula);
        }
        if let Some(textbook) = (processes().textbook)(&values, processes().meta.variants[variant]) {
            let off = report.elapsed.abs_diff(textbook);
            prop_assert!(off <= Duration::from_millis(1), "the textbook leaves the quantum out: {off:?}");
        }
    }
}

#[test]
fn by_default_four_calls_of_half_a_second_take_a_second_on_two_cores() {
    let entry = processes();
    let [together, one_by_one] = [0, 1].map(|variant| (entry.formula)(&values(&[]), entry.meta.variants[variant]));
    assert_eq!((together, one_by_one), (Some(Duration::from_secs(1)), Some(Duration::from_secs(2))));
}

#[test]
fn every_process_has_a_counter_of_its_own_and_a_process_that_takes_every_call_has_one() {
    let counters = |settings: &[_], variant| -> Vec<String> {
        let lines = printed(&values(settings), variant);
        let said = lines.iter().filter_map(|line| line.split_once(": counter "));
        said.map(|(who, count)| format!("{who} {}", count.split_once(' ').map_or("", |(count, _)| count))).collect()
    };
    let own = ["(no name) 1", "America 1", "Europe 1", "Africa 1", "parent 0"];
    assert_eq!(counters(&[], 0), own);
    assert_eq!(counters(&[], 1), own);
    let one = ["(no name) 1", "America 2", "Europe 3", "Africa 4", "parent 0"];
    assert_eq!(counters(&[("pool", "1")], 0), one);
}

#[test]
fn both_branches_of_the_main_guard_are_taken() {
    let lines = printed(&values(&[]), 0);
    assert_eq!(lines.iter().filter(|line| *line == "loaded as __main__").count(), 1);
    assert_eq!(lines.iter().filter(|line| *line == "loaded as __mp_main__").count(), 4);
}

#[test]
fn a_process_that_crashes_or_hangs_is_told_of_and_the_others_do_not_notice() {
    for (trouble, why) in [("crash", "panicked"), ("hang", "no answer in time")] {
        for (variant, pool) in [(0, "0"), (0, "2"), (1, "0")] {
            let lines = printed(&values(&[("trouble", trouble), ("pool", pool)]), variant);
            let failed: Vec<&String> = lines.iter().filter(|line| line.starts_with("Africa: ")).collect();
            assert!(failed.len() == 1 && failed[0].contains(why), "{lines:?}");
            assert_eq!(lines.iter().filter(|line| line.contains(": counter ")).count(), 4, "{lines:?}");
        }
    }
}

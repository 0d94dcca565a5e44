//! Deferring's laws: what theory says of it is what happens, and functions are called when, and in the order, they should
//! be.

#![cfg(not(target_arch = "wasm32"))]

use proptest::prelude::*;
use simul::lessons::{Entry, entries};
use simul::params::Values;
use simul::virtual_time::{Ended, Machine, Report, VirtualRun};
use std::time::Duration;

const BLOCKING: usize = 0;
const DEFERRED: usize = 1;

fn deferring() -> &'static Entry {
    entries().find(|entry| entry.meta.slug == "deferring").expect("the lesson exists")
}

fn values(settings: &[(&str, &str)]) -> Values {
    let mut values = Values::defaults(deferring().fields);
    for (name, text) in settings {
        assert_eq!(values.set(name, text), None);
    }
    values
}

fn run(values: &Values, variant: usize) -> Report {
    let variant = deferring().meta.variants[variant];
    let report =
        VirtualRun::new(&Machine::ideal(1), 1, Some(100_000), |cx| (deferring().run)(values, variant, cx)).finish();
    assert_eq!(report.ended, Ended::Finished(Ok(())));
    report
}

fn lines(settings: &[(&str, &str)], variant: usize) -> Vec<String> {
    let trace = run(&values(settings), variant).trace.expect("collected");
    trace.output.into_iter().map(|line| line.text).collect()
}

/// The numbers of the operations whose lines end so.
fn numbers(lines: &[String], end: &str) -> Vec<u64> {
    let number = |line: &String| line.strip_suffix(end)?.strip_prefix("operation ")?.parse().ok();
    lines.iter().filter_map(number).collect()
}

#[test]
fn the_defaults_are_five_seconds_and_one_second() {
    let defaults = values(&[]);
    for (variant, seconds) in [(BLOCKING, 5), (DEFERRED, 1)] {
        assert_eq!(run(&defaults, variant).elapsed, Duration::from_secs(seconds));
        let theory = (deferring().formula)(&defaults, deferring().meta.variants[variant]);
        assert_eq!(theory, Some(Duration::from_secs(seconds)));
    }
}

#[test]
fn a_function_handed_over_is_called_when_its_wait_has_ended() {
    let two = [("operations", "2")];
    let one_by_one = ["operation 1: begins", "operation 1: done", "operation 2: begins", "operation 2: done"];
    assert_eq!(lines(&two, BLOCKING), [&one_by_one[..], &["all handed over"]].concat());
    let deferred =
        ["operation 1: begins", "operation 2: begins", "all handed over", "operation 1: done", "operation 2: done"];
    assert_eq!(lines(&two, DEFERRED), deferred);
}

#[test]
fn a_function_that_is_called_to_be_handed_over_is_done_before_the_wait_begins() {
    let settings = [("operations", "2"), ("hand_over", "f()")];
    let begun = |i| [format!("operation {i}: done"), format!("operation {i}: begins")];
    let nothing = |i| format!("operation {i}: 'NoneType' object is not callable");
    let [[done_1, begins_1], [done_2, begins_2]] = [begun(1), begun(2)];
    let all = || "all handed over".to_owned();
    let blocking = [done_1.clone(), begins_1.clone(), nothing(1), done_2.clone(), begins_2.clone(), nothing(2), all()];
    assert_eq!(lines(&settings, BLOCKING), blocking);
    assert_eq!(lines(&settings, DEFERRED), [done_1, begins_1, done_2, begins_2, all(), nothing(1), nothing(2)]);
}

#[test]
fn equal_waits_end_in_the_order_in_which_functions_were_handed_over() {
    for (order, numbered) in
        [("", [1, 2, 3, 4]), ("4 3 2 1", [4, 3, 2, 1]), ("2 3 4", [2, 3, 4, 1]), ("99 3", [3, 1, 2, 4])]
    {
        for io in ["timer", "request"] {
            let lines = lines(&[("operations", "4"), ("order", order), ("io", io)], DEFERRED);
            assert_eq!(numbers(&lines, ": begins"), numbered, "{order}");
            assert_eq!(numbers(&lines, ": done"), numbered, "{order}");
        }
    }
}

#[test]
fn a_deferred_operation_is_a_lane_of_its_own_and_a_blocking_one_is_not() {
    let names = |variant| -> Vec<String> {
        let trace = run(&values(&[("operations", "2")]), variant).trace.expect("collected");
        trace.tasks.iter().map(|task| task.name.clone()).collect()
    };
    assert_eq!(names(BLOCKING), ["main"]);
    assert_eq!(names(DEFERRED), ["main", "operation 1", "operation 2"]);
}

/// Seconds with up to nine digits after the point, as the form takes them.
fn wait() -> impl Strategy<Value = String> {
    let nanos = prop_oneof![0..=2_000_000_000_u64, (0..=200_u64).prop_map(|centis| centis * 10_000_000)];
    nanos.prop_map(|nanos| simul::predict::plain(Duration::from_nanos(nanos)))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn formula_is_virtual_time_to_the_nanosecond(
        n in 1_u64..=100, wait in wait(), spread in prop_oneof![Just(0.0), 0.0..=1.0], seed: u32,
        io in prop::sample::select(vec!["timer", "request"]), hand_over in prop::sample::select(vec!["f", "f()"]),
        order in prop::sample::select(vec!["", "4 3 2 1", "2,3", "100 1"]),
    ) {
        let (n, seed, spread) = (n.to_string(), seed.to_string(), spread.to_string());
        let values = values(&[
            ("operations", &n), ("wait", &wait), ("spread", &spread), ("seed", &seed), ("io", io),
            ("hand_over", hand_over), ("order", order),
        ]);
        for variant in [BLOCKING, DEFERRED] {
            let theory = (deferring().formula)(&values, deferring().meta.variants[variant]);
            prop_assert_eq!(theory, Some(run(&values, variant).elapsed));
        }
    }

    #[test]
    fn the_page_says_beforehand_in_which_order_functions_are_called(
        n in 1_u64..=6, spread in prop_oneof![Just("0"), Just("0.5"), Just("1")], seed: u32,
        order in prop::sample::select(vec!["", "4 3 2 1", "2,3", "100 1"]),
    ) {
        let (n, seed) = (n.to_string(), seed.to_string());
        let settings = [("operations", &*n), ("spread", spread), ("seed", &*seed), ("order", order)];
        let done: Vec<String> = numbers(&lines(&settings, DEFERRED), ": done").iter().map(u64::to_string).collect();
        let said = (deferring().explain)(&values(&settings)).truths.swap_remove(0);
        prop_assert!(said.ends_with(&format!(": {}.", done.join(", "))), "{}: {:?}", said, done);
    }

    #[test]
    fn no_wait_freezes_the_page_for_longer_than_two_seconds(seed: u32) {
        let seed = seed.to_string();
        let values = values(&[("operations", "100"), ("wait", "2"), ("spread", "1"), ("seed", &seed)]);
        prop_assert!(run(&values, DEFERRED).elapsed <= Duration::from_secs(2));
    }
}

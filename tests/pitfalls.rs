//! The pitfalls' laws: what theory says of each is what happens, each goes wrong as it should, the lint that finds
//! it finds it, and what was mended is mended.

#![cfg(not(target_arch = "wasm32"))]

use proptest::prelude::*;
use simul::lessons::{Entry, entries};
use simul::params::{FieldKind, Values};
use simul::trace::lints::{Lint, Rule, lints};
use simul::virtual_time::{Ended, Machine, Report, VirtualRun};
use std::time::Duration;

const BROKEN: usize = 0;
const MENDED: usize = 1;

fn pitfalls() -> &'static Entry {
    entries().find(|entry| entry.meta.slug == "pitfalls").expect("the lesson exists")
}

fn cases() -> Vec<&'static str> {
    let case = pitfalls().fields.iter().find(|field| field.name == "case").expect("there is a choice");
    let FieldKind::Choice { choices } = case.kind else { panic!("the case is a choice") };
    choices.iter().map(|choice| choice.value).collect()
}

fn values(case: &str, settings: &[(&str, String)]) -> Values {
    let mut values = Values::defaults(pitfalls().fields);
    for (name, text) in [("case", case.to_owned())].iter().chain(settings) {
        assert_eq!(values.set(name, text), None);
    }
    values
}

fn run(values: &Values, variant: usize) -> Report {
    let variant = pitfalls().meta.variants[variant];
    VirtualRun::new(&Machine::ideal(1), 1, Some(1_000_000), |cx| (pitfalls().run)(values, variant, cx)).finish()
}

fn output(case: &str, variant: usize) -> Vec<String> {
    let report = run(&values(case, &[]), variant);
    report.trace.expect("collected").output.into_iter().map(|line| line.text).collect()
}

fn found(case: &str, variant: usize) -> Vec<Lint> {
    lints(&run(&values(case, &[]), variant).trace.expect("collected"), 1.0)
}

/// What finds each pitfall.
const FOUND: [(&str, Rule); 10] = [
    ("blocking-call", Rule::HeldTheLoop),
    ("sequential-awaits", Rule::CouldOverlap),
    ("forgotten-await", Rule::NobodyAwaited),
    ("lost-update", Rule::LostUpdate),
    ("lock-across-await", Rule::HeldAcrossWait),
    ("deadlock", Rule::Deadlock),
    ("unbounded-fan-out", Rule::Crowd),
    ("orphan-task", Rule::NobodyAwaited),
    ("dirty-cancellation", Rule::CutShort),
    ("starvation", Rule::NeverYielded),
];

#[test]
fn each_pitfall_is_found_in_its_trace_by_one_lint_and_not_once_it_is_mended() {
    assert_eq!(FOUND.map(|(case, _)| case).to_vec(), cases());
    for (case, rule) in FOUND {
        // There transfers come one after another in both programs, which is true and not the point.
        let beside = (case == "dirty-cancellation").then_some(Rule::CouldOverlap);
        let rules = |variant| -> Vec<Rule> {
            found(case, variant).iter().map(|lint| lint.rule).filter(|rule| Some(*rule) != beside).collect()
        };
        assert_eq!(rules(BROKEN), [rule], "{case}");
        let mended = rules(MENDED);
        // There a lock is held across a wait, and rightly so; the text says it.
        let rightly = ["lost-update", "deadlock"].contains(&case);
        let expected: &[Rule] = if rightly { &[Rule::HeldAcrossWait] } else { &[] };
        assert_eq!(mended, expected, "{case}");
    }
}

#[test]
fn a_lint_names_the_task_and_the_number() {
    let said = |case| found(case, BROKEN)[0].text.clone();
    assert_eq!(said("blocking-call"), "`request 1` held the loop for 1 s; 4 other tasks were ready meanwhile.");
    assert!(said("sequential-awaits").contains("save up to 4 s"), "{}", said("sequential-awaits"));
    assert!(said("deadlock").contains("`alice` waits for `right fork`, which `bob` holds"), "{}", said("deadlock"));
    assert!(said("unbounded-fan-out").starts_with("400 tasks stood in line for `server`"));
    assert!(said("starvation").starts_with("`main` never yielded: it went through 50 steps in 1 s"));
}

#[test]
fn a_run_of_every_case_lasts_between_1_and_30_seconds() {
    for case in cases() {
        let total: Duration = [BROKEN, MENDED].iter().map(|variant| run(&values(case, &[]), *variant).elapsed).sum();
        assert!((1.0..=30.0).contains(&total.as_secs_f64()), "{case}: {total:?}");
    }
}

#[test]
fn only_the_broken_deadlock_is_a_deadlock_and_it_is_declared() {
    for case in cases() {
        for variant in [BROKEN, MENDED] {
            let values = values(case, &[]);
            let declared = (pitfalls().ends_in_deadlock)(&values, pitfalls().meta.variants[variant]);
            assert_eq!(declared, (case, variant) == ("deadlock", BROKEN));
            match run(&values, variant).ended {
                Ended::Deadlock(waiting) => {
                    let names: Vec<&str> = waiting.iter().map(|one| one.name.as_str()).collect();
                    assert!(declared && names == ["main", "alice", "bob"], "{case}: {names:?}");
                }
                ended => assert_eq!((ended, declared), (Ended::Finished(Ok(())), false), "{case}"),
            }
        }
    }
}

#[test]
fn each_goes_wrong_as_it_should_and_is_put_right() {
    let last = |case, variant| output(case, variant).pop().expect("it prints");
    assert_eq!(output("blocking-call", BROKEN)[..2], ["request 1: asked", "request 1: answered"]);
    assert_eq!(output("blocking-call", MENDED)[..2], ["request 1: asked", "request 2: asked"]);
    assert_eq!(last("forgotten-await", BROKEN), "saved: 0 of 1");
    assert_eq!(last("forgotten-await", MENDED), "saved: 1 of 1");
    assert_eq!(last("lost-update", MENDED), "went wrong in 0 of 4 rounds");
    assert_eq!(last("unbounded-fan-out", BROKEN), "answered 300 of 500");
    assert_eq!(last("unbounded-fan-out", MENDED), "answered 500 of 500");
    assert_eq!(last("orphan-task", BROKEN), "sent 0 of 5");
    assert_eq!(last("orphan-task", MENDED), "sent 5 of 5");
    assert_eq!(last("dirty-cancellation", BROKEN), "mine 0, yours 3, lost 2");
    assert_eq!(last("dirty-cancellation", MENDED), "mine 2, yours 3, lost 0");
    assert_eq!(last("starvation", BROKEN), "5 rows, 0 ticks");
    assert_eq!(last("starvation", MENDED), "5 rows, 9 ticks");
}

#[test]
fn two_deposits_are_lost_now_and_then_and_never_with_a_lock() {
    let mut wrong = [0, 0];
    for seed in 1..=50 {
        let values = values("lost-update", &[("tasks", "2".into()), ("seed", seed.to_string())]);
        for variant in [BROKEN, MENDED] {
            let lines = run(&values, variant).trace.expect("collected").output;
            wrong[variant] += lines.iter().filter(|line| line.text.ends_with("balance 1")).count();
        }
    }
    // Two that come evenly within 2 s, and take half a second each, meet with a chance of 1 − (3/4)² = 7/16.
    assert!((60..=115).contains(&wrong[BROKEN]), "{wrong:?} of 200");
    assert_eq!(wrong[MENDED], 0);
}

#[test]
fn every_case_has_its_own_text_and_both_programs_with_their_differences_marked() {
    let mut texts = std::collections::HashSet::new();
    for case in cases() {
        let values = values(case, &[]);
        assert!(texts.insert((pitfalls().text)(&values)), "{case}");
        let listings = (pitfalls().listings)(&values);
        let names: Vec<(&str, &str)> = listings.iter().map(|one| (one.language, one.variant)).collect();
        let expected = [("Python", "broken"), ("Python", "mended"), ("Rust", "broken"), ("Rust", "mended")];
        assert_eq!(names, expected, "{case}");
        for pair in listings.chunks(2) {
            let marked = |at: usize| pair[at].html.matches("<span class=\"line changed\">").count();
            assert!(marked(0) + marked(1) > 0, "{case}, {}: nothing is marked", pair[0].language);
            for (at, listing) in pair.iter().enumerate() {
                let lines = listing.html.matches("<span class=\"line").count();
                assert!(marked(at) < lines, "{case}, {}: all of the {lines} lines are marked", listing.language);
            }
        }
    }
}

#[test]
fn a_listing_says_at_which_line_of_its_file_it_begins() {
    for case in cases() {
        for listing in (pitfalls().listings)(&values(case, &[])).iter().filter(|one| one.language == "Rust") {
            let path = format!("{}/src/lessons/{}", env!("CARGO_MANIFEST_DIR"), listing.file);
            let source = std::fs::read_to_string(path).expect("the file is there");
            let before = source.lines().nth(listing.first_line as usize - 2).expect("a line stands before it");
            assert_eq!(before.trim(), format!("// listing: {}", listing.variant), "{case}");
        }
    }
}

/// Seconds with up to nine digits after the point, between limits in milliseconds.
fn duration(least_ms: u64, most_ms: u64) -> impl Strategy<Value = String> {
    let nanos = prop_oneof![
        least_ms * 1_000_000..=most_ms * 1_000_000,
        (least_ms / 10..=most_ms / 10).prop_map(|centis| centis * 10_000_000)
    ];
    nanos.prop_map(|nanos| simul::predict::plain(Duration::from_nanos(nanos)))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn formula_is_virtual_time_to_the_nanosecond(
        case in prop::sample::select(cases()), n in 1_u64..=20, wait in duration(10, 2_000),
        work in duration(0, 2_000), seed: u32,
    ) {
        let settings =
            [("tasks", n.to_string()), ("wait", wait), ("work", work), ("seed", seed.to_string())];
        let values = values(case, &settings);
        for variant in [BROKEN, MENDED] {
            let theory = (pitfalls().formula)(&values, pitfalls().meta.variants[variant]);
            prop_assert_eq!(theory, Some(run(&values, variant).elapsed), "{}, {}", case, variant);
        }
    }
}

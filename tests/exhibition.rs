//! The exhibition's laws: what theory says of it is what happens, for all parameters.

#![cfg(not(target_arch = "wasm32"))]

#[path = "common/duration.rs"]
mod duration;

use duration::duration;
use proptest::prelude::*;
use simul::lessons::{Entry, Variant, entries};
use simul::params::Values;
use simul::virtual_time::{Ended, Machine, VirtualRun};
use std::time::Duration;

fn exhibition() -> &'static Entry {
    entries().find(|entry| entry.meta.slug == "exhibition").expect("the lesson exists")
}

fn values(settings: &[(&str, String)]) -> Values {
    let mut values = Values::defaults(exhibition().fields);
    for (name, text) in settings {
        assert_eq!(values.set(name, text), None);
    }
    values
}

fn virtual_time(values: &Values, variant: Variant) -> Duration {
    let report = VirtualRun::new(&Machine::ideal(1), 1, None, |cx| (exhibition().run)(values, variant, cx)).finish();
    assert_eq!(report.ended, Ended::Finished(Ok(())));
    report.elapsed
}

fn both(values: &Values) -> [Duration; 2] {
    [0, 1].map(|i| virtual_time(values, exhibition().meta.variants[i]))
}

#[test]
fn the_seed_case_is_twelve_hours_and_one_hour() {
    let defaults = values(&[]);
    let [synchronous, asynchronous] = [0, 1].map(|i| exhibition().meta.variants[i]);
    assert_eq!(both(&defaults), [Duration::from_secs(43_200), Duration::from_secs(3_655)]);
    assert_eq!((exhibition().formula)(&defaults, synchronous), Some(Duration::from_secs(43_200)));
    assert_eq!((exhibition().textbook)(&defaults, asynchronous), Some(Duration::from_secs(3_600)));
}

#[test]
fn with_exponential_replies_the_two_orders_part_by_half() {
    let day = |order: &str, seed: u64| {
        let settings = [("spread", "1".into()), ("order", order.to_owned()), ("seed", seed.to_string())];
        both(&values(&settings))[1].as_secs_f64()
    };
    for seed in 1..=20 {
        let ratio = day("tables", seed) / day("ready", seed);
        assert!((1.3..1.9).contains(&ratio), "seed {seed}: {ratio}");
    }
}

#[test]
fn the_order_makes_no_difference_one_game_after_another() {
    let day = |order: &str| both(&values(&[("spread", "1".into()), ("order", order.into())]))[0];
    assert_eq!(day("tables"), day("ready"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn formula_is_virtual_time_to_the_nanosecond(
        n in 1_u64..=60, k in 1_u64..=25, a in duration(600), r in duration(600), tables: bool,
    ) {
        let order = if tables { "tables" } else { "ready" };
        let settings = [
            ("opponents", n.to_string()), ("rounds", k.to_string()), ("own_move", a), ("reply", r), ("order", order.into()),
        ];
        let values = values(&settings);
        for variant in exhibition().meta.variants {
            prop_assert_eq!((exhibition().formula)(&values, *variant), Some(virtual_time(&values, *variant)), "{}", variant.name);
        }
    }

    #[test]
    fn whoever_is_ready_is_never_slower_than_the_textbook_and_the_last_reply_allow(
        n in 1_u64..=30, k in 1_u64..=10, seed: u32,
    ) {
        let settings = [
            ("opponents", n.to_string()), ("rounds", k.to_string()), ("spread", "1".into()), ("seed", seed.to_string()),
        ];
        let values = values(&settings);
        let asynchronous = exhibition().meta.variants[1];
        let textbook = (exhibition().textbook)(&values, asynchronous).expect("it has one");
        prop_assert!(virtual_time(&values, asynchronous) >= textbook);
    }
}

//! Any address, however broken, opens a page that can be used, and says what it did not understand.

#![cfg(not(target_arch = "wasm32"))]

use proptest::prelude::*;
use simul::lessons::{entries, pages};
use simul::params::{FieldKind, Value, Values, link, open};
use std::time::Duration;

fn notices(query: &str) -> Vec<String> {
    open(query, &pages()).notices.into_iter().map(|notice| notice.text).collect()
}

fn value(query: &str, name: &str) -> Value {
    open(query, &pages()).values.get(name).expect("the parameter exists")
}

#[test]
fn an_empty_address_is_the_first_lesson_with_its_defaults() {
    for query in ["", "?", "&&&"] {
        let opened = open(query, &pages());
        assert_eq!((opened.page, opened.variant, opened.run, opened.embed), (0, 0, false, false), "{query}");
        assert_eq!(opened.notices, [], "{query}");
    }
}

#[test]
fn the_contracts_example_is_understood() {
    let query = "?lesson=exhibition&opponents=24&own_move=5&reply=55&rounds=30&speed=1000";
    assert_eq!(notices(query), [] as [&str; 0]);
    assert_eq!(value(query, "opponents"), Value::Count(24));
    assert_eq!(value(query, "reply"), Value::Seconds(Duration::from_secs(55)));
    assert_eq!(value(query, "speed"), Value::Number(1_000.0));
}

#[test]
fn what_cannot_be_used_is_named_with_what_was_taken_instead() {
    let check = |query: &str, notice: &str| assert_eq!(notices(query), [notice], "{query}");
    check("opponents=0", "opponents: “0” is less than 1; 1 was taken instead.");
    check("opponents=1e30", "opponents: “1e30” is more than 1000; 1000 was taken instead.");
    check("opponents=inf", "opponents: “inf” is more than 1000; 1000 was taken instead.");
    check("opponents=NaN", "opponents: “NaN” is not a number; 24 was taken instead.");
    check("opponents=2.5", "opponents: “2.5” is not a whole number; 3 was taken instead.");
    check("opponents=", "opponents: it is empty; 24 was taken instead.");
    check("reply=-1", "reply: “-1” is less than 0; 0 was taken instead.");
    check("reply=5,5", "reply: “5,5” is not a number; 55 was taken instead.");
    check("order=random", "order: “random” is none of ready, tables; ready was taken instead.");
    check("opponents=3&opponents=4", "“opponents”: it is given more than once; the first was taken.");
    check("lesson=deferring&order=2+x+1", "order: “x” is none of the numbers 1 to 100; 2 1 was taken instead.");
    check("lesson=deferring&order=3,3", "order: 3 stands there twice; 3 was taken instead.");
    check(
        "lesson=deferring&order=last",
        "order: “last” is none of the numbers 1 to 100; the order of their numbers was taken instead.",
    );
    check("lesson=deferring&puzzle=x", "puzzle: “x” is not a number; 1 was taken instead.");
    check("lesson=deferring&level=c", "level: “c” is none of asyncio, browser; asyncio was taken instead.");
    check("lesson=chess", "lesson: there is no lesson “chess”; exhibition was opened instead.");
    check("oponents=3", "“oponents”: the lesson exhibition has no such parameter; it was left out.");
    check("variant=all", "variant: “all” is none of both, synchronous, asynchronous; both was taken instead.");
    check("run=yes", "run: “yes” is neither 0 nor 1; 0 was taken instead.");
    check("theme=pink", "theme: “pink” is neither dark nor light; it was left out.");
}

#[test]
fn a_long_broken_address_has_a_short_answer() {
    let query = (0..5_000).map(|i| format!("x{i}={}", "y".repeat(100))).collect::<Vec<_>>().join("&");
    let notices = notices(&query);
    assert_eq!(notices.len(), 21);
    assert!(notices.iter().all(|notice| notice.chars().count() < 200));
    assert!(notices[20].contains("4980 more"), "{}", notices[20]);
}

fn within_limits(values: &Values) -> bool {
    values.iter().all(|(field, value)| match (field.kind, value) {
        (FieldKind::Count { min, max, .. }, Value::Count(count)) => (min..=max).contains(&count),
        (FieldKind::Seconds { min, max, .. }, Value::Seconds(duration)) => (min..=max).contains(&duration),
        (FieldKind::Number { min, max, .. }, Value::Number(number)) => (min..=max).contains(&number),
        (FieldKind::Choice { choices }, Value::Choice(index)) => index < choices.len(),
        (FieldKind::Text { most, is_address, .. }, Value::Text(text)) => {
            text.chars().count() <= most && !text.contains(char::is_control) && !(is_address && text.is_empty())
        }
        (FieldKind::Order { most }, Value::Order(order)) => {
            let is_once = |at: usize| !order[..at].contains(&order[at]);
            order.iter().all(|number| (1..=most).contains(number)) && (0..order.len()).all(is_once)
        }
        _ => false,
    })
}

/// Texts that come near to being a value.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        any::<f64>().prop_map(|number| number.to_string()),
        any::<i64>().prop_map(|number| number.to_string()),
        "[0-9eE.+-]{0,12}",
        Just(String::new()),
    ]
}

fn name() -> impl Strategy<Value = String> {
    let known = entries().flat_map(|entry| entry.fields.iter().chain(entry.game_fields()).map(|field| field.name));
    let known: Vec<&str> = known.chain(["lesson", "variant", "run", "embed", "theme"]).collect();
    prop_oneof![4 => proptest::sample::select(known).prop_map(str::to_owned), 1 => any::<String>()]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_has_an_answer(query in any::<String>()) {
        let opened = open(&query, &pages());
        prop_assert!(within_limits(&opened.values) && within_limits(&opened.game));
    }

    #[test]
    fn any_parameters_have_an_answer(pairs in proptest::collection::vec((name(), text()), 0..12)) {
        let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(&pairs).finish();
        let opened = open(&query, &pages());
        prop_assert!(within_limits(&opened.values) && within_limits(&opened.game));
        for notice in &opened.notices {
            prop_assert!(notice.text.contains(&*notice.parameter) || notice.parameter.chars().count() > 20 || notice.parameter.contains(char::is_control), "{notice:?}");
        }
    }

    #[test]
    fn a_link_opens_what_it_was_made_from(pairs in proptest::collection::vec((name(), text()), 0..12)) {
        let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(&pairs).finish();
        let opened = open(&query, &pages());
        let again = open(&link(&pages()[opened.page], &opened.values, &opened.game, opened.variant), &pages());
        prop_assert_eq!(again.notices, []);
        prop_assert_eq!((again.page, again.values, again.game, again.variant), (opened.page, opened.values, opened.game, opened.variant));
    }
}

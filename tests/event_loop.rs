//! The event loop's laws: what theory says of it is what happens, and Stop leaves nothing open.

#![cfg(not(target_arch = "wasm32"))]

#[path = "common/duration.rs"]
mod duration;

use duration::duration;
use proptest::prelude::*;
use simul::lessons::{Entry, Variant, entries};
use simul::params::Values;
use simul::runtime::{Answer, Cx, Engine, FetchError, Fetcher, Reply, Settings};
use simul::virtual_time::{Ended, Machine, Report, VirtualRun};
use std::any::Any;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

const SECOND: Duration = Duration::from_secs(1);

fn lesson() -> &'static Entry {
    entries().find(|entry| entry.meta.slug == "event-loop").expect("the lesson exists")
}

fn variant(name: &str) -> Variant {
    *lesson().meta.variants.iter().find(|variant| variant.name == name).expect("the variant exists")
}

fn values(settings: &[(&str, &str)]) -> Values {
    let mut values = Values::defaults(lesson().fields);
    for (name, text) in settings {
        assert_eq!(values.set(name, text), None);
    }
    values
}

fn run(values: &Values, variant: Variant) -> Report {
    VirtualRun::new(&Machine::ideal(1), 1, Some(100_000), |cx| (lesson().run)(values, variant, cx)).finish()
}

fn elapsed(values: &Values, variant: Variant) -> Duration {
    let report = run(values, variant);
    assert_eq!(report.ended, Ended::Finished(Ok(())));
    report.elapsed
}

fn lines(report: &Report) -> Vec<String> {
    report.trace.as_ref().expect("collected").output.iter().map(|line| line.text.clone()).collect()
}

#[test]
fn the_defaults_are_three_seconds_one_second_and_two_seconds() {
    let defaults = values(&[]);
    for (name, seconds) in [("sequential", 3), ("concurrent", 1), ("limited", 2)] {
        assert_eq!(elapsed(&defaults, variant(name)), seconds * SECOND, "{name}");
        assert_eq!((lesson().formula)(&defaults, variant(name)), Some(seconds * SECOND), "{name}");
    }
}

#[test]
fn every_feed_prints_its_posts_then_done_and_closed_is_last() {
    let lines = lines(&run(&values(&[("items", "2")]), variant("concurrent")));
    assert_eq!(lines.len(), 3 * (2 + 1) + 1);
    assert_eq!(
        lines[0],
        " 412  What changes in your program when a function becomes async  https://example.org/python/what-changes"
    );
    let done: Vec<&str> = lines.iter().filter_map(|line| line.strip_suffix(": DONE")).collect();
    assert_eq!(done, ["python", "programming", "compsci"]);
    assert_eq!(lines.last().map(String::as_str), Some("closed"));
}

#[test]
fn a_feed_that_is_too_slow_or_fails_says_so_and_leaves_the_others_alone() {
    let slow = lines(&run(&values(&[("timeout", "0.5")]), variant("sequential")));
    assert_eq!(slow[0], "python: no answer within 0.5 s");
    assert_eq!(slow.len(), 4);
    let settings = [("fail", "0.5"), ("feeds", "100"), ("items", "1")];
    let some = lines(&run(&values(&settings), variant("concurrent")));
    let count = |end: &str| some.iter().filter(|line| line.ends_with(end)).count();
    assert_eq!(count(": DONE") + count(": the connection was lost"), 100);
    assert!((30..=70).contains(&count(": DONE")), "{} of 100", count(": DONE"));
}

#[test]
fn a_program_that_runs_for_ever_has_no_prediction_and_says_so() {
    let values = values(&[("ending", "forever")]);
    for variant in lesson().meta.variants {
        assert_eq!(run(&values, *variant).ended, Ended::Endless);
        assert_eq!((lesson().formula)(&values, *variant), None);
    }
}

/// A host that answers when it is told to, and counts.
#[derive(Default)]
struct Host {
    asked: RefCell<Vec<(String, Reply)>>,
    open: Rc<Cell<usize>>,
    most: Cell<usize>,
}

struct Open(Rc<Cell<usize>>);

impl Drop for Open {
    fn drop(&mut self) {
        self.0.set(self.0.get() - 1);
    }
}

impl Fetcher for Host {
    fn send(&self, address: &str, reply: Reply) -> Box<dyn Any> {
        self.asked.borrow_mut().push((address.to_owned(), reply));
        self.open.set(self.open.get() + 1);
        self.most.set(self.most.get().max(self.open.get()));
        Box::new(Open(Rc::clone(&self.open)))
    }
}

/// The lesson, turned by hand, with no latency of its own.
struct Turned {
    engine: Rc<Engine>,
    host: Rc<Host>,
}

impl Turned {
    fn new(name: &str, settings: &[(&str, &str)]) -> Self {
        let host = Rc::new(Host::default());
        let fetcher: Rc<dyn Fetcher> = host.clone();
        let engine = Engine::new(Settings { fetcher: Some(fetcher), collect: Some(10_000), ..Settings::default() });
        let cx = Cx::new(Rc::clone(&engine));
        let values = values(&[&[("latency", "0")], settings].concat());
        cx.spawn("main", (lesson().run)(&values, variant(name), cx.clone())).detach();
        let turned = Self { engine, host };
        turned.turn();
        turned
    }

    fn turn(&self) {
        while self.engine.poll_one() || self.engine.next_deadline() == Some(0) && self.engine.fire_due() {}
    }

    fn answer(&self, answer: Answer) {
        let (_, reply) = self.host.asked.borrow_mut().remove(0);
        reply.send(answer);
        self.turn();
    }

    fn stop(&self) {
        assert!(self.engine.ask_to_stop(), "the program listens");
        self.turn();
    }

    fn lines(&self) -> Vec<String> {
        let lines = |collected: &simul::trace::Collector| {
            collected.output_after(0).iter().map(|line| line.text.clone()).collect()
        };
        self.engine.collected(lines).expect("collected")
    }
}

fn one_post() -> Answer {
    Ok(r#"{"posts": [{"score": 7, "title": "Only one", "link": "https://example.org/"}]}"#.to_owned())
}

#[test]
fn stop_aborts_what_is_on_its_way_and_nothing_is_printed_after_closed() {
    for ending in ["gather", "forever"] {
        let turned = Turned::new("concurrent", &[("ending", ending)]);
        assert_eq!(turned.host.open.get(), 3);
        turned.answer(one_post());
        turned.stop();
        let all = [
            "   7  Only one  https://example.org/",
            "python: DONE",
            "programming: cancelled",
            "compsci: cancelled",
            "closed",
        ];
        assert_eq!(turned.lines(), all);
        assert_eq!(turned.host.open.get(), 0, "a request is still open");
        assert!(turned.host.asked.borrow().iter().all(|(_, reply)| !reply.is_wanted()));
        assert!(!turned.engine.awaits_outside());
        turned.engine.clear();
        assert_eq!(turned.lines(), all, "something was printed after the end");
    }
}

#[test]
fn stop_is_heard_in_every_variant_and_when_all_is_done_too() {
    for (name, cancelled) in [("sequential", 1), ("concurrent", 5), ("limited", 5)] {
        let turned = Turned::new(name, &[("feeds", "5")]);
        turned.stop();
        let lines = turned.lines();
        assert_eq!(lines.iter().filter(|line| line.ends_with(": cancelled")).count(), cancelled, "{name}: {lines:?}");
        assert_eq!(lines.last().map(String::as_str), Some("closed"), "{name}");
        assert_eq!(turned.host.open.get(), 0, "{name}");
    }
    let turned = Turned::new("concurrent", &[("feeds", "1"), ("ending", "forever")]);
    turned.answer(one_post());
    assert_eq!(turned.lines().len(), 2, "it runs on");
    turned.stop();
    assert_eq!(turned.lines()[2..], ["closed"]);
}

#[test]
fn never_more_requests_are_open_than_there_are_connections() {
    for (name, most) in [("sequential", 1), ("concurrent", 7), ("limited", 3)] {
        let turned = Turned::new(name, &[("feeds", "7"), ("limit", "3")]);
        for _ in 0..7 {
            turned.answer(one_post());
        }
        assert_eq!(turned.lines().iter().filter(|line| line.ends_with(": DONE")).count(), 7, "{name}");
        assert_eq!(turned.host.most.get(), most, "{name}");
    }
}

#[test]
fn addresses_are_made_from_the_template() {
    let turned = Turned::new("concurrent", &[("feeds", "4"), ("url", "https://example.org/r/{feed}/{number}")]);
    let asked: Vec<_> = turned.host.asked.borrow().iter().map(|(address, _)| address.clone()).collect();
    assert_eq!(
        asked[1..],
        ["https://example.org/r/programming/2", "https://example.org/r/compsci/3", "https://example.org/r/python/4",]
    );
}

#[test]
fn what_went_wrong_is_said_plainly() {
    let said = |answer: Answer| {
        let turned = Turned::new("sequential", &[("feeds", "1"), ("url", "https://example.org/{feed}")]);
        turned.answer(answer);
        turned.lines().swap_remove(0)
    };
    assert!(said(Err(FetchError::OtherHost)).contains("(CORS)"));
    assert_eq!(said(Err(FetchError::Offline)), "python: this machine is offline");
    assert_eq!(said(Err(FetchError::Status(503))), "python: the host answered with status 503 instead of a text");
    assert_eq!(said(Ok("<html>".into())), "python: the answer is text, but not JSON");
    assert_eq!(said(Ok("{}".into())), "python: the answer is JSON, but has no list of “posts”");
}

#[test]
fn an_address_that_cannot_be_taken_is_named() {
    let problem = |text: &str| values(&[]).set("url", text).expect("it is not taken");
    let taken = "feeds/{feed}.json was taken instead.";
    assert_eq!(problem(""), format!("url: it is empty; {taken}"));
    assert_eq!(problem("two words"), format!("url: “two words” has a space in it; {taken}"));
    assert!(problem("https://me:secret@example.org/").starts_with("url: addresses with a name or a password"));
    assert!(!problem("https://me:secret@example.org/").contains("secret"));
    assert!(problem(&"x".repeat(301)).contains("is longer than 300 letters"));
    assert_eq!(values(&[]).set("url", "https://example.org/@me"), None);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn formula_is_virtual_time_to_the_nanosecond(
        feeds in 1_u64..=40, limit in 1_u64..=12, latency in duration(60), timeout in duration(100),
        spread in prop_oneof![Just(0.0), 0.0..=1.0], fail in prop_oneof![Just(0.0), 0.0..=1.0], seed: u32,
    ) {
        let (feeds, limit, seed) = (feeds.to_string(), limit.to_string(), seed.to_string());
        let (spread, fail) = (spread.to_string(), fail.to_string());
        let values = values(&[
            ("feeds", &feeds), ("limit", &limit), ("latency", &latency), ("timeout", &timeout), ("spread", &spread),
            ("fail", &fail), ("seed", &seed), ("items", "1"),
        ]);
        for variant in lesson().meta.variants {
            let formula = (lesson().formula)(&values, *variant);
            if variant.name != "limited" || spread == "0" {
                prop_assert!(formula.is_some());
            }
            if let Some(formula) = formula {
                prop_assert_eq!(formula, elapsed(&values, *variant), "{}", variant.name);
            }
        }
    }

    #[test]
    fn a_limit_is_list_scheduling_within_its_bounds(feeds in 1_u32..=40, limit in 1_u32..=12, seed: u32) {
        let (n, l, seed) = (feeds.to_string(), limit.to_string(), seed.to_string());
        let settings = [("feeds", &*n), ("limit", &*l), ("seed", &*seed), ("spread", "1"), ("timeout", "0"), ("items", "1")];
        let values = values(&settings);
        let [sum, longest, limited] = ["sequential", "concurrent", "limited"].map(|name| elapsed(&values, variant(name)));
        prop_assert!(limited >= longest.max(sum / limit));
        // Graham 1966: sum/m + (1 − 1/m)·longest.
        prop_assert!(limited <= sum / limit + longest - longest / limit + Duration::from_nanos(2));
    }
}

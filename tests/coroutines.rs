//! The prefix filter's laws: misused it answers as Python does, and what theory says of the lesson is what happens.

#![cfg(not(target_arch = "wasm32"))]

use proptest::prelude::*;
use simul::lessons::{Entry, LESSONS, PrefixFilter, Print, Raised, State};
use simul::params::Values;
use simul::virtual_time::{Ended, Machine, Report, VirtualRun};
use std::cell::{OnceCell, RefCell};
use std::process::Command;
use std::rc::{Rc, Weak};
use std::time::Duration;

/// What was printed, and what else is to be said, in order.
#[derive(Clone, Default)]
struct Said(Rc<RefCell<Vec<String>>>);

impl Said {
    fn say(&self, line: impl Into<String>) {
        self.0.borrow_mut().push(line.into());
    }
}

impl Print for Said {
    fn print(&self, line: String) {
        self.say(line);
    }
}

/// What can be done to a filter; a word that is none of these is sent.
const STEPS: [&str; 4] = ["next", "close", "Dear reader", "James"];

/// Every way to do up to `most` things one after another.
fn stories(most: usize) -> Vec<Vec<&'static str>> {
    let mut all = vec![Vec::new()];
    let mut longest = all.clone();
    for _ in 0..most {
        let longer = |story: &Vec<&'static str>| STEPS.map(|step| [story.clone(), vec![step]].concat());
        longest = longest.iter().flat_map(longer).collect();
        all.extend(longest.clone());
    }
    all
}

/// Python's word for a state.
fn word(state: State) -> &'static str {
    match state {
        State::Created => "GEN_CREATED",
        State::Suspended { .. } => "GEN_SUSPENDED",
        State::Running => "GEN_RUNNING",
        State::Closed => "GEN_CLOSED",
    }
}

fn told_in_rust(stories: &[Vec<&str>]) -> Vec<String> {
    let said = Said::default();
    for story in stories {
        let search = PrefixFilter::new("Dear", "", said.clone());
        for step in story {
            let answer = match *step {
                "next" => search.prime().map(|found| found.to_string()),
                "close" => search.close().map(|()| "None".to_owned()),
                line => search.send(line).map(|found| found.to_string()),
            };
            said.say(answer.unwrap_or_else(|raised| raised.to_string()));
            said.say(word(search.state()));
        }
        // Python closes what nobody holds any longer.
        search.close().expect("it does not run");
        said.say("-");
    }
    said.0.take()
}

/// The lines that CPython prints for the lesson's program, followed by another one.
fn python(after: &str, arguments: &[&str]) -> Vec<String> {
    let program = include_str!("../src/lessons/coroutines.py").replace("WORK = 0.1", "WORK = 0");
    let program = program.split("\nif __name__").next().unwrap_or_default().to_owned() + after;
    let output = Command::new("python3").arg("-c").arg(program).args(arguments).output().expect("python3 runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).lines().map(str::to_owned).collect()
}

const TELL: &str = r#"
import inspect, traceback
for story in sys.argv[1].split("\n"):
    search = prefix_filter("Dear")
    for step in filter(None, story.split("|")):
        try:
            print(next(search) if step == "next" else search.close() if step == "close" else search.send(step))
        except Exception as raised:
            print(traceback.format_exception_only(raised)[-1].strip())
        print(inspect.getgeneratorstate(search))
    del search
    print("-")
"#;

#[test]
fn whatever_is_done_to_a_filter_it_answers_as_in_python() {
    let stories = stories(4);
    let written: Vec<String> = stories.iter().map(|story| story.join("|")).collect();
    let in_python = python(TELL, &[&written.join("\n")]);
    let in_rust = told_in_rust(&stories);
    for raised in [Raised::NotPrimed, Raised::NoLine, Raised::Ended] {
        assert!(in_python.contains(&raised.to_string()), "{raised} is never said");
    }
    assert_eq!(in_python, in_rust);
}

/// Prints into the filter that prints.
#[derive(Clone, Default)]
struct Mirror {
    said: Said,
    search: Rc<OnceCell<Weak<PrefixFilter<Self>>>>,
}

impl Print for Mirror {
    fn print(&self, line: String) {
        let search = self.search.get().and_then(Weak::upgrade).expect("the filter is there");
        self.said.say(line);
        self.said.say(search.send("Dear me").expect_err("it runs").to_string());
        self.said.say(search.close().expect_err("it runs").to_string());
        self.said.say(word(search.state()));
    }
}

const MIRROR: &str = r#"
import inspect
say = print
def print(line):
    say(line)
    for attempt in (lambda: search.send("Dear me"), lambda: search.close()):
        try:
            attempt()
        except ValueError as raised:
            say(f"ValueError: {raised}")
    say(inspect.getgeneratorstate(search))
search = prefix_filter("Dear")
next(search)
search.send("Dear reader")
search.close()
"#;

#[test]
fn a_filter_that_runs_can_be_neither_sent_to_nor_closed_as_in_python() {
    let mirror = Mirror::default();
    let search = Rc::new(PrefixFilter::new("Dear", "", mirror.clone()));
    mirror.search.set(Rc::downgrade(&search)).expect("it is set once");
    assert_eq!((search.prime(), search.send("Dear reader"), search.close()), (Ok(0), Ok(1), Ok(())));
    let said = mirror.said.0.take();
    assert_eq!(said.len(), 3 * 4);
    assert_eq!(said, python(MIRROR, &[]));
}

fn lesson() -> &'static Entry {
    LESSONS.iter().find(|entry| entry.meta.slug == "coroutines").expect("the lesson exists")
}

fn values(settings: &[(&str, &str)]) -> Values {
    let mut values = Values::defaults(lesson().fields);
    for (name, text) in settings {
        assert_eq!(values.set(name, text), None);
    }
    values
}

fn run(values: &Values, variant: usize) -> Report {
    let variant = lesson().meta.variants[variant];
    VirtualRun::new(&Machine::ideal(1), 1, Some(1_000_000), |cx| (lesson().run)(values, variant, cx)).finish()
}

/// What each variant prints.
fn printed(settings: &[(&str, &str)]) -> [Vec<String>; 3] {
    [0, 1, 2].map(|variant| {
        let trace = run(&values(settings), variant).trace.expect("collected");
        trace.output.into_iter().map(|line| line.text).collect()
    })
}

#[test]
fn pulled_pushed_and_in_turn_the_same_lines_are_found() {
    let [pulled, pushed, in_turn] = printed(&[("filters", "2")]);
    assert_eq!(pulled, ["searching for \"Dear\"", "Dear James", "Dear reader", "closed, 2 found"]);
    assert_eq!(pushed, pulled);
    let labelled = |line: &String| [format!("1: {line}"), format!("2: {line}")];
    assert_eq!(in_turn, pulled.iter().flat_map(labelled).collect::<Vec<_>>());
}

#[test]
fn nothing_to_look_for_is_in_every_line_and_no_lines_have_nothing() {
    let [all, ..] = printed(&[("prefix", ""), ("lines", " a;; b ;")]);
    assert_eq!(all, ["searching for \"\"", "a", "b", "closed, 2 found"]);
    for none in ["", ";", " ; ;"] {
        let [pulled, pushed, _] = printed(&[("lines", none)]);
        assert_eq!(pulled, ["searching for \"Dear\"", "closed, 0 found"]);
        assert_eq!(pushed, pulled);
    }
}

#[test]
fn a_text_that_cannot_be_taken_is_named() {
    let problem = |name: &str, text: &str| values(&[]).set(name, text).expect("it is not taken");
    let long = "x".repeat(41);
    let said = format!("prefix: “{}…” is longer than 40 letters; Dear was taken instead.", &long[1..]);
    assert_eq!(problem("prefix", &long), said);
    let said = "has a character in it that cannot be printed; Dear was taken instead.";
    for text in ["De\nar", "De\u{7}ar", "De\u{2028}ar"] {
        assert!(problem("prefix", text).ends_with(said), "{text:?}");
    }
    assert!(
        values(&[("prefix", "")])
            .set("prefix", &long)
            .expect("as above")
            .ends_with("; an empty text was taken instead.")
    );
    for text in ["Καλή μου", "“Dear”", "<b>&amp;", "Dear James,", "👋🏽"] {
        assert_eq!(values(&[]).set("prefix", text), None, "{text}");
    }
}

/// Seconds with up to nine digits after the point, as the form takes them.
fn duration(most_s: u64) -> impl Strategy<Value = String> {
    let nanos = prop_oneof![0..=most_s * 1_000_000_000, (0..=most_s).prop_map(|s| s * 1_000_000_000)];
    nanos.prop_map(|nanos| simul::predict::plain(Duration::from_nanos(nanos)))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn formula_is_virtual_time_to_the_nanosecond(
        prefix in "[ab]{0,2}", lines in "[ab; ]{0,60}", every in duration(10), work in duration(2),
        filters in 1_u64..=100,
    ) {
        let filters = filters.to_string();
        let values = values(&[
            ("prefix", &prefix), ("lines", &lines), ("every", &every), ("work", &work), ("filters", &filters),
        ]);
        for (at, variant) in lesson().meta.variants.iter().enumerate() {
            let report = run(&values, at);
            prop_assert_eq!(report.ended, Ended::Finished(Ok(())));
            prop_assert_eq!((lesson().formula)(&values, *variant), Some(report.elapsed), "{}", variant.name);
        }
    }

    #[test]
    fn every_filter_finds_what_a_plain_loop_finds(
        prefix in "[ab]{0,2}", lines in "[ab; ]{0,60}", filters in 1_usize..=9,
    ) {
        let count = filters.to_string();
        let [pulled, pushed, in_turn] = printed(&[("prefix", &prefix), ("lines", &lines), ("filters", &count)]);
        prop_assert_eq!(&pulled, &pushed);
        prop_assert_eq!(in_turn.len(), filters * pulled.len());
        for filter in 1..=filters {
            let label = format!("{filter}: ");
            let own: Vec<&str> = in_turn.iter().filter_map(|line| line.strip_prefix(&label)).collect();
            prop_assert_eq!(&own, &pulled);
        }
    }
}

//! The prefix filter's laws: misused it answers as Python does, and what theory says of the lesson is what happens.

#![cfg(not(target_arch = "wasm32"))]

#[path = "common/duration.rs"]
mod duration;

use duration::duration;
use proptest::prelude::*;
use simul::lessons::{Entry, PrefixFilter, Print, Raised, State, entries};
use simul::params::Values;
use simul::runtime::{Cx, Engine, Settings};
use simul::trace::Collector;
use simul::virtual_time::{Ended, Machine, Report, VirtualRun};
use std::cell::{OnceCell, RefCell};
use std::process::Command;
use std::rc::{Rc, Weak};

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
    entries().find(|entry| entry.meta.slug == "coroutines").expect("the lesson exists")
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

/// The coroutine in somebody's hands, turned as far as it goes after each action.
struct Hands {
    engine: Rc<Engine>,
}

impl Hands {
    fn new(settings: &[(&str, &str)]) -> Self {
        let engine = Engine::new(Settings { collect: Some(10_000), ..Settings::default() });
        let (cx, values) = (Cx::new(Rc::clone(&engine)), values(&[&[("sender", "you")], settings].concat()));
        cx.spawn("main", (lesson().run)(&values, lesson().meta.variants[1], cx.clone())).detach();
        let hands = Self { engine };
        hands.turn();
        hands
    }

    fn turn(&self) {
        while self.engine.poll_one() || self.engine.next_deadline().is_some_and(|due| self.fire(due)) {}
    }

    fn fire(&self, due_ns: u64) -> bool {
        self.engine.set_now(due_ns);
        self.engine.fire_due()
    }

    /// Presses the button of this name, and does not wait.
    fn press(&self, label: &str) {
        let actions = (lesson().actions)(&values(&[("sender", "you")]));
        let place = actions.iter().position(|one| *one == label).expect("there is such a button");
        assert!(self.engine.act(place), "the program takes actions");
    }

    fn lines(&self) -> Vec<String> {
        let lines =
            |collected: &Collector| collected.output_after(0).iter().map(|line| line.text.clone()).collect::<Vec<_>>();
        self.engine.collected(lines).expect("collected")
    }
}

/// Types at Python's prompt what a transcript has typed, and prints the transcript that comes of it.
const PROMPT: &str = r#"
import traceback
for typed in sys.argv[1].split("\n"):
    print(">>> " + typed)
    try:
        exec(compile(typed, "prompt", "single"))
    except Exception as raised:
        print(traceback.format_exception_only(raised)[-1].strip())
"#;

#[test]
fn what_the_buttons_answer_is_what_the_prompt_of_python_answers() {
    let hands = Hands::new(&[]);
    let pressed = [
        "Send the next line",
        "Prime",
        "Send all lines",
        "Send the next line",
        "Prime",
        "Close",
        "Send the next line",
        "A new filter",
        "Close",
        "Prime",
        "A new filter",
        "Prime",
        "Send the next line",
        "Send the next line",
        "Close",
        "Close",
    ];
    for label in pressed {
        hands.press(label);
        hands.turn();
    }
    let lines = hands.lines();
    let typed: Vec<&str> = lines.iter().filter_map(|line| line.strip_prefix(">>> ")).collect();
    assert!(typed.len() > pressed.len());
    let said: Vec<&String> = lines.iter().filter(|line| !line.starts_with('#')).collect();
    let expected = python(PROMPT, &[&typed.join("\n")]);
    assert_eq!(said, expected.iter().collect::<Vec<_>>());
    let states = lines.iter().filter(|line| line.starts_with('#'));
    assert_eq!(states.count(), pressed.len(), "its state is told after each");
}

#[test]
fn what_is_pressed_while_the_filter_works_is_done_in_order_afterwards() {
    let hands = Hands::new(&[("lines", "Dear a; Dear b")]);
    ["Prime", "Send the next line", "Send the next line", "Close"].iter().for_each(|label| hands.press(label));
    hands.turn();
    let said: Vec<String> = hands.lines().into_iter().filter(|line| !line.starts_with(['#', '>'])).collect();
    assert_eq!(said, ["searching for \"Dear\"", "0", "Dear a", "1", "Dear b", "2", "closed, 2 found"]);
    assert!(hands.engine.awaits_visitor() && hands.engine.awaits_outside());
    hands.engine.clear();
    assert!(!hands.engine.awaits_visitor(), "somebody still waits");
}

#[test]
fn with_no_lines_there_is_none_to_send_and_a_program_that_takes_no_actions_pays_no_attention() {
    let hands = Hands::new(&[("lines", "")]);
    ["Send the next line", "Send all lines"].iter().for_each(|label| hands.press(label));
    hands.turn();
    assert_eq!(hands.lines().iter().filter(|line| *line == "There is no line to send.").count(), 2);
    assert!(!Engine::new(Settings::default()).act(0));
}

#[test]
fn a_coroutine_in_somebodys_hands_has_no_prediction_and_the_other_variants_have_theirs() {
    let values = values(&[("sender", "you")]);
    let [pulled, pushed, in_turn] = [0, 1, 2].map(|at| (lesson().formula)(&values, lesson().meta.variants[at]));
    assert_eq!((pulled, pushed, in_turn), (Some(run(&values, 0).elapsed), None, Some(run(&values, 2).elapsed)));
    assert_eq!(run(&values, 1).ended, Ended::Endless);
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

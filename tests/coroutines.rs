//! The prefix filter's laws: misused it answers as Python does, and what theory says of the lesson is what happens.

#![cfg(not(target_arch = "wasm32"))]

use simul::lessons::{PrefixFilter, Print, Raised, State};
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

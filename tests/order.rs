//! The order game: what the page says about asyncio's order is what CPython does, and what it says about a page's is what
//! any event loop does that keeps to the standard.

#![cfg(not(target_arch = "wasm32"))]

use simul::lessons::order::{self, Level};
use simul::lessons::{Puzzle, Way};
use simul::runtime::{Queues, Random, Source};
use simul::virtual_time::{Ended, Machine, VirtualRun};
use std::cell::RefCell;
use std::collections::VecDeque;
use std::io::Write;
use std::process::{Command, Stdio};
use std::rc::Rc;

/// Runs programs one after another, and writes what each prints on one line.
const MANY: &str = r#"
import contextlib, io, sys
for source in sys.stdin.read().split("\x1e"):
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(source, "puzzle", "exec"), {"__name__": "__main__"})
    print(printed.getvalue().replace("\n", ""))
"#;

const LEVELS: [Level; 2] = [Level::Asyncio, Level::Browser];

fn puzzles(level: Level) -> Vec<Puzzle> {
    (1..=100).map(|seed| order::of(level, seed)).collect()
}

fn order(puzzle: &Puzzle) -> Vec<char> {
    puzzle.lines.iter().map(|line| line.label).collect()
}

/// The order in which CPython prints the lines of each program: all of them in one process.
fn in_python(puzzles: &[Puzzle]) -> Vec<Vec<char>> {
    let mut python = Command::new("python3");
    let mut python = python.args(["-c", MANY]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("it starts");
    let programs: Vec<&str> = puzzles.iter().map(|puzzle| puzzle.program.as_str()).collect();
    let mut input = python.stdin.take().expect("it is piped");
    input.write_all(programs.join("\x1e").as_bytes()).expect("it can be written");
    drop(input);
    let output = python.wait_with_output().expect("it ends");
    assert!(output.status.success());
    String::from_utf8_lossy(&output.stdout).lines().map(|line| line.chars().collect()).collect()
}

#[test]
fn a_hundred_programs_print_in_the_same_order_in_python() {
    let puzzles = puzzles(Level::Asyncio);
    let printed = in_python(&puzzles);
    assert_eq!(printed.len(), puzzles.len());
    // What is not certain is usual all the same.
    let same = puzzles.iter().zip(&printed).filter(|(puzzle, printed)| order(puzzle) == **printed).count();
    assert!(same >= 95, "{same} of 100 are the same in every place");
    for (seed, (puzzle, printed)) in (1..).zip(puzzles.iter().zip(&printed)) {
        agree(seed, puzzle, printed);
        let without_timer = !puzzle.program.contains("call_later");
        assert!(
            !without_timer || puzzle.open(printed).is_empty(),
            "seed {seed}: without a timer every place is certain"
        );
    }
}

#[test]
fn a_hundred_programs_print_in_the_same_order_on_the_engine() {
    for (seed, puzzle) in (1..).zip(puzzles(Level::Asyncio)) {
        let Way::Engine(program) = &puzzle.way else { panic!("seed {seed} does not run on the engine") };
        let report = VirtualRun::new(&Machine::ideal(1), 1, Some(1_000), program).finish();
        assert_eq!(report.ended, Ended::Finished(Ok(())));
        let lines = report.trace.expect("it was collected").output;
        agree(seed, &puzzle, &lines.iter().flat_map(|line| line.text.chars()).collect::<Vec<_>>());
    }
}

/// All lines of a puzzle are printed, and those of which the order is certain in that order.
fn agree(seed: u64, puzzle: &Puzzle, printed: &[char]) {
    let mut sorted = printed.to_vec();
    sorted.sort_unstable();
    assert_eq!(sorted, puzzle.letters(), "seed {seed}: not the same lines\n{}", puzzle.program);
    assert_eq!(puzzle.wrong(printed), [], "seed {seed}: {printed:?}, not {:?}\n{}", order(puzzle), puzzle.program);
}

/// What is handed over.
type Function = Box<dyn FnOnce()>;

/// An event loop that keeps to the standard, and where the standard leaves it free, to chance.
#[derive(Default)]
struct AnyLoop {
    queues: RefCell<[VecDeque<Function>; 4]>,
    printed: RefCell<Vec<char>>,
}

impl Queues for AnyLoop {
    fn queue(&self, source: Source, function: Function) {
        self.queues.borrow_mut()[source as usize].push_back(function);
    }

    fn print(&self, label: char) {
        self.printed.borrow_mut().push(label);
    }
}

impl AnyLoop {
    fn next(&self, source: Source) -> Option<Function> {
        self.queues.borrow_mut()[source as usize].pop_front()
    }

    /// Calls one function, and the microtasks that come of it.
    fn call(&self, function: Function) {
        function();
        self.microtasks();
    }

    fn microtasks(&self) {
        while let Some(microtask) = self.next(Source::Microtask) {
            microtask();
        }
    }

    /// Runs a script; returns what it has printed when all queues are empty.
    fn run(puzzle: &Puzzle, random: &mut Random) -> Vec<char> {
        let Way::Page(script) = &puzzle.way else { panic!("it does not run on a page's queues") };
        let any = Rc::new(Self::default());
        script(&(Rc::clone(&any) as Rc<dyn Queues>));
        any.microtasks();
        while any.queues.borrow().iter().any(|queue| !queue.is_empty()) {
            match [Source::Timer, Source::Message, Source::Frame][random.below(3)] {
                // A frame calls all that have asked for it, and nobody who asks meanwhile.
                Source::Frame => {
                    let asked = any.queues.borrow()[Source::Frame as usize].len();
                    (0..asked).filter_map(|_| any.next(Source::Frame)).for_each(|function| any.call(function));
                }
                source => any.next(source).into_iter().for_each(|function| any.call(function)),
            }
        }
        any.printed.take()
    }
}

#[test]
fn a_pair_is_scored_exactly_where_no_event_loop_of_the_standard_may_turn_it_round() {
    for (seed, puzzle) in (1..).zip(puzzles(Level::Browser)) {
        let mut random = Random::new(seed, 7);
        let runs: Vec<Vec<char>> = (0..300).map(|_| AnyLoop::run(&puzzle, &mut random)).collect();
        for run in &runs {
            agree(seed, &puzzle, run);
        }
        for (first, then) in puzzle.open(&order(&puzzle)) {
            let comes_first = |run: &&Vec<char>| run.iter().find(|label| [first, then].contains(label)) == Some(&first);
            let count = runs.iter().filter(comes_first).count();
            assert!((1..300).contains(&count), "seed {seed}: {first} always before {then}\n{}", puzzle.program);
        }
    }
}

#[test]
fn everything_the_game_is_about_is_in_some_of_its_programs() {
    let asyncio = [
        &["loop.call_soon", "loop.call_later", "create_task", "await asyncio.sleep(0)", "await ask()"][..],
        &["Awaiting", "has returned without suspending", "`sleep(0)` suspended", "A timer", "goes on after"],
    ];
    let browser = [
        &["queueMicrotask", "setTimeout", "post(", "requestAnimationFrame"][..],
        &[
            "The script itself",
            "all microtasks",
            "A microtask runs",
            "A timer",
            "A message",
            "before the page is drawn",
            "go off in the order",
        ],
    ];
    for (level, [words, reasons]) in LEVELS.into_iter().zip([asyncio, browser]) {
        let puzzles = puzzles(level);
        for word in words {
            let having = puzzles.iter().filter(|puzzle| puzzle.program.contains(word)).count();
            assert!(having >= 20, "{having} of 100 have {word}");
        }
        for reason in reasons {
            let told = |puzzle: &&Puzzle| puzzle.lines.iter().any(|line| line.reason.contains(reason));
            let telling = puzzles.iter().filter(told).count();
            assert!(telling >= 10, "{telling} of 100 say {reason}");
        }
    }
}

#[test]
fn a_program_is_short_and_does_not_print_from_top_to_bottom() {
    for puzzle in LEVELS.into_iter().flat_map(puzzles) {
        let order = order(&puzzle);
        assert!((5..=8).contains(&order.len()), "{order:?}");
        assert_ne!(order, puzzle.letters());
        assert!(puzzle.letters().into_iter().eq(('A'..).take(order.len())), "{order:?}");
        assert!(puzzle.lines.iter().all(|line| line.reason.ends_with('.') && line.reason.len() < 120));
        assert!(order.iter().all(|label| puzzle.source(*label).contains(*label)));
        assert_eq!(puzzle.wrong(&order), []);
        let backwards: Vec<char> = order.iter().rev().copied().collect();
        assert!(puzzle.wrong(&backwards).len() >= order.len() - 1, "most pairs are scored\n{}", puzzle.program);
    }
}

#[test]
fn the_same_seed_is_the_same_program_and_another_one_is_another() {
    for level in LEVELS {
        assert_eq!(order::of(level, 7).program, order::of(level, 7).program);
        let mut programs: Vec<String> = puzzles(level).into_iter().map(|puzzle| puzzle.program).collect();
        programs.sort_unstable();
        programs.dedup();
        assert!(programs.len() >= 90, "{} of 100 are different", programs.len());
    }
}

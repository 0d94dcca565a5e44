//! The order game against CPython: what the page says about asyncio's order is what asyncio does.

#![cfg(not(target_arch = "wasm32"))]

use simul::lessons::order::Puzzle;
use std::io::Write;
use std::process::{Command, Stdio};

/// Runs programs one after another, and writes what each prints on one line.
const MANY: &str = r#"
import contextlib, io, sys
for source in sys.stdin.read().split("\x1e"):
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(source, "puzzle", "exec"), {"__name__": "__main__"})
    print(printed.getvalue().replace("\n", ""))
"#;

fn puzzles() -> Vec<Puzzle> {
    (1..=100).map(Puzzle::new).collect()
}

fn order(puzzle: &Puzzle) -> Vec<char> {
    puzzle.lines.iter().map(|line| line.label).collect()
}

/// The order in which CPython prints the lines of each program: all of them in one process.
fn in_python(puzzles: &[Puzzle]) -> Vec<Vec<char>> {
    let mut python = Command::new("python3");
    let mut python = python.args(["-c", MANY]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("it starts");
    let programs: Vec<&str> = puzzles.iter().map(|puzzle| puzzle.python.as_str()).collect();
    let mut input = python.stdin.take().expect("it is piped");
    input.write_all(programs.join("\x1e").as_bytes()).expect("it can be written");
    drop(input);
    let output = python.wait_with_output().expect("it ends");
    assert!(output.status.success());
    String::from_utf8_lossy(&output.stdout).lines().map(|line| line.chars().collect()).collect()
}

#[test]
fn a_hundred_programs_print_in_the_same_order_in_python() {
    let puzzles = puzzles();
    let printed = in_python(&puzzles);
    assert_eq!(printed.len(), puzzles.len());
    // What is not certain is usual all the same.
    let same = puzzles.iter().zip(&printed).filter(|(puzzle, printed)| order(puzzle) == **printed).count();
    assert!(same >= 95, "{same} of 100 are the same in every place");
    for (seed, (puzzle, printed)) in (1..).zip(puzzles.iter().zip(&printed)) {
        let [mut ours, mut theirs] = [order(puzzle), printed.clone()];
        ours.sort_unstable();
        theirs.sort_unstable();
        assert_eq!(ours, theirs, "seed {seed}: not the same lines\n{}", puzzle.python);
        assert_eq!(puzzle.wrong(printed), [], "seed {seed}: {printed:?}, not {:?}\n{}", order(puzzle), puzzle.python);
        let timed = puzzle.lines.iter().any(|line| line.timed);
        assert!(timed || *printed == order(puzzle), "seed {seed}: without a timer every place is certain");
    }
}

#[test]
fn everything_the_game_is_about_is_in_some_of_its_programs() {
    let puzzles = puzzles();
    for word in ["loop.call_soon", "loop.call_later", "create_task", "await asyncio.sleep(0)", "await ask()"] {
        let having = puzzles.iter().filter(|puzzle| puzzle.python.contains(word)).count();
        assert!(having >= 20, "{having} of 100 have {word}");
    }
    for reason in ["Awaiting", "has returned without suspending", "`sleep(0)` suspended", "A timer", "goes on after"] {
        let told = |puzzle: &&Puzzle| puzzle.lines.iter().any(|line| line.reason.contains(reason));
        let telling = puzzles.iter().filter(told).count();
        assert!(telling >= 10, "{telling} of 100 say {reason}");
    }
}

#[test]
fn a_program_is_short_and_does_not_print_from_top_to_bottom() {
    for puzzle in puzzles() {
        let order = order(&puzzle);
        assert!((5..=8).contains(&order.len()), "{order:?}");
        let top_to_bottom: Vec<char> = ('A'..).take(order.len()).collect();
        assert_ne!(order, top_to_bottom);
        assert!(puzzle.lines.iter().all(|line| line.reason.ends_with('.') && line.reason.len() < 120));
        assert_eq!(puzzle.wrong(&order), []);
        let backwards: Vec<char> = order.iter().rev().copied().collect();
        assert!(puzzle.wrong(&backwards).len() >= order.len() - 1, "most pairs are scored\n{}", puzzle.python);
    }
}

#[test]
fn the_same_seed_is_the_same_program_and_another_one_is_another() {
    assert_eq!(Puzzle::new(7), Puzzle::new(7));
    let mut programs: Vec<String> = puzzles().into_iter().map(|puzzle| puzzle.python).collect();
    programs.sort_unstable();
    programs.dedup();
    assert!(programs.len() >= 90, "{} of 100 are different", programs.len());
}

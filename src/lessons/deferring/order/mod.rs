//! The order game: a small asyncio program, and the question in which order its lines print.
//!
//! What is certain about the order, from how asyncio's loop goes round (`BaseEventLoop._run_once` in CPython):
//! 1. It calls what is ready in the order in which it was scheduled: first come, first served. `call_soon` puts its
//!    function at the end of this queue; `create_task` the first step of a task; `await asyncio.sleep(0)` the next one.
//! 2. A round takes what stood in the queue when it began. What is scheduled meanwhile has its turn in the next one.
//! 3. An await suspends only where something below it does. A coroutine that never suspends runs like a plain call.
//! 4. Timers are looked at between two rounds: those that are due go to the end of the queue, behind all that is ready
//!    by then. So `call_later(0, f)` comes after whatever runs in this round and whatever is already queued for the next.
//!
//! What is not certain: when a timer is noticed is up to the clock. So the place of a `call_later(0, f)` against what
//! becomes ready one round later is not promised, nor that of two timers of the same time: the documentation calls it
//! undefined. Such pairs are not scored; see [`Puzzle::is_certain`].

mod generate;
mod program;
mod python;
mod rounds;
mod why;

use program::Program;
use rounds::Printed;

/// A program to be put in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Puzzle {
    /// The Python program.
    pub python: String,
    /// The lines it prints, in the order in which it prints them.
    pub lines: Vec<Line>,
}

/// A line that is printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What is printed. Letters follow each other in the program from top to bottom.
    pub label: char,
    /// Why it is printed just then, in a sentence or two.
    pub reason: String,
    /// The round of the loop in which it is printed, from 0.
    pub round: usize,
    /// Whether a timer has to be due for it: then it is printed in this round at the earliest.
    pub timed: bool,
}

impl Puzzle {
    /// The program of a seed.
    pub fn new(seed: u64) -> Self {
        Self::of(&generate::program(seed))
    }

    fn of(program: &Program) -> Self {
        let printed = rounds::run(program);
        let line = |(at, one): (usize, &Printed)| {
            let before = at.checked_sub(1).map(|before| printed[before].label);
            Line { label: one.label, reason: why::say(program, one, before), round: one.round, timed: one.timed }
        };
        Self { python: python::write(program), lines: printed.iter().enumerate().map(line).collect() }
    }

    /// Whether it is certain that one line is printed before another.
    pub fn is_certain(&self, first: char, then: char) -> bool {
        let place = |label| self.lines.iter().position(|line| line.label == label);
        let (Some(first), Some(then)) = (place(first), place(then)) else { return false };
        match (&self.lines[first], &self.lines[then]) {
            (Line { timed: true, .. }, _) => false,
            (queued, timer) if timer.timed => queued.round <= timer.round,
            _ => first < then,
        }
    }

    /// The pairs of lines that are the wrong way round in an order: which should come first, and which then.
    pub fn wrong(&self, order: &[char]) -> Vec<(char, char)> {
        let pairs = order.iter().enumerate().flat_map(|(at, then)| order[at + 1..].iter().map(|first| (*first, *then)));
        pairs.filter(|(first, then)| self.is_certain(*first, *then)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::program::{Coroutine, Step::*};
    use super::*;

    fn puzzle(main: Vec<program::Step>, task: Vec<program::Step>) -> Puzzle {
        let coroutines = vec![Coroutine { name: "main", steps: main }, Coroutine { name: "ask", steps: task }];
        Puzzle::of(&Program { coroutines })
    }

    fn order(puzzle: &Puzzle) -> String {
        puzzle.lines.iter().map(|line| line.label).collect()
    }

    #[test]
    fn what_is_handed_over_waits_for_its_turn_in_the_queue() {
        let puzzle =
            puzzle(vec![Print('A'), CallSoon('B'), CreateTask(1), CallSoon('C'), Print('D')], vec![Print('E')]);
        assert_eq!(order(&puzzle), "ADBEC");
        let why: Vec<&str> =
            puzzle.lines.iter().map(|line| line.reason.split(' ').next().unwrap_or_default()).collect();
        assert_eq!(why, ["`asyncio.run`", "`call_soon`", "`call_soon`", "`create_task`", "`call_soon`"]);
    }

    #[test]
    fn an_await_suspends_only_where_something_below_it_does() {
        let main = || vec![CallSoon('A'), Await(1), Print('B')];
        assert_eq!(order(&puzzle(main(), vec![Print('C')])), "CBA");
        assert_eq!(order(&puzzle(main(), vec![Print('C'), Sleep])), "CAB");
    }

    #[test]
    fn whoever_sleeps_goes_behind_what_is_ready() {
        let task = vec![Print('D'), Sleep, Print('E')];
        assert_eq!(
            order(&puzzle(vec![CreateTask(1), Print('A'), Sleep, Print('B'), Sleep, Print('C')], task)),
            "ADBEC"
        );
    }

    #[test]
    fn a_timer_comes_after_what_is_ready_and_is_certain_of_no_more() {
        let main = vec![CallLater('A'), CallSoon('B'), CallLater('C'), Sleep, Print('D'), Sleep, Print('E')];
        let puzzle = puzzle(main, vec![]);
        assert_eq!(order(&puzzle), "BDACE");
        for (first, then, certain) in [
            ("B", "A", true),
            ("D", "A", true),
            ("D", "C", true),
            ("A", "C", false),
            ("A", "E", false),
            ("D", "E", true),
            ("E", "D", false),
        ] {
            let [first, then] = [first, then].map(|label| label.chars().next().expect("a letter"));
            assert_eq!(puzzle.is_certain(first, then), certain, "{first} before {then}");
        }
        assert_eq!(puzzle.wrong(&['B', 'D', 'E', 'C', 'A']), []);
        assert_eq!(puzzle.wrong(&['A', 'B', 'D', 'C', 'E']), [('B', 'A'), ('D', 'A')]);
    }
}

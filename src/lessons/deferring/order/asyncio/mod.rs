//! The order game in asyncio's terms.
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
//! undefined. Such pairs are not scored.

mod generate;
mod program;
mod python;
mod rounds;
mod run;
mod why;

use crate::lessons::Honesty;
use crate::lessons::puzzle::{Line, Puzzle, Way};
use program::Program;
use rounds::Printed;
use std::rc::Rc;

const TEXT: &[&str] = &[
    "`asyncio.run` calls `main`. `call_soon` and `call_later` are handed a function to be called later; `create_task` is \
     handed a coroutine.",
    "`sleep(0)` always suspends. Another await suspends only where something inside it does.",
];

const OPEN: &str =
    "When a timer is noticed is up to the clock, and asyncio promises nothing of two timers of the same time.";

const HONESTY: Honesty = Honesty::Real(
    "It runs here, on the loop that runs every lesson. That is not Python, but its queue is: first come, first served. A \
     timer is set by a task of its own, one turn later than in Python; no pair that is scored depends on it. What CPython \
     prints for the same programs is compared whenever Simul is tested.",
);

/// The puzzle of a seed.
pub(super) fn puzzle(seed: u64) -> Puzzle {
    of(generate::program(seed))
}

fn of(program: Program) -> Puzzle {
    let printed = rounds::run(&program);
    let line = |(at, one): (usize, &Printed)| {
        let before = at.checked_sub(1).map(|before| printed[before].label);
        Line { label: one.label, reason: why::say(&program, one, before) }
    };
    let lines = printed.iter().enumerate().map(line).collect();
    let python = python::write(&program);
    let program = Rc::new(program);
    Puzzle {
        text: TEXT,
        language: "Python",
        program: python,
        lines,
        certain: certain(&printed),
        open: OPEN,
        honesty: HONESTY,
        way: Way::Engine(Box::new(move |cx| Box::pin(run::run(Rc::clone(&program), cx)))),
    }
}

/// The pairs of lines of which it is certain that the first is printed before the other: all but those of a timer with what
/// is printed later, and with what is queued for a later round.
fn certain(printed: &[Printed]) -> Vec<(char, char)> {
    let mut certain = Vec::new();
    for (at, then) in printed.iter().enumerate() {
        let before = printed[..at].iter().filter(|first| !first.timed && (!then.timed || first.round <= then.round));
        certain.extend(before.map(|first| (first.label, then.label)));
    }
    certain
}

#[cfg(test)]
mod tests {
    use super::program::{Coroutine, Step::*};
    use super::*;

    fn puzzle(main: Vec<program::Step>, task: Vec<program::Step>) -> Puzzle {
        let coroutines = vec![Coroutine { name: "main", steps: main }, Coroutine { name: "ask", steps: task }];
        of(Program { coroutines })
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

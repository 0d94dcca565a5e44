//! The order game in a web page's terms: plain calls, microtasks, timers of 0 ms, messages and animation frames.
//!
//! What is certain is what the HTML standard says; see [`turns::before`]. Within a turn all is certain: a function runs to
//! its end, then come its microtasks, first come, first served.

mod generate;
mod program;
mod run;
mod script;
mod turns;
mod why;

use crate::lessons::Honesty;
use crate::lessons::puzzle::{Line, Puzzle, Way};
use program::Steps;
use std::rc::Rc;
use turns::Turn;

const TEXT: &[&str] = &[
    "A page has several queues, and one thread that serves them. A function can be handed over as a microtask, to a timer \
     of 0 ms, to whoever gets a message, or to be called before the next frame is drawn.",
    "The HTML standard says a lot about who comes first, but not everything.",
];

const OPEN: &str = "Your browser was free here: the standard says nothing of a timer against a message or a frame.";

const HONESTY: Honesty = Honesty::Real(
    "It runs in this page, on the browser’s own queues: a real microtask, a real timer, a real message and a real frame for \
     each. Run it again, or in another browser: only what is scored has to come out the same.",
);

/// The puzzle of a seed.
pub(super) fn puzzle(seed: u64) -> Puzzle {
    of(generate::program(seed))
}

fn of(script: Steps) -> Puzzle {
    let turns = turns::of(&script);
    let line = |turn: &Turn, (label, why): &(char, why::Why)| Line {
        label: *label,
        reason: why::say(*why, turn.source.is_none()).to_owned(),
    };
    Puzzle {
        text: TEXT,
        language: "JavaScript",
        program: script::write(&script),
        lines: turns.iter().flat_map(|turn| turn.lines.iter().map(move |one| line(turn, one))).collect(),
        certain: certain(&turns),
        open: OPEN,
        honesty: HONESTY,
        way: Way::Page(Rc::new(move |queues| run::call(&script, queues))),
    }
}

/// The pairs of lines of which it is certain that the first is printed before the other.
fn certain(turns: &[Turn]) -> Vec<(char, char)> {
    let before = turns::before(turns);
    let lines = || turns.iter().enumerate().flat_map(|(turn, one)| one.lines.iter().map(move |line| (turn, line.0)));
    let mut certain = Vec::new();
    for (at, (then_in, then)) in lines().enumerate() {
        let first = lines().take(at).filter(|(first_in, _)| *first_in == then_in || before[then_in][*first_in]);
        certain.extend(first.map(|(_, first)| (first, then)));
    }
    certain
}

#[cfg(test)]
mod tests {
    use super::program::Step::{self, *};
    use super::*;
    use crate::runtime::Source::*;

    fn puzzle(script: Vec<Step>) -> Puzzle {
        of(script.into())
    }

    fn order(puzzle: &Puzzle) -> String {
        puzzle.lines.iter().map(|line| line.label).collect()
    }

    fn prints(label: char) -> Steps {
        [Print(label)].into()
    }

    #[test]
    fn the_script_comes_first_then_microtasks_then_tasks() {
        let puzzle = puzzle(vec![Queue(Timer, prints('A')), Queue(Microtask, prints('B')), Print('C')]);
        assert_eq!(order(&puzzle), "CBA");
        assert_eq!(puzzle.certain.len(), 3);
    }

    #[test]
    fn microtasks_of_a_task_come_before_the_next_task() {
        let task = [Print('A'), Queue(Microtask, prints('B'))].into();
        let puzzle = puzzle(vec![Queue(Timer, task), Queue(Timer, prints('C')), Print('D')]);
        assert_eq!(order(&puzzle), "DABC");
        assert!(puzzle.is_certain('B', 'C'));
    }

    #[test]
    fn of_one_source_the_first_comes_first_and_of_two_it_is_open() {
        let task = [Print('B'), Queue(Timer, prints('C'))].into();
        let puzzle = puzzle(vec![Queue(Timer, prints('A')), Queue(Message, task), Queue(Message, prints('D'))]);
        for (first, then) in [('A', 'C'), ('B', 'C'), ('B', 'D')] {
            assert!(puzzle.is_certain(first, then), "{first} before {then}");
        }
        assert_eq!(puzzle.open(&['A', 'B', 'D', 'C']), [('A', 'B'), ('A', 'D'), ('D', 'C')]);
        assert_eq!(puzzle.wrong(&['C', 'A', 'D', 'B']), [('A', 'C'), ('B', 'C'), ('B', 'D')]);
    }

    #[test]
    fn a_frame_calls_all_that_have_asked_for_it_before_anything_that_one_of_them_hands_over() {
        let task = [Print('A'), Queue(Message, prints('B'))].into();
        let puzzle = puzzle(vec![Queue(Frame, task), Queue(Frame, prints('C')), Queue(Timer, prints('D'))]);
        assert!(puzzle.is_certain('C', 'B'));
        assert_eq!(puzzle.open(&['A', 'C', 'D', 'B']), [('A', 'D'), ('C', 'D'), ('D', 'B')]);
    }
}

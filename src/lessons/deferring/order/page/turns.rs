//! A page's event loop, turn after turn: what is printed in each, and which turn is certain to come before which.

use super::program::{Step, Steps};
use super::why::Why;
use crate::runtime::Source;
use std::collections::VecDeque;

/// A turn of the event loop: the script, or a function that is called by a timer, a message or a frame; and all
/// microtasks that come of it.
pub(super) struct Turn {
    /// Who calls it; nobody but the page calls the script.
    pub source: Option<Source>,
    /// The turn in which it was handed over.
    set_in: usize,
    /// What is printed in it.
    pub lines: Vec<(char, Why)>,
}

/// The turns of a program in the order in which they are handed over: one in which they may come.
pub(super) fn of(script: &Steps) -> Vec<Turn> {
    let mut turns = vec![Turn { source: None, set_in: 0, lines: Vec::new() }];
    let mut functions = vec![script.clone()];
    let mut at = 0;
    while let Some(function) = functions.get(at).cloned() {
        let mut microtasks = VecDeque::new();
        take(&function, at, None, &mut turns, &mut functions, &mut microtasks);
        while let Some(microtask) = microtasks.pop_front() {
            take(&microtask, at, Some(Why::Microtask), &mut turns, &mut functions, &mut microtasks);
        }
        at += 1;
    }
    turns
}

/// A function that is called in a turn: what it prints, and what it hands over.
fn take(
    steps: &Steps,
    at: usize,
    mut why: Option<Why>,
    turns: &mut Vec<Turn>,
    functions: &mut Vec<Steps>,
    microtasks: &mut VecDeque<Steps>,
) {
    for step in steps.iter() {
        match step {
            Step::Print(label) => {
                let first = Why::begins(turns[at].source, is_another(turns, at));
                turns[at].lines.push((*label, why.replace(Why::GoesOn).unwrap_or(first)));
            }
            Step::Queue(Source::Microtask, inner) => microtasks.push_back(inner.clone()),
            Step::Queue(source, inner) => {
                turns.push(Turn { source: Some(*source), set_in: at, lines: Vec::new() });
                functions.push(inner.clone());
            }
        }
    }
}

/// Whether a turn before this one has the same source.
fn is_another(turns: &[Turn], at: usize) -> bool {
    turns[..at].iter().any(|turn| turn.source == turns[at].source)
}

/// For each turn, which turns are certain to come before it. From the HTML standard:
/// 1. What hands a function over comes before it.
/// 2. Of one source, what is handed over first comes first: timers of the same delay ("run steps after a timeout"), messages
///    on one port (the port's own task source), callbacks of frames (the map of animation frame callbacks is in order).
/// 3. A frame calls all that have asked for it in one go ("run the animation frame callbacks"): what one of them hands over
///    comes after all of them.
/// 4. Between sources nothing else is promised: which queue of tasks has its turn is the browser's choice ("event loop
///    processing model").
pub(super) fn before(turns: &[Turn]) -> Vec<Vec<bool>> {
    let mut before = vec![vec![false; turns.len()]; turns.len()];
    for then in 1..turns.len() {
        let set_in = turns[then].set_in;
        for first in (0..then).rev() {
            let hands_over = are_in_one_frame(turns, first, set_in);
            let same_source = turns[first].source == turns[then].source;
            let set_first = turns[first].set_in == set_in || before[set_in][turns[first].set_in];
            let between = (first + 1..then).any(|one| before[one][first] && before[then][one]);
            before[then][first] = hands_over || (same_source && set_first) || between;
        }
    }
    before
}

/// Whether two turns are one, or are called by one frame: both were asked for in one turn, or by one frame.
fn are_in_one_frame(turns: &[Turn], one: usize, other: usize) -> bool {
    let are_frames = [one, other].iter().all(|at| turns[*at].source == Some(Source::Frame));
    one == other || (are_frames && are_in_one_frame(turns, turns[one].set_in, turns[other].set_in))
}

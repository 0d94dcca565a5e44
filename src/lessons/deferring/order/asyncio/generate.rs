//! Programs for the order game, from a seed.

use super::program::{Coroutine, Program, Step};
use super::rounds;
use crate::runtime::Random;
use std::ops::RangeInclusive;

/// How many lines a program prints: enough to think about, few enough to keep in mind.
const LINES: RangeInclusive<usize> = 5..=8;

/// The names tell nothing of what is inside.
const NAMES: [&str; 5] = ["ask", "load", "save", "sort", "tidy"];

/// What `main` is made of, besides plain calls.
#[derive(Clone, Copy)]
enum Part {
    CallSoon,
    CallLater,
    Task,
    Await,
    Sleep,
}

const PARTS: [Part; 5] = [Part::CallSoon, Part::CallLater, Part::Task, Part::Await, Part::Sleep];

/// The program of a seed: one of the right length, whose lines are not printed from top to bottom.
pub(super) fn program(seed: u64) -> Program {
    let mut random = Random::new(seed, 0);
    loop {
        let program = draft(&mut random);
        let printed = rounds::run(&program);
        if LINES.contains(&printed.len()) && !printed.is_sorted_by_key(|line| line.label) {
            return program;
        }
    }
}

/// Any program.
fn draft(random: &mut Random) -> Program {
    let mut program = Program { coroutines: vec![Coroutine { name: "main", steps: vec![Step::Print(' ')] }] };
    for part in parts(random) {
        match part {
            Part::CallSoon => main(&mut program, &[Step::CallSoon(' ')]),
            Part::CallLater => main(&mut program, &[Step::CallLater(' ')]),
            Part::Sleep => main(&mut program, &[Step::Sleep, Step::Print(' ')]),
            Part::Task => {
                let task = coroutine(&mut program, body(random));
                main(&mut program, &[Step::CreateTask(task)]);
            }
            Part::Await => {
                let awaited = coroutine(&mut program, body(random));
                main(&mut program, &[Step::Await(awaited), Step::Print(' ')]);
            }
        }
        if random.below(3) == 0 && !matches!(program.coroutines[0].steps.last(), Some(Step::Print(_))) {
            main(&mut program, &[Step::Print(' ')]);
        }
    }
    label(&mut program);
    program
}

/// Something to hand over, a task, something to await, and one or two more; in any order.
fn parts(random: &mut Random) -> Vec<Part> {
    let waits = if random.below(2) == 0 { Part::Await } else { Part::Sleep };
    let mut parts = vec![Part::CallSoon, Part::Task, waits];
    for _ in 0..=random.below(2) {
        parts.push(PARTS[random.below(PARTS.len())]);
    }
    for at in (1..parts.len()).rev() {
        parts.swap(at, random.below(at + 1));
    }
    parts
}

/// What a coroutine does: half of them never suspend.
fn body(random: &mut Random) -> Vec<Step> {
    let print = Step::Print(' ');
    match random.below(6) {
        0 => vec![print],
        1 => vec![print, print],
        2 => vec![Step::CallSoon(' '), print],
        3 => vec![print, Step::Sleep],
        _ => vec![print, Step::Sleep, print],
    }
}

fn main(program: &mut Program, steps: &[Step]) {
    program.coroutines[0].steps.extend_from_slice(steps);
}

/// Adds a coroutine and returns its number.
fn coroutine(program: &mut Program, steps: Vec<Step>) -> usize {
    let at = program.coroutines.len();
    program.coroutines.push(Coroutine { name: NAMES[(at - 1) % NAMES.len()], steps });
    at
}

/// Letters from top to bottom.
fn label(program: &mut Program) {
    let steps = program.coroutines.iter_mut().flat_map(|coroutine| &mut coroutine.steps);
    for (label, letter) in steps.filter_map(Step::label_mut).zip('A'..='Z') {
        *label = letter;
    }
}

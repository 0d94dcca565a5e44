//! Programs for the order game's second level, from a seed.

use super::program::{Step, Steps};
use super::turns;
use crate::runtime::{Random, Source};
use std::ops::RangeInclusive;

/// How many lines a program prints: enough to think about, few enough to keep in mind.
const LINES: RangeInclusive<usize> = 5..=8;

/// Where a function can be handed over to; tasks come twice, since with them there is more to think about.
const SOURCES: [Source; 6] =
    [Source::Microtask, Source::Timer, Source::Timer, Source::Message, Source::Message, Source::Frame];

/// The program of a seed: one of the right length, whose lines are not printed from top to bottom.
pub(super) fn program(seed: u64) -> Steps {
    let mut random = Random::new(seed, 1);
    loop {
        let program = draft(&mut random);
        let printed: Vec<char> = turns::of(&program).iter().flat_map(|turn| &turn.lines).map(|line| line.0).collect();
        if LINES.contains(&printed.len()) && !printed.is_sorted() {
            return program;
        }
    }
}

/// Any program: something to do later in three or four places, and plain calls between.
fn draft(random: &mut Random) -> Steps {
    let mut letters = 'A'..='Z';
    let mut script = Vec::new();
    // A microtask and a task are always there; in which order is left to chance.
    let mut sources = vec![Source::Microtask, SOURCES[1 + random.below(SOURCES.len() - 1)]];
    for _ in 0..=random.below(2) {
        sources.push(SOURCES[random.below(SOURCES.len())]);
    }
    for at in (1..sources.len()).rev() {
        sources.swap(at, random.below(at + 1));
    }
    print(&mut script, &mut letters);
    for source in sources {
        let inner = body(random, source, &mut letters);
        script.push(Step::Queue(source, inner));
        if random.below(3) == 0 {
            print(&mut script, &mut letters);
        }
    }
    if !matches!(script.last(), Some(Step::Print(_))) {
        print(&mut script, &mut letters);
    }
    script.into()
}

/// What a function does that is handed over: half of them only print.
fn body(random: &mut Random, source: Source, letters: &mut impl Iterator<Item = char>) -> Steps {
    let mut body = Vec::new();
    print(&mut body, letters);
    if random.below(2) == 0 {
        // Microtasks of microtasks would be more to read and nothing new.
        let inner = if source == Source::Microtask { SOURCES[1 + random.below(5)] } else { SOURCES[random.below(6)] };
        let mut called = Vec::new();
        print(&mut called, letters);
        body.push(Step::Queue(inner, called.into()));
        if random.below(3) == 0 {
            print(&mut body, letters);
        }
    }
    body.into()
}

/// A plain call. Letters follow each other from top to bottom.
fn print(steps: &mut Vec<Step>, letters: &mut impl Iterator<Item = char>) {
    steps.extend(letters.next().map(Step::Print));
}

//! What a puzzle is: a program whose lines are to be put into the order in which they will be printed.

use super::Honesty;
use super::registry::Program;
use crate::params::{Field, Values};
use crate::runtime::{Cx, Script};

/// The puzzles of a lesson. Which one is on the page is said by parameters of their own, in the form and the address:
/// edits of them leave the lesson's own parameters, and what was run with those, as they are.
pub struct Game {
    /// What is asked, in a few words.
    pub title: &'static str,
    /// Which puzzle it is: a choice of levels, and a seed. In this order.
    pub fields: &'static [Field; 2],
    /// The puzzle with these parameters.
    pub puzzle: fn(&Values) -> Puzzle,
}

/// A program to be put in order.
pub struct Puzzle {
    /// What it is about, a sentence each.
    pub text: &'static [&'static str],
    /// The language the program is written in.
    pub language: &'static str,
    /// The program as the learner reads it, and as it can be run elsewhere.
    pub program: String,
    /// The lines it prints, in the order in which they are usually printed.
    pub lines: Vec<Line>,
    /// The pairs of lines of which it is certain that the first is printed before the other. No others are scored.
    pub certain: Vec<(char, char)>,
    /// Why the other pairs are not certain.
    pub open: &'static str,
    /// What runs when the program is run.
    pub honesty: Honesty,
    /// How it is run.
    pub way: Way,
}

/// A line that is printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What is printed. Letters follow each other in the program from top to bottom, from A on.
    pub label: char,
    /// Why it is printed just then, in a sentence or two.
    pub reason: String,
}

/// How a puzzle's program is run.
pub enum Way {
    /// On the engine, as a lesson is: it prints its lines.
    Engine(Box<dyn Fn(Cx) -> Program>),
    /// On the queues of the page itself: what is called is the program's script.
    Page(Script),
}

impl Puzzle {
    /// The lines' letters, in the order of the program.
    pub fn letters(&self) -> Vec<char> {
        ('A'..='Z').take(self.lines.len()).collect()
    }

    /// The line of the program that prints a letter.
    pub fn source(&self, label: char) -> &str {
        let quoted = format!("\"{label}\"");
        self.program.lines().find(|line| line.contains(&quoted)).unwrap_or_default().trim()
    }

    /// Whether it is certain that one line is printed before another.
    pub fn is_certain(&self, first: char, then: char) -> bool {
        self.certain.contains(&(first, then))
    }

    /// The pairs of lines that are the wrong way round in an order: which should come first, and which then.
    pub fn wrong(&self, order: &[char]) -> Vec<(char, char)> {
        pairs(order).map(|(earlier, later)| (later, earlier)).filter(|pair| self.certain.contains(pair)).collect()
    }

    /// The pairs of lines of which nothing is certain, each as it is in an order: which came first, and which then.
    pub fn open(&self, order: &[char]) -> Vec<(char, char)> {
        let is_open = |(first, then): &(char, char)| !self.is_certain(*first, *then) && !self.is_certain(*then, *first);
        pairs(order).filter(is_open).collect()
    }
}

/// All pairs of an order: the earlier, and the later.
fn pairs(order: &[char]) -> impl Iterator<Item = (char, char)> {
    order.iter().enumerate().flat_map(|(at, first)| order[at + 1..].iter().map(|then| (*first, *then)))
}

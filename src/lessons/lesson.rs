//! What a lesson is.

use super::{Costs, Game, List, Nest};
use crate::params::Params;
use crate::runtime::{Cx, Outcome, World};
use std::future::Future;
use std::time::Duration;

/// A lesson: a program, its parameters, and what theory says of it.
pub trait Lesson: 'static {
    /// Its words.
    const META: Meta;
    /// Its parameters.
    type Params: Params;

    /// Something of the page's own host to measure requests with; for lessons that fetch.
    const PROBE: Option<&'static str> = None;

    /// Programs whose lines are to be put in order; for lessons that have such a game.
    const GAME: Option<&'static Game> = None;

    /// What a learner puts in order before the program runs; for lessons that have such a list.
    const LIST: Option<&'static List> = None;

    /// What is compared beside the program, where the lesson compares something.
    const COSTS: Option<&'static Costs> = None;

    /// What holds what, where the lesson has a picture of that.
    const NEST: Option<&'static Nest> = None;

    /// Whether its program starts workers: what those cost is measured before it runs, and nothing is drawn meanwhile.
    const WORKERS: bool = false;

    /// Whether the page shows a heart that beats as long as the page is not frozen.
    const SHOWS_HEARTBEAT: bool = false;

    /// Whether the page shows what is inside the event loop: its queue, its timers, tasks and futures.
    const SHOWS_INSIDE: bool = false;

    /// How many lesson seconds pass in a real one.
    fn speed(_params: &Self::Params) -> f64 {
        1.0
    }

    /// The seed of all its randomness.
    fn seed(_params: &Self::Params) -> u64 {
        0
    }

    /// Theory's exact answer, where there is one.
    fn formula(params: &Self::Params, variant: Variant) -> Option<Duration>;

    /// What textbooks say, where that differs from the exact formula.
    fn textbook(_params: &Self::Params, _variant: Variant) -> Option<Duration> {
        None
    }

    /// The arithmetic, as it is said aloud, and where the answers part.
    fn explain(params: &Self::Params) -> Explanation;

    /// What the program fetches on the virtual clock, and how many cores it has there; and how many workers are started
    /// before it begins.
    fn world(_params: &Self::Params) -> World {
        World::default()
    }

    /// Whether the program keeps something in this machine's storage: then what that costs is measured before.
    fn stores(_params: &Self::Params) -> bool {
        false
    }

    /// The text above the form, where it depends on the parameters.
    fn text(_params: &Self::Params) -> &'static [&'static str] {
        Self::META.text
    }

    /// The programs as the learner reads them, where they depend on the parameters.
    fn listings(_params: &Self::Params) -> &'static [Listing] {
        Self::META.listings
    }

    /// Whether the program ends in a deadlock, as the lesson means it to: such a run has come to its end.
    fn ends_in_deadlock(_params: &Self::Params, _variant: Variant) -> bool {
        false
    }

    /// What a visitor can do to the program while it runs: a button each. The program takes what is done with
    /// [`Cx::action`], as an index into this.
    fn actions(_params: &Self::Params) -> &'static [&'static str] {
        &[]
    }

    /// The program, for both clocks.
    fn run(params: Self::Params, variant: Variant, cx: Cx) -> impl Future<Output = Outcome> + 'static;
}

/// A lesson's words.
#[derive(Clone, Copy, Debug)]
pub struct Meta {
    /// Its name in the address.
    pub slug: &'static str,
    /// Its title.
    pub title: &'static str,
    /// What it is about, in a sentence.
    pub summary: &'static str,
    /// The text above the form, a paragraph each.
    pub text: &'static [&'static str],
    /// Who switches, and when.
    pub switches: &'static str,
    /// What is real here, and what is not.
    pub honesty: Honesty,
    /// The ways to run it.
    pub variants: &'static [Variant],
    /// Things to try.
    pub tries: &'static [Try],
    /// What the states are called here.
    pub words: Words,
    /// The programs as the learner reads them.
    pub listings: &'static [Listing],
}

/// A way to run a lesson.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Variant {
    /// Its name in the address and in ids.
    pub name: &'static str,
    /// Its name on the page.
    pub label: &'static str,
    /// What happens in it, in a sentence.
    pub summary: &'static str,
}

/// How real a run is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Honesty {
    /// Real fetches, workers, timers.
    Real(&'static str),
    /// Something is modelled: which, and how.
    Modelled(&'static str),
    /// Virtual time.
    Simulated(&'static str),
}

/// Something to try: a sentence, and the parameters that set it up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Try {
    /// What to do and what to look for.
    pub text: &'static str,
    /// The parameters, as in an address.
    pub query: &'static str,
}

/// What a lesson calls the states of its tasks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// The thread its tasks share.
    pub processor: &'static str,
    /// A task that runs.
    pub running: &'static str,
    /// A task that is ready, and nobody polls it.
    pub ready: &'static str,
    /// A task that waits for a deadline.
    pub timer: &'static str,
    /// A task that waits for something else.
    pub waiting: &'static str,
}

/// A program as the learner reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Listing {
    /// `Python` or `Rust`.
    pub language: &'static str,
    /// Which of two programs it is, such as `broken`; empty where there is but one.
    pub variant: &'static str,
    /// The file's name.
    pub file: &'static str,
    /// The program, with each kind of word in a span of its own, made when this was built.
    pub html: &'static str,
    /// The number of its first line in the file.
    pub first_line: u32,
}

/// A lesson's arithmetic with the parameters filled in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Explanation {
    /// The sums, one line each, as they are said aloud.
    pub arithmetic: Vec<String>,
    /// Where the answers part, and why; a sentence each.
    pub truths: Vec<String>,
}

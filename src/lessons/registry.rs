//! The registry: every lesson as plain function pointers, so that the page never sees a lesson's types.

use super::{
    Coroutines, Costs, Deferring, EventLoop, Exhibition, Explanation, Game, Lesson, List, Listing, Meta, Nest,
    Pitfalls, Processes, Variant,
};
use crate::params::{Field, Page, Params, Values};
use crate::runtime::{Cx, Outcome};
use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

/// The lessons, in the order of the list. The page is loaded with the first; the entries of the others, and all that
/// only they lead to, are in a second part of the published program, which is fetched when one of them is opened. So a
/// further lesson adds to the first load just what stands here.
///
/// A static: a constant's functions would be compiled again wherever it is used. And an array, whose name the linker
/// keeps: `cargo xtask build` looks for it.
pub static LESSONS: [Line; LINES.len()] = *LINES.first_chunk().expect("it is as long as itself");

const LINES: &[Line] = &[
    Line::of::<Exhibition>(),
    Line::of::<Deferring>(),
    Line::of::<Processes>(),
    Line::of::<EventLoop>(),
    Line::of::<Coroutines>(),
    Line::of::<Pitfalls>(),
];

/// A lesson's line in the list: all that is known of it before it is opened.
#[derive(Clone, Copy)]
pub struct Line {
    /// Its name in the address.
    pub slug: &'static str,
    /// Its title.
    pub title: &'static str,
    entry: fn() -> &'static Entry,
}

impl Line {
    /// The line of a lesson.
    const fn of<L: Lesson>() -> Self {
        Self { slug: L::META.slug, title: L::META.title, entry: || const { &Entry::of::<L>() } }
    }

    /// The lesson, whose part of the program must have been fetched: the page asks its `library` first.
    pub fn entry(&self) -> &'static Entry {
        (self.entry)()
    }
}

/// A lesson's program under way.
pub type Program = Pin<Box<dyn Future<Output = Outcome>>>;

/// A lesson, its types forgotten.
#[derive(Clone, Copy)]
pub struct Entry {
    /// Its words.
    pub meta: &'static Meta,
    /// Its parameters.
    pub fields: &'static [Field],
    /// Something of the page's own host to measure requests with.
    pub probe: Option<&'static str>,
    /// Programs whose lines are to be put in order.
    pub game: Option<&'static Game>,
    /// What a learner puts in order before the program runs.
    pub list: Option<&'static List>,
    /// What is compared beside the program.
    pub costs: Option<&'static Costs>,
    /// What holds what, as a picture below the text.
    pub nest: Option<&'static Nest>,
    /// Whether its program starts workers.
    pub workers: bool,
    /// How many workers are started before it begins.
    pub warm: fn(&Values) -> usize,
    /// How many lesson seconds pass in a real one.
    pub speed: fn(&Values) -> f64,
    /// The seed of all its randomness.
    pub seed: fn(&Values) -> u64,
    /// Theory's exact answer.
    pub formula: fn(&Values, Variant) -> Option<Duration>,
    /// What textbooks say.
    pub textbook: fn(&Values, Variant) -> Option<Duration>,
    /// The arithmetic with the parameters filled in.
    pub explain: fn(&Values) -> Explanation,
    /// Whether the program keeps something in this machine's storage.
    pub stores: fn(&Values) -> bool,
    /// The text above the form.
    pub text: fn(&Values) -> &'static [&'static str],
    /// The programs as the learner reads them.
    pub listings: fn(&Values) -> &'static [Listing],
    /// Whether the program ends in a deadlock, as the lesson means it to.
    pub ends_in_deadlock: fn(&Values, Variant) -> bool,
    /// What a visitor can do to the program while it runs: the labels of the buttons.
    pub actions: fn(&Values) -> &'static [&'static str],
    /// Whether the page shows a heart that beats as long as the page is not frozen.
    pub shows_heartbeat: bool,
    /// Whether the page shows what is inside the event loop.
    pub shows_inside: bool,
    /// The program.
    pub run: fn(&Values, Variant, Cx) -> Program,
}

impl Entry {
    /// The entry of a lesson.
    pub const fn of<L: Lesson>() -> Self {
        Self {
            meta: const { &L::META },
            fields: L::Params::FIELDS,
            probe: L::PROBE,
            game: L::GAME,
            list: L::LIST,
            costs: L::COSTS,
            nest: L::NEST,
            workers: L::WORKERS,
            warm: |values| L::world(&L::Params::from_values(values)).warm(),
            speed: |values| L::speed(&L::Params::from_values(values)),
            seed: |values| L::seed(&L::Params::from_values(values)),
            formula: |values, variant| L::formula(&L::Params::from_values(values), variant),
            textbook: |values, variant| L::textbook(&L::Params::from_values(values), variant),
            explain: |values| L::explain(&L::Params::from_values(values)),
            stores: |values| L::stores(&L::Params::from_values(values)),
            text: |values| L::text(&L::Params::from_values(values)),
            listings: |values| L::listings(&L::Params::from_values(values)),
            ends_in_deadlock: |values, variant| L::ends_in_deadlock(&L::Params::from_values(values), variant),
            actions: |values| L::actions(&L::Params::from_values(values)),
            shows_heartbeat: L::SHOWS_HEARTBEAT,
            shows_inside: L::SHOWS_INSIDE,
            run: |values, variant, cx| {
                let params = L::Params::from_values(values);
                cx.assume(L::world(&params));
                Box::pin(L::run(params, variant, cx))
            },
        }
    }

    /// What the address needs to know of it.
    pub fn page(&self) -> Page {
        let all = if self.meta.variants.len() == 2 { "both" } else { "all" };
        let names = self.meta.variants.iter().map(|variant| variant.name);
        let game = self.game_fields();
        Page { slug: self.meta.slug, fields: self.fields, game, variants: [all].into_iter().chain(names).collect() }
    }

    /// The parameters of its game; none where it has none.
    pub fn game_fields(&self) -> &'static [Field] {
        self.game.map_or(&[], |game| game.fields)
    }

    /// Which variants a choice of the page's `variants` runs: the first means all of them.
    pub fn variants(&self, choice: usize) -> &'static [Variant] {
        match choice.checked_sub(1).and_then(|index| self.meta.variants.get(index..=index)) {
            Some(one) => one,
            None => self.meta.variants,
        }
    }
}

/// Every lesson, where the program is in one part: everywhere but in the published page.
pub fn entries() -> impl Iterator<Item = &'static Entry> {
    LESSONS.iter().map(Line::entry)
}

/// What the address needs to know of every lesson.
pub fn pages() -> Vec<Page> {
    entries().map(Entry::page).collect()
}

//! The registry: every lesson as plain function pointers, so that the page never sees a lesson's types.

use super::{
    Coroutines, Deferring, EventLoop, Exhibition, Explanation, Lesson, Listing, Meta, Pitfalls, Processes, Variant,
};
use crate::params::{Field, Page, Params, Values};
use crate::runtime::{Cx, Outcome};
use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

/// The lessons, in the order of the list. A static: a constant's functions would be compiled again wherever it is used.
pub static LESSONS: &[Entry] = &[
    Entry::of::<Exhibition>(),
    Entry::of::<Deferring>(),
    Entry::of::<Processes>(),
    Entry::of::<EventLoop>(),
    Entry::of::<Coroutines>(),
    Entry::of::<Pitfalls>(),
];

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
    /// The text above the form.
    pub text: fn(&Values) -> &'static [&'static str],
    /// The programs as the learner reads them.
    pub listings: fn(&Values) -> &'static [Listing],
    /// Whether the program ends in a deadlock, as the lesson means it to.
    pub ends_in_deadlock: fn(&Values, Variant) -> bool,
    /// What a visitor can do to the program while it runs: the labels of the buttons.
    pub actions: fn(&Values) -> &'static [&'static str],
    /// Whether the page shows a heart that beats as long as the page is not frozen.
    pub shows_heartbeat: fn() -> bool,
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
            workers: L::WORKERS,
            warm: |values| L::world(&L::Params::from_values(values)).warm(),
            speed: |values| L::speed(&L::Params::from_values(values)),
            seed: |values| L::seed(&L::Params::from_values(values)),
            formula: |values, variant| L::formula(&L::Params::from_values(values), variant),
            textbook: |values, variant| L::textbook(&L::Params::from_values(values), variant),
            explain: |values| L::explain(&L::Params::from_values(values)),
            text: |values| L::text(&L::Params::from_values(values)),
            listings: |values| L::listings(&L::Params::from_values(values)),
            ends_in_deadlock: |values, variant| L::ends_in_deadlock(&L::Params::from_values(values), variant),
            actions: |values| L::actions(&L::Params::from_values(values)),
            shows_heartbeat: L::shows_heartbeat,
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
        Page { slug: self.meta.slug, fields: self.fields, variants: [all].into_iter().chain(names).collect() }
    }

    /// Which variants a choice of the page's `variants` runs: the first means all of them.
    pub fn variants(&self, choice: usize) -> &'static [Variant] {
        match choice.checked_sub(1).and_then(|index| self.meta.variants.get(index..=index)) {
            Some(one) => one,
            None => self.meta.variants,
        }
    }
}

/// What the address needs to know of every lesson.
pub fn pages() -> Vec<Page> {
    LESSONS.iter().map(Entry::page).collect()
}

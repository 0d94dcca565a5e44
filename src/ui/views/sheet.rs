//! What is known of one variant, gathered from the store: everything that shows figures reads this.

use crate::lessons::Variant;
use crate::predict::{Band, Prediction};
use crate::ui::store::{Ran, Store};
use std::time::Duration;

/// What is known of one variant.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// Which one.
    pub variant: Variant,
    /// How many lesson seconds pass in a real one, for everything but `ran`.
    pub speed: f64,
    /// What the visitor thinks it takes; lesson time.
    pub guess: Option<Duration>,
    /// What is predicted with the parameters on the page.
    pub prediction: Option<Prediction>,
    /// Whether the prediction is covered until the visitor has guessed.
    pub covered: bool,
    /// Its last run.
    pub ran: Option<Played>,
}

/// A run, and what its figures belong to.
#[derive(Clone, Debug)]
pub struct Played {
    /// The run.
    pub ran: Ran,
    /// How many lesson seconds passed in a real one.
    pub speed: f64,
    /// What the visitor had guessed; lesson time.
    pub guess: Option<Duration>,
    /// Whether it had other parameters than those on the page.
    pub stale: bool,
}

impl Sheet {
    /// This machine's prediction, or theory's while the machine has not been measured; lesson time.
    pub fn expected(&self) -> Option<Band> {
        let prediction = self.prediction.as_ref()?;
        let exact = prediction.virtual_time.clone().ok().or(prediction.formula);
        prediction.machine.or(exact.map(|exact| Band { low: exact, middle: exact, high: exact }))
    }

    /// The last run, where it belongs to the parameters on the page.
    pub fn fresh(&self) -> Option<&Played> {
        self.ran.as_ref().filter(|ran| !ran.stale)
    }
}

/// Whether what is predicted is covered: the visitor has yet to guess, and neither a run nor anything else has shown it.
pub fn is_covered(store: Store) -> bool {
    let shown = store.revealed.get() || store.skips_guessing.get();
    let has_run = store.results.with(Option::is_some) && !store.is_stale();
    !(shown || has_run)
}

/// The variants that were chosen, and those that ran.
pub fn sheets(store: Store) -> Vec<Sheet> {
    let (entry, values) = (store.lesson(), store.values.get());
    if entry.fields != values.fields() {
        return Vec::new();
    }
    let chosen = entry.variants(store.variant.get());
    let (speed, covered) = ((entry.speed)(&values), is_covered(store));
    let every = entry.meta.variants.iter().map(|variant| Sheet {
        variant: *variant,
        speed,
        guess: store.guess_of(variant.name),
        prediction: store.predictions.with(|all| all.iter().find(|one| one.variant == variant.name).cloned()),
        covered,
        ran: played(store, variant.name),
    });
    every.filter(|sheet| sheet.ran.is_some() || chosen.contains(&sheet.variant)).collect()
}

fn played(store: Store, variant: &str) -> Option<Played> {
    store.results.with(|results| {
        let results = results.as_ref().filter(|results| results.page == store.page.get())?;
        let ran = results.variants.iter().find(|ran| ran.variant.name == variant)?.clone();
        let guess = results.guesses.iter().find(|(name, _)| *name == variant).map(|(_, guess)| *guess);
        Some(Played { ran, speed: results.speed(&store), guess, stale: store.is_stale() })
    })
}

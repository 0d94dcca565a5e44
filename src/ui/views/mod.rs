//! What a visitor sees. Every part reads the store and calls what a visitor can do; none knows a lesson.

pub(super) mod actions;
mod arithmetic;
pub(super) mod arrange;
mod breakdown;
mod cards;
mod clock;
mod controls;
pub(super) mod costs;
mod figures;
mod form;
mod guess;
mod head;
pub(super) mod heartbeat;
pub(super) mod inside;
mod instrument;
mod intro;
mod lanes;
mod lints;
mod listings;
pub(super) mod nest;
mod notices;
mod output;
mod progress;
pub(super) mod puzzle;
mod share;
mod sheet;
pub(super) mod standstill;
mod theme;
mod tries;
mod words;

use crate::ui::dom::mark;
use crate::ui::later::{self, later, place};
use crate::ui::markup::{part, written};
use crate::ui::signal::effect;
use crate::ui::store::{Stage, Store};
use leptos::prelude::*;

/// The page.
#[component]
pub fn App(
    /// What it shows, and what a visitor can do.
    store: Store,
) -> impl IntoView {
    theme::follow(store);
    lints::lead(store);
    later::follow(store);
    effect(move || {
        let meta = store.lesson().meta;
        document().set_title(&format!("{} · Simul", meta.title));
        mark("main", "data-lesson", Some(meta.slug));
    });
    effect(move || mark("main", "data-state", store.stage.get().map(Stage::word)));
    let alone = store.embed.get_untracked();
    // In somebody else's page there is little height: what is played comes before what can be set.
    let form = form::form(store);
    let (form_first, form_last) = if alone { ("", form) } else { (form, "") };
    let play = [
        clock::clocks(store),
        bench(store),
        place("arrange"),
        place("actions"),
        place("heartbeat"),
        place("inside"),
        written("results", move || results(store)),
        place("costs"),
    ];
    // One text: each element that Leptos knows by its own type would be compiled by itself.
    let main = format!(
        "<main class=\"{}\">{}{}<div class=\"columns\">{}{form_first}<div class=\"play\">{}</div>{form_last}\
         <div class=\"more\">{}{}</div></div>{}<div class=\"pages\">{}{}</div>{}{}</main>",
        if alone { "alone" } else { "" },
        intro::title(store),
        notices::notices(store),
        intro::text(store),
        play.concat(),
        tries::tries(store),
        intro::fine_print(store),
        lanes::lanes(store),
        output::output(store),
        listings::listings(store),
        place("puzzle"),
        share::share(store),
    );
    let head = if alone { None } else { Some(part(head::head(store))) };
    view! {
        {head}
        {part(main)}
        {part(instrument::instrument(store))}
    }
}

/// The guess, the buttons, and what to know before a run.
fn bench(store: Store) -> String {
    format!(
        "<div class=\"bench\">{}{}{}</div>",
        guess::guess(store),
        controls::controls(store),
        notices::caveats(store)
    )
}

/// All that is known of the variants on the page, as figures and in words.
fn results(store: Store) -> String {
    let sheets = sheet::sheets(store);
    [
        figures::figures(store, &sheets),
        breakdown::breakdown(&sheets),
        lints::lints(&sheets),
        later().map(|ways| (ways.standstills)(store)).unwrap_or_default(),
        arithmetic::arithmetic(store),
    ]
    .concat()
}

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
    view! {
        {(!alone).then(|| part(head::head(store)))}
        <main class=if alone { "alone" } else { "" }>
            {part(intro::title(store))}
            {part(notices::notices(store))}
            <div class="columns">
                {part(intro::text(store))}
                {(!alone).then(|| part(form::form(store)))}
                <div class="play">
                    {part(clock::clocks(store))}
                    <div class="bench">
                        {part(guess::guess(store))}
                        {part(controls::controls(store))}
                        {part(notices::caveats(store))}
                    </div>
                    {part(place("arrange"))}
                    {part(place("actions"))}
                    {part(place("heartbeat"))}
                    {part(place("inside"))}
                    {part(written("results", move || results(store)))}
                    {part(place("costs"))}
                </div>
                // In somebody else's page there is little height: what is played comes before what can be set.
                {alone.then(|| part(form::form(store)))}
                <div class="more">
                    {part(tries::tries(store))}
                    {part(intro::fine_print(store))}
                </div>
            </div>
            {part(lanes::lanes(store))}
            <div class="pages">
                {part(output::output(store))}
                {part(listings::listings(store))}
            </div>
            {part(place("puzzle"))}
            {part(share::share(store))}
        </main>
        {part(instrument::instrument(store))}
    }
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

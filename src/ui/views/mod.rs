//! What a visitor sees. Every part reads the store and calls what a visitor can do; none knows a lesson.

mod actions;
mod arithmetic;
mod arrange;
mod breakdown;
mod cards;
mod clock;
mod controls;
mod costs;
mod figures;
mod form;
mod guess;
mod head;
mod heartbeat;
mod inside;
mod instrument;
mod intro;
mod lanes;
mod lints;
mod listings;
mod nest;
mod notices;
mod output;
mod progress;
mod puzzle;
mod share;
mod sheet;
mod standstill;
mod theme;
mod tries;
mod words;

use crate::ui::dom::mark;
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
                    {part(arrange::arrange(store))}
                    {part(actions::actions(store))}
                    {part(heartbeat::heartbeat(store))}
                    {part(inside::inside(store))}
                    {part(written("results", move || results(store)))}
                    {part(costs::costs(store))}
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
            {part(puzzle::puzzle(store))}
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
        standstill::standstills(store),
        arithmetic::arithmetic(store),
    ]
    .concat()
}

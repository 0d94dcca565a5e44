//! What a visitor sees. Every part reads the store and calls what a visitor can do; none knows a lesson.

mod arithmetic;
mod breakdown;
mod clock;
mod controls;
mod dom;
mod figures;
mod form;
mod guess;
mod head;
mod heartbeat;
mod instrument;
mod intro;
mod lanes;
mod lints;
mod listings;
mod markup;
mod notices;
mod output;
mod progress;
mod share;
mod sheet;
mod theme;
mod tries;
mod words;

use crate::ui::store::{Stage, Store};
use leptos::prelude::*;

/// The page.
#[component]
pub fn App(
    /// What it shows, and what a visitor can do.
    store: Store,
) -> impl IntoView {
    theme::follow(store);
    Effect::new(move || document().set_title(&format!("{} · Simul", store.lesson().meta.title)));
    let slug = move || store.lesson().meta.slug;
    let state = move || store.stage.get().map(Stage::word);
    view! {
        {move || (!store.embed.get()).then(|| head::head(store))}
        <main data-lesson=slug data-state=state class:alone=move || store.embed.get()>
            {intro::title(store)}
            {notices::notices(store)}
            <div class="columns">
                {intro::text(store)}
                {form::form(store)}
                <div class="play">
                    {clock::clocks(store)}
                    <div class="bench">{guess::guess(store)} {controls::controls(store)}</div>
                    {heartbeat::heartbeat(store)}
                    {markup::written("results", move || results(store))}
                </div>
                <div class="more">{tries::tries(store)} {intro::fine_print(store)}</div>
            </div>
            {lanes::lanes(store)}
            <div class="pages">
                {output::output(store)}
                {listings::listings(store)}
            </div>
            {share::share(store)}
        </main>
        {instrument::instrument(store)}
    }
    .into_any()
}

/// All that is known of the variants on the page, as figures and in words.
fn results(store: Store) -> String {
    let sheets = sheet::sheets(store);
    [
        figures::figures(store, &sheets),
        breakdown::breakdown(&sheets),
        lints::lints(&sheets),
        arithmetic::arithmetic(store),
    ]
    .concat()
}

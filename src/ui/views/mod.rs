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
mod instrument;
mod intro;
mod lanes;
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

use crate::ui::elements::*;
use crate::ui::store::{Stage, Store};
use leptos::prelude::*;

/// The page. `store` is what it shows, and what a visitor can do.
pub fn app(store: Store) -> Node {
    theme::follow(store);
    Effect::new(move || document().set_title(&format!("{} · Simul", store.lesson().meta.title)));
    let slug = move || store.lesson().meta.slug;
    let state = move || store.stage.get().map(Stage::word);
    vec![
        (move || (!store.embed.get()).then(|| head::head(store))).node(),
        el("main")
            .attr("data-lesson", slug)
            .attr("data-state", state)
            .class("alone", move || store.embed.get())
            .child(intro::title(store))
            .child(notices::notices(store))
            .child(
                el("div")
                    .attr("class", "columns")
                    .child(intro::text(store))
                    .child(form::form(store))
                    .child(
                        el("div")
                            .attr("class", "play")
                            .child(clock::clocks(store))
                            .child(
                                el("div")
                                    .attr("class", "bench")
                                    .child(guess::guess(store))
                                    .child(controls::controls(store)),
                            )
                            .child(markup::written("results", move || results(store))),
                    )
                    .child(el("div").attr("class", "more").child(tries::tries(store)).child(intro::fine_print(store))),
            )
            .child(lanes::lanes(store))
            .child(el("div").attr("class", "pages").child(output::output(store)).child(listings::listings(store)))
            .child(share::share(store))
            .node(),
        instrument::instrument(store).node(),
    ]
    .node()
}

/// All that is known of the variants on the page, as figures and in words.
fn results(store: Store) -> String {
    let sheets = sheet::sheets(store);
    [figures::figures(store, &sheets), breakdown::breakdown(&sheets), arithmetic::arithmetic(store)].concat()
}

//! The score sheet: every answer to "how long does it take?", in a table and in one picture.

mod lens;
mod line;
mod panel;
mod picture;
mod table;

use super::sheet::{Sheet, sheets};
use crate::ui::store::Store;
use leptos::prelude::*;
use line::{Column, earlier, present};

/// The figures of the page's parameters; and below them those of an older run, where there was one.
pub fn figures(store: Store) -> AnyView {
    let body = move || {
        let sheets = sheets(store);
        let chosen = store.lesson().variants(store.variant.get());
        let now: Vec<Column> = sheets
            .iter()
            .filter(|sheet| sheet.fresh().is_some() || chosen.contains(&sheet.variant))
            .map(present)
            .collect();
        let before: Vec<Column> = sheets.iter().filter_map(earlier).collect();
        let covered = sheets.iter().any(|sheet: &Sheet| sheet.covered);
        view! {
            {part(&now, covered)}
            {(!before.is_empty()).then(|| {
                view! {
                    <section class="earlier stale" aria-labelledby="stale-title">
                        <h3 id="stale-title">"The last run, with other parameters"</h3>
                        {part(&before, false)}
                    </section>
                }
            })}
        }
    };
    view! {
        <section class="figures" aria-labelledby="figures-title">
            <h2 id="figures-title">"The score sheet"</h2>
            {body}
        </section>
    }
    .into_any()
}

fn part(columns: &[Column], covered: bool) -> AnyView {
    view! {
        {table::table(columns, covered)}
        <div class="pictures">
            {(!covered).then(|| columns.iter().map(picture::picture).collect_view())}
        </div>
    }
    .into_any()
}

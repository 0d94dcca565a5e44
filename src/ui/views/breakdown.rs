//! Why the measurement is not the exact answer, part by part.

use super::sheet::{Played, sheets};
use super::words::signed;
use crate::lessons::Variant;
use crate::trace::Breakdown;
use crate::ui::store::Store;
use leptos::prelude::*;

/// A part of the difference: its name, what it is, and how much of it there was.
type Part = (&'static str, &'static str, fn(&Breakdown) -> i64);

const PARTS: [Part; 4] = [
    ("timers noticed late", "nothing else was to do, and the browser said late that a wait was over", |b| b.timers_ns),
    ("work held longer than asked", "the clock’s step, or a page that came back late", |b| b.held_ns),
    ("switching", "from one task to the next, inside the tasks, and the page’s own turns", |b| b.switching_ns),
    ("unexplained", "less than nothing: costs that hid in time in which the program waited anyway", |b| {
        b.unexplained_ns
    }),
];

/// The difference of each variant that ran, in real time.
pub fn breakdown(store: Store) -> AnyView {
    let body = move || {
        let columns: Vec<Broken> =
            sheets(store).iter().filter_map(|sheet| broken(sheet.variant, sheet.ran.as_ref()?)).collect();
        (!columns.is_empty()).then(|| table(&columns))
    };
    view! { {body} }.into_any()
}

/// The breakdown of one variant's last run.
struct Broken {
    variant: Variant,
    parts: Breakdown,
    speed: f64,
}

fn broken(variant: Variant, played: &Played) -> Option<Broken> {
    let exact = played.ran.predicted.virtual_time.clone().ok()?;
    let measured = super::words::lesson_time(*played.ran.measured.last()?, played.speed);
    Some(Broken { variant, parts: Breakdown::of(&played.ran.account, exact, measured), speed: played.speed })
}

fn table(columns: &[Broken]) -> AnyView {
    let heads = columns.iter().map(|column| view! { <th scope="col">{column.variant.label}</th> }).collect_view();
    let row = |(name, what, part): Part| {
        let cells = columns.iter().map(|column| view! { <td>{real(column, part)}</td> }).collect_view();
        view! {
            <tr>
                <th scope="row">{name} <small>{what}</small></th>
                {cells}
            </tr>
        }
    };
    let all = columns.iter().map(|column| view! { <td><b>{real(column, |b| b.difference_ns)}</b></td> }).collect_view();
    view! {
        <section class="breakdown" aria-labelledby="breakdown-title">
            <h2 id="breakdown-title">"Where the difference comes from"</h2>
            <table class="sheet">
                <thead>
                    <tr>
                        <td></td>
                        {heads}
                    </tr>
                </thead>
                <tbody>{PARTS.map(row).into_iter().collect_view()}</tbody>
                <tfoot>
                    <tr>
                        <th scope="row">"measured less exact"</th>
                        {all}
                    </tr>
                </tfoot>
            </table>
        </section>
    }
    .into_any()
}

fn real(column: &Broken, part: fn(&Breakdown) -> i64) -> String {
    signed(part(&column.parts) as f64 / column.speed)
}

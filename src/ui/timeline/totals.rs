//! The same as a table: where the time of each row went.

use super::state::{Shown, State};
use crate::predict::{grouped, say};
use crate::trace::chart;
use crate::trace::chart::Row;
use leptos::prelude::*;
use std::time::Duration;

/// A longer table nobody reads.
const MOST_ROWS: usize = 50;

/// The totals per row, computed once somebody opens them.
pub fn totals(state: State) -> impl IntoView {
    let open = RwSignal::new(false);
    view! {
        <details class="timeline-totals" on:toggle=move |_| open.set(true)>
            <summary>"Where the time went"</summary>
            {move || open.get().then(|| state.shown.with(table))}
        </details>
    }
}

fn table(shown: &Shown) -> AnyView {
    let rows = &shown.chart.rows;
    let left_out = rows.len().saturating_sub(MOST_ROWS) + shown.chart.rows_left_out;
    let words = shown.words;
    view! {
        <div class="timeline-table">
            <table>
                <thead>
                    <tr>
                        <th scope="col">"task"</th>
                        <th scope="col">"busy"<small>{words.running}</small></th>
                        <th scope="col">"scheduled"<small>{words.ready}</small></th>
                        <th scope="col">"idle"<small>"the rest"</small></th>
                        <th scope="col">"total"</th>
                    </tr>
                </thead>
                <tbody>{rows.iter().take(MOST_ROWS).map(line).collect_view()}</tbody>
            </table>
        </div>
        {(left_out > 0).then(|| view! { <p>"and " {grouped(left_out as u64)} " more"</p> })}
    }
    .into_any()
}

fn line(row: &Row) -> impl IntoView + use<> {
    let totals = chart::totals(row);
    let parts = [totals.busy_ns, totals.scheduled_ns, totals.idle_ns, totals.total_ns];
    let cells = parts.map(|ns| view! { <td>{say(Duration::from_nanos(ns))}</td> });
    view! { <tr><th scope="row">{row.name.clone()}</th>{cells.into_iter().collect_view()}</tr> }
}

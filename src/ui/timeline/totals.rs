//! The same as a table: where the time of each row went.

use super::state::{Shown, State};
use crate::predict::{grouped, say};
use crate::trace::chart;
use crate::trace::chart::Row;
use crate::ui::elements::*;
use leptos::prelude::*;
use std::time::Duration;

/// A longer table nobody reads.
const MOST_ROWS: usize = 50;

/// The totals per row, computed once somebody opens them.
pub fn totals(state: State) -> Node {
    let open = RwSignal::new(false);
    el("details")
        .attr("class", "timeline-totals")
        .on::<ev::Event>("toggle", move |_| open.set(true))
        .child(el("summary").child("Where the time went"))
        .child(move || open.get().then(|| state.shown.with(table)))
        .node()
}

fn table(shown: &Shown) -> Node {
    let rows = &shown.chart.rows;
    let left_out = rows.len().saturating_sub(MOST_ROWS) + shown.chart.rows_left_out;
    let words = shown.words;
    vec![
        el("div")
            .attr("class", "timeline-table")
            .child(
                el("table")
                    .child(
                        el("thead").child(
                            el("tr")
                                .child(el("th").attr("scope", "col").child("task"))
                                .child(
                                    el("th").attr("scope", "col").child("busy").child(el("small").child(words.running)),
                                )
                                .child(
                                    el("th")
                                        .attr("scope", "col")
                                        .child("scheduled")
                                        .child(el("small").child(words.ready)),
                                )
                                .child(el("th").attr("scope", "col").child("idle").child(el("small").child("the rest")))
                                .child(el("th").attr("scope", "col").child("total")),
                        ),
                    )
                    .child(el("tbody").child(rows.iter().take(MOST_ROWS).map(line).nodes())),
            )
            .node(),
        (left_out > 0).then(|| el("p").child("and ").child(grouped(left_out as u64)).child(" more")).node(),
    ]
    .node()
}

fn line(row: &Row) -> Node {
    let totals = chart::totals(row);
    let parts = [totals.busy_ns, totals.scheduled_ns, totals.idle_ns, totals.total_ns];
    let cells = parts.map(|ns| el("td").child(say(Duration::from_nanos(ns))));
    el("tr").child(el("th").attr("scope", "row").child(row.name.clone())).child(cells.into_iter().nodes()).node()
}

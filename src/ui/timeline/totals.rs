//! The same as a table: where the time of each row went.

use super::state::{Shown, State};
use crate::predict::{grouped, say};
use crate::trace::chart;
use crate::trace::chart::Row;
use crate::ui::dom::{keep, on};
use crate::ui::markup::Text;
use crate::ui::signal::Signal;
use std::time::Duration;
use web_sys::Event;

/// A longer table nobody reads.
const MOST_ROWS: usize = 50;

/// The totals per row, computed once somebody opens them.
pub fn totals(state: State) -> &'static str {
    let open = Signal::new(false);
    on(".timeline-totals", "toggle", move |_: &Event| open.set(true));
    keep(".timeline-totals > div", move || if open.get() { state.shown.with(table) } else { String::new() });
    "<details class=\"timeline-totals\"><summary>Where the time went</summary><div></div></details>"
}

fn table(shown: &Shown) -> String {
    let rows = &shown.chart.rows;
    let left_out = rows.len().saturating_sub(MOST_ROWS) + shown.chart.rows_left_out;
    let more = if left_out > 0 { format!("<p>and {} more</p>", grouped(left_out as u64)) } else { String::new() };
    let words = shown.words;
    format!(
        "<div class=\"timeline-table\"><table><thead><tr><th scope=\"col\">task</th>\
         <th scope=\"col\">busy<small>{}</small></th><th scope=\"col\">scheduled<small>{}</small></th>\
         <th scope=\"col\">idle<small>the rest</small></th><th scope=\"col\">total</th></tr></thead>\
         <tbody>{}</tbody></table></div>{more}",
        words.running,
        words.ready,
        rows.iter().take(MOST_ROWS).map(line).collect::<String>()
    )
}

fn line(row: &Row) -> String {
    let totals = chart::totals(row);
    let parts = [totals.busy_ns, totals.scheduled_ns, totals.idle_ns, totals.total_ns];
    let cells = parts.map(|ns| format!("<td>{}</td>", say(Duration::from_nanos(ns))));
    format!("<tr><th scope=\"row\">{}</th>{}</tr>", Text(&row.name), cells.concat())
}

//! A stretch of the axis enlarged, with a row for each mark: nothing can cover anything.

use super::line::{Line, Voice};
use super::picture::{mark, pct};
use crate::ui::views::words::signed;
use leptos::prelude::*;
use std::time::Duration;

const ROW: usize = 22;
const TOP: usize = 26;

/// Whether there is anything to see: at least two marks, and not all in one place.
pub fn is_worth_it(lines: &[Line]) -> bool {
    lines.len() > 1 && lines.iter().any(|line| line.real.abs_diff(lines[0].real) > Duration::from_micros(1))
}

/// The lens over some lines, which lie around `middle` on the axis above. Its numbers are real time, counted
/// from the exact answer.
pub fn lens(middle: f64, mut lines: Vec<Line>) -> AnyView {
    lines.sort_by_key(|line| Voice::ALL.iter().position(|voice| *voice == line.voice));
    let exact = lines.iter().find(|line| line.voice == Voice::Virtual).or(lines.first());
    let Some(origin) = exact.map(|line| line.real.as_nanos() as f64) else { return ().into_any() };
    let from_exact = |real: Duration| real.as_nanos() as f64 - origin;
    let ends = lines.iter().flat_map(|line| {
        let (low, high) = line.band.unwrap_or((line.real, line.real));
        [from_exact(low), from_exact(line.real), from_exact(high)]
    });
    let (low, high) = ends.fold((0.0, 0.0), |(low, high): (f64, f64), end| (low.min(end), high.max(end)));
    let pad = (high - low).max(2_000.0) * 0.12;
    let (low, high) = (low - pad, high + pad);
    let at = |nanos: f64| (nanos - low) / (high - low);
    let bottom = TOP + lines.len() * ROW;
    let step = step((high - low) / 3.0);
    let first = (low / step).ceil() as i64;
    let ticks = (first..).map(|tick| tick as f64 * step).take_while(|tick| *tick <= high).map(|tick| {
        let (x, text) = (at(tick), if tick == 0.0 { "exact".to_owned() } else { signed(tick) });
        let anchor = if x < 0.12 {
            "start"
        } else if x > 0.88 {
            "end"
        } else {
            "middle"
        };
        view! {
            <line class="grid" class:exact=tick == 0.0 x1=pct(x) x2=pct(x) y1=TOP y2=bottom />
            <text class="number" x=pct(x) y=bottom + 16 text-anchor=anchor>{text}</text>
        }
    });
    let rows = lines.iter().enumerate().map(|(index, line)| {
        let y = TOP + index * ROW + ROW / 2;
        let (left, right) = line.band.map_or((line.real, line.real), |band| band);
        let (left, right) = (at(from_exact(left)), at(from_exact(right)));
        let here = at(from_exact(line.real));
        let on_the_right = here < 0.5;
        let (dx, anchor) = if on_the_right { (12, "start") } else { (-12, "end") };
        let off = from_exact(line.real);
        let words =
            if off == 0.0 { line.voice.word().to_owned() } else { format!("{} {}", line.voice.word(), signed(off)) };
        let runs = line.runs.iter().filter(|_| line.runs.len() > 1).map(|run| {
            view! { <circle class="run" cx=pct(at(from_exact(*run))) cy=y r="2.5" /> }
        });
        view! {
            <line class=format!("band {}", line.voice.name()) x1=pct(left) x2=pct(right) y1=y y2=y />
            {runs.collect_view()}
            {mark(here, y, line)}
            <text x=pct(here) dx=dx y=y + 4 text-anchor=anchor>{words}</text>
        }
    });
    view! {
        <svg class="lens" width="100%" height=bottom + 22 aria-hidden="true">
            <line class="ray" x1=pct(middle) x2="0" y1="0" y2=TOP - 6 />
            <line class="ray" x1=pct(middle) x2="100%" y1="0" y2=TOP - 6 />
            <line class="ray" x1="0" x2="100%" y1=TOP - 6 y2=TOP - 6 />
            {ticks.collect_view()}
            {rows.collect_view()}
        </svg>
    }
    .into_any()
}

/// The smallest of 1, 2, 5, 10, 20, 50 … nanoseconds that is not smaller.
fn step(wanted: f64) -> f64 {
    let decade = 10f64.powf(wanted.max(1.0).log10().floor());
    [1.0, 2.0, 5.0, 10.0].into_iter().map(|digit| digit * decade).find(|step| *step >= wanted).unwrap_or(decade * 10.0)
}

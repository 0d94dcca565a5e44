//! A stretch of time with a row for each voice: no mark and no word can cover another.

use super::line::Line;
use leptos::prelude::*;
use std::time::Duration;

/// The height of a row, and of the numbers below.
const ROW: usize = 21;
const NUMBERS: usize = 24;

/// A stretch of time, drawn from `top` downwards. Times are nanoseconds of real time.
pub struct Panel {
    /// Where it begins, in pixels.
    pub top: usize,
    /// The time at its left edge.
    pub low: f64,
    /// The time at its right edge.
    pub high: f64,
    /// Its numbers.
    pub ticks: Vec<Tick>,
    /// Whether a line leads from the left edge to each mark: the edge is nought.
    pub from_nought: bool,
}

/// A number on the axis.
pub struct Tick {
    /// Where it stands.
    pub at_ns: f64,
    /// The number.
    pub text: String,
    /// Whether it is the one that the others are counted from.
    pub strong: bool,
}

impl Panel {
    /// Where it ends, in pixels, with so many rows.
    pub fn bottom(&self, rows: usize) -> usize {
        self.top + rows * ROW + NUMBERS
    }

    /// The place of a time, as a share of the width.
    pub fn at(&self, time_ns: f64) -> f64 {
        (time_ns - self.low) / (self.high - self.low)
    }

    /// Draws a row for each line.
    pub fn draw(&self, lines: &[Line], words: impl Fn(&Line) -> String) -> AnyView {
        let axis = self.top + lines.len() * ROW;
        let ticks = self.ticks.iter().map(|tick| self.tick(tick, axis)).collect_view();
        let rows = lines.iter().enumerate().map(|(row, line)| {
            let y = self.top + row * ROW + ROW / 2;
            self.row(line, y, words(line))
        });
        view! {
            {ticks}
            <line class="axis" x1="0" x2="100%" y1=axis y2=axis />
            {rows.collect_view()}
        }
        .into_any()
    }

    fn tick(&self, tick: &Tick, axis: usize) -> AnyView {
        let x = self.at(tick.at_ns);
        let anchor = if x < 0.1 {
            "start"
        } else if x > 0.9 {
            "end"
        } else {
            "middle"
        };
        view! {
            <line class="grid" class:strong=tick.strong x1=pct(x) x2=pct(x) y1=self.top y2=axis + 4 />
            <text class="number" x=pct(x) y=axis + 18 text-anchor=anchor>{tick.text.clone()}</text>
        }
        .into_any()
    }

    fn row(&self, line: &Line, y: usize, words: String) -> AnyView {
        let (voice, here) = (line.voice.name(), self.place(line.real));
        let stem = self.from_nought.then(|| view! { <line class="stem" x1="0" x2=pct(here) y1=y y2=y /> });
        let band = line.band.map(|(low, high)| {
            view! { <line class=format!("band {voice}") x1=pct(self.place(low)) x2=pct(self.place(high)) y1=y y2=y /> }
        });
        let runs = line.runs.iter().filter(|_| line.runs.len() > 1).map(|run| {
            view! { <circle class="run" cx=pct(self.place(*run)) cy=y r="2.5" /> }
        });
        let (dx, anchor) = if here < 0.5 { (11, "start") } else { (-11, "end") };
        view! {
            {stem}
            {band}
            {runs.collect_view()}
            <svg x=pct(here) y=y class="place">
                <path class=voice d=line.voice.shape() />
            </svg>
            <text x=pct(here) dx=dx y=y + 4 text-anchor=anchor>{words}</text>
        }
        .into_any()
    }

    fn place(&self, time: Duration) -> f64 {
        self.at(time.as_nanos() as f64)
    }
}

/// A share of the width, as SVG writes it.
pub fn pct(share: f64) -> String {
    format!("{:.3}%", share * 100.0)
}

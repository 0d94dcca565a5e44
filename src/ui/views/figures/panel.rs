//! A stretch of time with a row for each voice: no mark and no word can cover another.

use super::line::Line;
use crate::predict::fixed;
use crate::ui::markup::Text;
use std::time::Duration;

/// The height of a row, and of the numbers below.
const ROW: usize = 21;
const NUMBERS: usize = 24;
/// The share of the width that words need at the most, on a phone.
const WORDS: f64 = 0.45;

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
    pub fn draw(&self, lines: &[Line], words: impl Fn(&Line) -> String) -> String {
        let axis = self.top + lines.len() * ROW;
        let mut drawn: String = self.ticks.iter().map(|tick| self.tick(tick, axis)).collect();
        drawn += &line("axis", (0.0, axis), (1.0, axis));
        for (row, line) in lines.iter().enumerate() {
            drawn += &self.row(line, self.top + row * ROW + ROW / 2, &words(line));
        }
        drawn
    }

    fn tick(&self, tick: &Tick, axis: usize) -> String {
        let x = self.at(tick.at_ns);
        let anchor = if x < 0.1 {
            "start"
        } else if x > 0.9 {
            "end"
        } else {
            "middle"
        };
        let class = if tick.strong { "grid strong" } else { "grid" };
        line(class, (x, self.top), (x, axis + 4)) + &text("number", x, 0, axis + 18, anchor, &tick.text)
    }

    fn row(&self, answer: &Line, y: usize, words: &str) -> String {
        let (voice, here) = (answer.voice.name(), self.place(answer.real));
        let (low, high) = answer.band.map_or((here, here), |(low, high)| (self.place(low), self.place(high)));
        let mut row = String::new();
        if self.from_nought {
            row += &line("stem", (0.0, y), (here, y));
        }
        if answer.band.is_some() {
            row += &line(&format!("band {voice}"), (low, y), (high, y));
        }
        for run in answer.runs.iter().filter(|_| answer.runs.len() > 1) {
            row += &format!("<circle class=\"run\" cx=\"{}\" cy=\"{y}\" r=\"2.5\"/>", pct(self.place(*run)));
        }
        let (x, dx, anchor) = beside(low, high);
        row += &format!(
            "<svg x=\"{}\" y=\"{y}\" class=\"place\"><path class=\"{voice}\" d=\"{}\"/></svg>",
            pct(here),
            answer.voice.shape()
        );
        row + &text("", x, dx, y + 4, anchor, words)
    }

    fn place(&self, time: Duration) -> f64 {
        self.at(time.as_nanos() as f64)
    }
}

/// Where words go beside a mark and its band: on the side with more room; where even that is too little, to
/// its edge. Returns the place, the distance from it, and which end of the words is there.
fn beside(low: f64, high: f64) -> (f64, i32, &'static str) {
    match (low, 1.0 - high) {
        (left, right) if right >= left && right > WORDS => (high, 11, "start"),
        (left, right) if right >= left => (1.0, 0, "end"),
        (left, _) if left > WORDS => (low, -11, "end"),
        _ => (0.0, 0, "start"),
    }
}

/// A line; across, places are shares of the width, down they are pixels.
pub fn line(class: &str, (x1, y1): (f64, usize), (x2, y2): (f64, usize)) -> String {
    let (x1, x2) = (pct(x1), pct(x2));
    format!("<line class=\"{class}\" x1=\"{x1}\" x2=\"{x2}\" y1=\"{y1}\" y2=\"{y2}\"/>")
}

/// Words of which the `anchor` is at a place.
pub fn text(class: &str, x: f64, dx: i32, y: usize, anchor: &str, words: &str) -> String {
    let (x, words) = (pct(x), Text(words));
    format!("<text class=\"{class}\" x=\"{x}\" dx=\"{dx}\" y=\"{y}\" text-anchor=\"{anchor}\">{words}</text>")
}

/// A share of the width, as SVG writes it.
fn pct(share: f64) -> String {
    fixed(share * 100.0, 3) + "%"
}

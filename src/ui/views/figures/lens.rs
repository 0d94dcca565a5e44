//! Which marks are too close together to be told apart, and what to see when they are enlarged.

use super::line::{Line, Voice};
use super::panel::{Panel, Tick};
use crate::predict::in_order;
use crate::ui::views::words::{round, signed};
use std::time::Duration;

/// Marks closer together than this share of the axis are hard to tell apart.
const NEAR: f64 = 0.04;
/// Closer together than this, in nanoseconds of real time, there is nothing to see.
const SAME: f64 = 1_000.0;

/// Some marks enlarged.
pub struct Lens {
    /// The stretch of time.
    pub panel: Panel,
    /// The marks, in the order of the score sheet.
    pub lines: Vec<Line>,
    /// What the numbers are counted from: the exact answer, if it is among them.
    pub origin: Line,
}

impl Lens {
    /// What is written beside a mark: who it is, and how far off.
    pub fn words(&self, line: &Line) -> String {
        let off = nanos(line) - nanos(&self.origin);
        if off.abs() < SAME { line.voice.word().to_owned() } else { format!("{} {}", line.voice.word(), signed(off)) }
    }
}

/// A lens over the largest group of marks that need one, drawn from `top` downwards.
pub fn lens_over(lines: &[Line], whole: &Panel, top: usize) -> Option<Lens> {
    let times: Vec<Duration> = lines.iter().map(|line| line.real).collect();
    let sorted: Vec<f64> = in_order(&times).into_iter().map(|time| time.as_nanos() as f64).collect();
    let near = (whole.high - whole.low) * NEAR;
    let groups = sorted.chunk_by(|a, b| b - a < near);
    let worth_it = groups.filter(|group| group[group.len() - 1] - group[0] > SAME);
    let group = worth_it.max_by_key(|group| group.len())?;
    let lines: Vec<Line> = lines.iter().filter(|line| group.contains(&nanos(line))).cloned().collect();
    let origin = lines.iter().find(|line| line.voice == Voice::Virtual).unwrap_or(&lines[0]).clone();
    let (low, high) = ends(&lines);
    let pad = (high - low) * 0.1;
    let (low, high) = (low - pad, high + pad);
    let panel = Panel { top, low, high, ticks: ticks(low, high, &origin), from_nought: false };
    Some(Lens { panel, lines, origin })
}

/// From where to where the marks and their bands reach.
fn ends(lines: &[Line]) -> (f64, f64) {
    let bands = lines.iter().filter_map(|line| line.band).flat_map(|(low, high)| [low, high]);
    let ends = bands.map(|end| end.as_nanos() as f64).chain(lines.iter().map(nanos));
    ends.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), end| (low.min(end), high.max(end)))
}

/// Round distances from an answer: some three to five of them.
fn ticks(low: f64, high: f64, origin: &Line) -> Vec<Tick> {
    let origin_ns = nanos(origin);
    let step = round_up((high - low) / 4.0);
    let first = ((low - origin_ns) / step).ceil() as i64;
    let last = ((high - origin_ns) / step).floor() as i64;
    let tick = |number: i64| {
        let off = number as f64 * step;
        let text = if number == 0 { origin.voice.short().to_owned() } else { round(&signed(off)) };
        Tick { at_ns: origin_ns + off, text, strong: number == 0 }
    };
    (first..=last).map(tick).collect()
}

/// The smallest of 1, 2, 5, 10, 20, 50 … that is not smaller.
fn round_up(wanted: f64) -> f64 {
    let mut decade = 1.0;
    while decade * 10.0 < wanted {
        decade *= 10.0;
    }
    [1.0, 2.0, 5.0].into_iter().map(|digit| digit * decade).find(|step| *step >= wanted).unwrap_or(decade * 10.0)
}

fn nanos(line: &Line) -> f64 {
    line.real.as_nanos() as f64
}

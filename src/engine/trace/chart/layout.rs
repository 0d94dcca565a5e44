//! Where things are on the canvas, in CSS pixels.

use super::{Chart, View};
use std::ops::Range;

/// The height of the axis.
const AXIS: f64 = 28.0;
/// The height of the processor's row, which stays in place while the others scroll.
const HEAD: f64 = 26.0;
/// The height of a task's row.
const ROW: f64 = 18.0;
/// What is kept free on the right, so that the mark of an end is not cut off.
const MARGIN: f64 = 10.0;
/// How far from a slice it can still be picked.
const NEAR: f64 = 4.0;

/// A slice on the timeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pick {
    /// Its row.
    pub row: usize,
    /// Its place in the row.
    pub slice: usize,
}

/// Where things are on the canvas, in CSS pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Layout {
    /// The canvas's width.
    pub width: f64,
    /// The canvas's height.
    pub height: f64,
    /// How far the tasks' rows are scrolled.
    pub scroll: f64,
    /// The width of the names.
    pub gutter: f64,
    /// How many rows there are, the processor's included.
    pub rows: usize,
}

impl Layout {
    /// How wide the names of a chart may be, on a canvas of this width; `letter` is a letter's width.
    pub fn gutter(chart: &Chart, width: f64, letter: f64) -> f64 {
        // The processor's name is followed by how busy it was.
        let head = chart.rows.first().map_or(0, |row| row.name.chars().count() + 6);
        let longest = chart.rows.iter().take(2_000).map(|row| row.name.chars().count()).fold(head, usize::max);
        (longest as f64 * letter + 14.0).max(40.0).min((width * 0.28).clamp(40.0, 180.0))
    }

    /// How tall everything is together.
    pub fn content(rows: usize) -> f64 {
        AXIS + HEAD + rows.saturating_sub(1) as f64 * ROW + 4.0
    }

    /// The width of the part that shows time.
    pub fn plot(&self) -> f64 {
        (self.width - self.gutter - MARGIN).max(1.0)
    }

    /// Where the axis ends.
    pub fn axis(&self) -> f64 {
        AXIS
    }

    /// Where the rows that scroll begin.
    pub fn head(&self) -> f64 {
        AXIS + HEAD
    }

    /// Where a row begins, and its height.
    pub fn row(&self, index: usize) -> (f64, f64) {
        match index {
            0 => (AXIS, HEAD),
            n => (AXIS + HEAD + (n - 1) as f64 * ROW - self.scroll, ROW),
        }
    }

    /// The rows that scroll and can be seen.
    pub fn visible(&self) -> Range<usize> {
        let room = (self.height - self.head()).max(0.0);
        let first = 1 + (self.scroll / ROW).max(0.0) as usize;
        let last = 1 + ((self.scroll + room) / ROW).ceil().max(0.0) as usize;
        first.min(self.rows)..last.min(self.rows)
    }

    /// The row at a height.
    pub fn row_at(&self, y: f64) -> Option<usize> {
        let index = match y {
            y if y < AXIS || y >= self.height => return None,
            y if y < AXIS + HEAD => 0,
            y => 1 + ((y - AXIS - HEAD + self.scroll) / ROW) as usize,
        };
        (index < self.rows).then_some(index)
    }

    /// How far to scroll so that a row can be seen.
    pub fn scroll_to(&self, index: usize) -> f64 {
        let (top, height) = self.row(index);
        if index == 0 || (top >= self.head() && top + height <= self.height) {
            return self.scroll;
        }
        let room = self.height - self.head();
        ((index - 1) as f64 * ROW - (room - ROW) / 2.0).max(0.0)
    }

    /// The slice at a place: the one there, or else the nearest of its row within a few pixels.
    pub fn pick(&self, chart: &Chart, view: View, x: f64, y: f64) -> Option<Pick> {
        let row = self.row_at(y)?;
        let x = x - self.gutter;
        if x < -NEAR || x > self.plot() + NEAR {
            return None;
        }
        let slices = &chart.rows.get(row)?.slices;
        let at_ns = view.time_at(x, self.plot());
        let after = chart.rows[row].first_after(at_ns, 0);
        let distance = |slice: usize| {
            let edge = |ns: u64| (view.x_of(ns as f64, self.plot()) - x).abs();
            let slice = &slices[slice];
            if slice.from_ns as f64 <= at_ns && at_ns < slice.to_ns as f64 {
                0.0
            } else {
                edge(slice.from_ns).min(edge(slice.to_ns))
            }
        };
        let near = after.saturating_sub(1)..slices.len().min(after + 1);
        let slice = near.min_by(|a, b| distance(*a).total_cmp(&distance(*b)))?;
        (distance(slice) <= NEAR).then_some(Pick { row, slice })
    }
}

//! What each pixel of a row shows.

use super::{Look, Row, View};

/// The whole of a pixel, in the parts that [`Mix`] counts.
pub const FULL: u8 = 28;

/// A slice at least this many pixels wide is drawn with clean ends rather than mixed with its neighbours.
const CLEAN: f64 = 1.5;

/// How a pixel's time was spent: parts of [`FULL`], in the order of [`Look`]. What was spent at all has
/// at least one part.
pub type Mix = [u8; 4];

/// Neighbouring pixels that show the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    /// The first pixel.
    pub from: u32,
    /// The pixel after the last.
    pub to: u32,
    /// What they show.
    pub mix: Mix,
    /// The slice they show, if it is a single one.
    pub slice: Option<usize>,
}

/// What the `width` pixels of a row show, from left to right; pixels without anything are left out.
pub fn runs(row: &Row, view: View, width: u32, into: &mut Vec<Run>) {
    into.clear();
    let step = view.span_ns / f64::from(width.max(1));
    let pixel = |at_ns: f64| ((at_ns - view.from_ns) / step).floor().max(0.0).min(f64::from(width)) as u32;
    let (mut x, mut at) = (0, 0);
    while x < width {
        let left = view.from_ns + f64::from(x) * step;
        let right = left + step;
        at = row.first_after(left, at);
        let Some(slice) = row.slices.get(at) else { return };
        let (from, to) = (slice.from_ns as f64, slice.to_ns as f64);
        if from >= right {
            x = pixel(from).max(x + 1);
        } else if from <= left && to >= right {
            let end = pixel(to).max(x + 1);
            push(into, Run { from: x, to: end, mix: pure(slice.state.into()), slice: Some(at) });
            x = end;
        } else {
            if let Some((mix, slice)) = mixed(row, at, left, right) {
                push(into, Run { from: x, to: x + 1, mix, slice });
            }
            x += 1;
        }
    }
}

fn pure(look: Look) -> Mix {
    let mut mix = Mix::default();
    mix[look as usize] = FULL;
    mix
}

/// A pixel in which something begins or ends: the slice that has most of it, where all in it are wide
/// enough to be seen beside it; otherwise their shares.
fn mixed(row: &Row, first: usize, left: f64, right: f64) -> Option<(Mix, Option<usize>)> {
    let past = row.first_after(right, first);
    let last = if row.slices.get(past).is_some_and(|slice| (slice.from_ns as f64) < right) { past + 1 } else { past };
    let inside = &row.slices[first..last];
    let wide = |slice: &crate::trace::Slice| (slice.to_ns - slice.from_ns) as f64 >= CLEAN * (right - left);
    if inside.len() <= 2 && inside.iter().all(wide) {
        return winner(row, first, last, left, right);
    }
    let (before, after) = (row.spent(left, first), row.spent(right, past));
    let part = |i: usize| {
        let share = (after[i] - before[i]) / (right - left);
        if share <= 0.0 { 0 } else { ((share * f64::from(FULL)).round() as u8).clamp(1, FULL) }
    };
    let mix = [0, 1, 2, 3].map(part);
    (mix != Mix::default()).then_some((mix, None))
}

fn winner(row: &Row, first: usize, last: usize, left: f64, right: f64) -> Option<(Mix, Option<usize>)> {
    let covered = |i: usize| {
        let slice = &row.slices[i];
        (slice.to_ns as f64).min(right) - (slice.from_ns as f64).max(left)
    };
    let empty = (right - left) - (first..last).map(covered).sum::<f64>();
    let most = (first..last).max_by(|a, b| covered(*a).total_cmp(&covered(*b)))?;
    (covered(most) >= empty).then(|| (pure(row.slices[most].state.into()), Some(most)))
}

fn push(runs: &mut Vec<Run>, run: Run) {
    match runs.last_mut() {
        Some(last) if last.to == run.from && last.mix == run.mix && last.slice == run.slice => last.to = run.to,
        _ => runs.push(run),
    }
}

//! Where marks and their words go on an axis, so that no word covers another.

/// A mark on an axis, and the word beside it.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    /// The mark's place, from 0 to 1.
    pub at: f64,
    /// The word.
    pub text: String,
}

/// A label that has found its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Placed {
    /// The mark's place, from 0 to 1.
    pub at: f64,
    /// The word.
    pub text: String,
    /// How many rows from the axis.
    pub row: usize,
    /// Where the word begins: `start`, `middle` or `end` of it is at the mark.
    pub anchor: &'static str,
}

/// The narrowest an axis is drawn, in pixels; and the width of a letter.
const NARROWEST: f64 = 290.0;
const LETTER: f64 = 7.4;

/// Gives each label a row: the nearest to the axis where it covers no other, and no leader crosses it.
pub fn place(mut labels: Vec<Label>) -> Vec<Placed> {
    labels.sort_by(|a, b| a.at.total_cmp(&b.at));
    let mut rows: Vec<Vec<(f64, f64)>> = Vec::new();
    let mut placed = Vec::new();
    for Label { at, text } in labels {
        let (from, to, anchor) = extent(at, &text);
        let is_free = |row: &Vec<(f64, f64)>| row.iter().all(|(a, b)| to < *a || *b < from);
        // Its leader runs through the rows nearer to the axis: it may cross no word there.
        let leader_is_free = |row: &Vec<(f64, f64)>| row.iter().all(|(a, b)| at < *a || *b < at);
        let row = (0..rows.len())
            .find(|row| is_free(&rows[*row]) && rows[..*row].iter().all(leader_is_free))
            .unwrap_or(rows.len());
        if row == rows.len() {
            rows.push(Vec::new());
        }
        rows[row].push((from, to));
        placed.push(Placed { at, text, row, anchor });
    }
    placed
}

/// From where to where a word reaches, as shares of the axis.
fn extent(at: f64, text: &str) -> (f64, f64, &'static str) {
    let width = (text.chars().count() as f64 * LETTER + 6.0) / NARROWEST;
    if at < width / 2.0 {
        (at, at + width, "start")
    } else if at > 1.0 - width / 2.0 {
        (at - width, at, "end")
    } else {
        (at - width / 2.0, at + width / 2.0, "middle")
    }
}

/// Marks closer together than this share of the axis cannot be told apart on it.
const NEAR: f64 = 0.03;

/// Which places are so close together that they are one cluster; in order, each as a range of the sorted
/// places.
pub fn clusters(sorted: &[f64]) -> Vec<std::ops::Range<usize>> {
    let mut clusters: Vec<std::ops::Range<usize>> = Vec::new();
    for (index, at) in sorted.iter().enumerate() {
        match clusters.last_mut() {
            Some(last) if at - sorted[last.end - 1] < NEAR => last.end = index + 1,
            _ => clusters.push(index..index + 1),
        }
    }
    clusters
}

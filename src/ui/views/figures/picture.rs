//! The figures of one variant as one picture: all on one axis from nought, and under a lens where they
//! are too close together to be told apart.

use super::axis::{Label, clusters, place};
use super::lens;
use super::line::{Column, Line};
use crate::predict::{Scale, say};
use crate::ui::views::words::lesson_time;
use leptos::prelude::*;
use std::time::Duration;

/// The height of a row of words, and of the axis with its numbers.
const ROW: usize = 18;
const AXIS: usize = 40;
/// How many steps the axis has.
const STEPS: u32 = 4;

/// The picture. Places on it are given in per cent, so that it is as wide as it may be and its words keep
/// their size.
pub fn picture(column: &Column) -> AnyView {
    let mut lines: Vec<Line> = column.lines.clone();
    lines.sort_by_key(|line| line.lesson);
    let Some(longest) = lines.last().map(|line| line.lesson) else { return ().into_any() };
    let scale = Scale::reaching(longest + longest / 25, STEPS);
    let at = |lesson: Duration| lesson.as_secs_f64() / (scale.step * STEPS).as_secs_f64();
    let places: Vec<f64> = lines.iter().map(|line| at(line.lesson)).collect();
    let groups = clusters(&places);
    let close =
        groups.iter().filter(|group| lens::is_worth_it(&lines[(*group).clone()])).max_by_key(|group| group.len());
    let labels = groups.iter().map(|group| {
        let words: Vec<&str> = lines[group.clone()].iter().map(|line| line.voice.word()).collect();
        let middle = f64::midpoint(places[group.start], places[group.end - 1]);
        let text = if Some(group) == close { format!("{} answers: see below", words.len()) } else { words.join(", ") };
        Label { at: middle, text }
    });
    let labels = place(labels.collect());
    let rows = labels.iter().map(|label| label.row + 1).max().unwrap_or(0);
    let axis = rows * ROW + 16;
    let words = labels.into_iter().map(|label| {
        let y = axis - 12 - label.row * ROW;
        view! {
            <line class="leader" x1=pct(label.at) x2=pct(label.at) y1=y + 2 y2=axis />
            <text x=pct(label.at) y=y - 2 text-anchor=label.anchor>{label.text}</text>
        }
    });
    let marks = lines.iter().map(|line| mark(at(line.lesson), axis, line));
    let ticks = (0..=STEPS).map(|tick| {
        let (x, text) = (f64::from(tick) / f64::from(STEPS), if tick == 0 { "0".to_owned() } else { scale.tick(tick) });
        let anchor = if tick == 0 {
            "start"
        } else if tick == STEPS {
            "end"
        } else {
            "middle"
        };
        view! {
            <line class="tick" x1=pct(x) x2=pct(x) y1=axis y2=axis + 5 />
            <text class="number" x=pct(x) y=axis + 20 text-anchor=anchor>{text}</text>
        }
    });
    let lens = close.map(|group| {
        let middle = f64::midpoint(places[group.start], places[group.end - 1]);
        lens::lens(middle, lines[group.clone()].to_vec())
    });
    let label = sentence(column, &lines);
    view! {
        <figure class="picture">
            <figcaption>{column.variant.label}</figcaption>
            <svg width="100%" height=rows * ROW + AXIS role="img" aria-label=label>
                <line class="axis" x1="0" x2="100%" y1=axis y2=axis />
                {ticks.collect_view()}
                {words.collect_view()}
                {marks.collect_view()}
            </svg>
            {lens}
        </figure>
    }
    .into_any()
}

/// A mark on an axis.
pub fn mark(at: f64, y: usize, line: &Line) -> AnyView {
    let voice = line.voice;
    view! { <svg x=pct(at) y=y class="place"><path class=format!("mark {}", voice.name()) d=voice.shape() /></svg> }
        .into_any()
}

/// A share of the width, as SVG writes it.
pub fn pct(share: f64) -> String {
    format!("{:.3}%", share * 100.0)
}

fn sentence(column: &Column, lines: &[Line]) -> String {
    let said = |line: &Line| {
        let lesson = if line.runs.is_empty() {
            line.lesson
        } else {
            lesson_time(line.real, line.lesson.as_secs_f64() / line.real.as_secs_f64().max(1e-12))
        };
        format!("{} {}", line.voice.word(), say(lesson))
    };
    let all: Vec<String> = lines.iter().map(said).collect();
    format!("{}, from the shortest answer to the longest: {}.", column.variant.label, all.join(", "))
}

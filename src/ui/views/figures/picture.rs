//! The figures of one variant as one picture: a row for each voice on an axis from nought; and below it,
//! enlarged, those that are too close together to be told apart.

use super::lens::{Lens, lens_over};
use super::line::{Column, Line};
use super::panel::{Panel, Tick, pct};
use crate::predict::{Scale, say};
use leptos::prelude::*;

/// How many steps the axis has.
const STEPS: u32 = 4;
/// The height of the rays from the axis to what is enlarged, and of a line of words.
const RAYS: usize = 22;
const CAPTION: usize = 22;

/// The picture. Places on it are given in per cent, so that it is as wide as it may be and its words keep
/// their size.
pub fn picture(column: &Column) -> AnyView {
    let Some(longest) = column.lines.iter().map(|line| line.lesson).max() else { return ().into_any() };
    let scale = Scale::reaching(longest + longest / 25, STEPS);
    let whole = Panel {
        top: 0,
        low: 0.0,
        high: (scale.step * STEPS).as_nanos() as f64 / column.speed,
        ticks: (0..=STEPS).map(|tick| from_nought(tick, &scale, column.speed)).collect(),
        from_nought: true,
    };
    let bottom = whole.bottom(column.lines.len());
    let lens = lens_over(&column.lines, &whole, bottom + RAYS + CAPTION);
    let height = lens.as_ref().map_or(bottom, |lens| lens.panel.bottom(lens.lines.len()));
    let enlarged = lens.map(|lens| enlarged(&lens, &whole, bottom));
    view! {
        <figure class="picture">
            <figcaption>{column.variant.label}</figcaption>
            <svg width="100%" height=height role="img" aria-label=sentence(column)>
                {whole.draw(&column.lines, |line| line.voice.word().to_owned())}
                {enlarged}
            </svg>
        </figure>
    }
    .into_any()
}

fn from_nought(tick: u32, scale: &Scale, speed: f64) -> Tick {
    let text = if tick == 0 { "0".to_owned() } else { scale.tick(tick) };
    Tick { at_ns: (scale.step * tick).as_nanos() as f64 / speed, text, strong: false }
}

fn enlarged(lens: &Lens, whole: &Panel, bottom: usize) -> AnyView {
    let Lens { panel, lines, origin_ns } = lens;
    let (from, to) = (whole.at(panel.low), whole.at(panel.high));
    let (start, end) = (bottom - 18, bottom + RAYS);
    let times = ((whole.high - whole.low) / (panel.high - panel.low)).round() as u64;
    let caption = format!("{} times enlarged, in real time from the exact answer", crate::predict::grouped(times));
    view! {
        <line class="ray" x1=pct(from) x2="0" y1=start y2=end />
        <line class="ray" x1=pct(to) x2="100%" y1=start y2=end />
        <line class="ray" x1="0" x2="100%" y1=end y2=end />
        <text class="number" x="0" y=end + 16>{caption}</text>
        {panel.draw(lines, |line| lens.words(line, *origin_ns))}
    }
    .into_any()
}

fn sentence(column: &Column) -> String {
    let mut lines: Vec<&Line> = column.lines.iter().collect();
    lines.sort_by_key(|line| line.real);
    let all: Vec<String> = lines.iter().map(|line| format!("{} {}", line.voice.word(), say(line.lesson))).collect();
    format!("{}, from the shortest answer to the longest: {}.", column.variant.label, all.join(", "))
}

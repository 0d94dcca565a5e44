//! The figures of one variant as one picture: a row for each voice on an axis from nought; and below it,
//! enlarged, those that are too close together to be told apart.

use super::lens::{Lens, lens_over};
use super::line::{Column, Line};
use super::panel::{Panel, Tick, line, text};
use crate::predict::{Scale, grouped, say};
use crate::ui::markup::Text;

/// How many steps the axis has.
const STEPS: u32 = 4;
/// The height of the rays from the axis to what is enlarged, and of a line of words.
const RAYS: usize = 22;
const CAPTION: usize = 22;

/// The picture. Places on it are given in per cent, so that it is as wide as it may be and its words keep
/// their size.
pub fn picture(column: &Column) -> String {
    let Some(longest) = column.lines.iter().map(|line| line.lesson).max() else { return String::new() };
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
    format!(
        "<figure class=\"picture\"><figcaption>{}</figcaption>\
         <svg width=\"100%\" height=\"{}\" role=\"img\" aria-label=\"{}\">{}{}</svg></figure>",
        Text(column.variant.label),
        lens.as_ref().map_or(bottom, |lens| lens.panel.bottom(lens.lines.len())),
        Text(sentence(column)),
        whole.draw(&column.lines, |line| line.voice.word().to_owned()),
        lens.map(|lens| enlarged(&lens, &whole, bottom)).unwrap_or_default(),
    )
}

fn from_nought(tick: u32, scale: &Scale, speed: f64) -> Tick {
    let text = if tick == 0 { "0".to_owned() } else { scale.tick(tick) };
    Tick { at_ns: (scale.step * tick).as_nanos() as f64 / speed, text, strong: false }
}

fn enlarged(lens: &Lens, whole: &Panel, bottom: usize) -> String {
    let panel = &lens.panel;
    let (start, end) = (bottom - 18, bottom + RAYS);
    let times = ((whole.high - whole.low) / (panel.high - panel.low)).round() as u64;
    let caption = format!("{} times enlarged, in real time from “{}”", grouped(times), lens.origin.voice.short());
    [
        line("ray", (whole.at(panel.low), start), (0.0, end)),
        line("ray", (whole.at(panel.high), start), (1.0, end)),
        line("ray", (0.0, end), (1.0, end)),
        text("number", 0.0, 0, end + 16, "start", &caption),
        panel.draw(&lens.lines, |line| lens.words(line)),
    ]
    .concat()
}

fn sentence(column: &Column) -> String {
    let said = |line: &Line| format!("{} {}", line.voice.word(), say(line.lesson));
    let all: Vec<String> = column.lines.iter().map(said).collect();
    format!("{}, every answer on one axis: {}.", column.variant.label, all.join(", "))
}

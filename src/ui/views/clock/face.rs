//! The geometry of a dial: a circle around (100, 100), noon at the top.

use crate::predict::{Scale, fixed};
use std::time::Duration;

/// The angle of a duration, in degrees; what is beyond a full turn stays just short of it.
pub fn turn(lesson: Duration, scale: &Scale) -> f64 {
    let share = lesson.as_secs_f64() / (scale.step.as_secs_f64() * 4.0);
    share.clamp(0.0, 0.995) * 360.0
}

/// Ticks from the rim inwards.
pub fn ticks(count: u32, inner: f64) -> String {
    let tick = |at: u32| {
        let angle = 360.0 * f64::from(at) / f64::from(count.max(1));
        let ((ax, ay), (bx, by)) = (point(angle, inner), point(angle, 88.0));
        format!("M{} {}L{} {}", place(ax), place(ay), place(bx), place(by))
    };
    (0..count).map(tick).collect()
}

/// The numbers at the quarters; the one at the top is a full turn.
pub fn numbers(scale: &Scale) -> String {
    let number = |quarter: u32| {
        let (x, y) = point(90.0 * f64::from(quarter), 63.0);
        let text = if quarter == 4 { scale.tick(4) } else { scale.number(quarter) };
        format!("<text class=\"number\" x=\"{}\" y=\"{}\">{text}</text>", place(x), place(y))
    };
    (1..=4).map(number).collect()
}

/// The sector from noon to an angle.
pub fn sector(angle: f64) -> String {
    let (x, y) = point(angle, 77.0);
    format!("M100 100V23A77 77 0 {} 1 {} {}Z", u8::from(angle > 180.0), place(x), place(y))
}

/// An arc on the rim; at least a hair wide.
pub fn arc(from: f64, to: f64) -> String {
    let widen = (1.2 - (to - from)).max(0.0) / 2.0;
    let (from, to) = (from - widen, to + widen);
    let ((ax, ay), (bx, by)) = (point(from, 88.0), point(to, 88.0));
    let large = u8::from(to - from > 180.0);
    format!("M{} {}A88 88 0 {large} 1 {} {}", place(ax), place(ay), place(bx), place(by))
}

fn place(pixels: f64) -> String {
    fixed(pixels, 2)
}

fn point(angle: f64, radius: f64) -> (f64, f64) {
    (100.0 + radius * sine(angle), 100.0 - radius * sine(90.0 - angle))
}

/// The sine of an angle in degrees between −360 and 450, to a hundred-thousandth: a dial does not ask for more, and
/// the library's, good for all numbers there are, is twenty times as large.
fn sine(angle: f64) -> f64 {
    let below = |angle: f64| if angle > 90.0 { 180.0 - angle } else { angle };
    let above = |angle: f64| if angle < -90.0 { -180.0 - angle } else { angle };
    let x = below(above(below(angle))).to_radians();
    let square = x * x;
    x * (1.0 - square / 6.0 * (1.0 - square / 20.0 * (1.0 - square / 42.0 * (1.0 - square / 72.0))))
}

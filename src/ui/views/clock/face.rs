//! The geometry of a dial: a circle around (100, 100), noon at the top.

use crate::predict::Scale;
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
        format!("M{ax:.2} {ay:.2}L{bx:.2} {by:.2}")
    };
    (0..count).map(tick).collect()
}

/// The numbers at the quarters; the one at the top is a full turn.
pub fn numbers(scale: &Scale) -> String {
    let number = |quarter: u32| {
        let (x, y) = point(90.0 * f64::from(quarter), 63.0);
        let text = if quarter == 4 { scale.tick(4) } else { scale.number(quarter) };
        format!("<text class=\"number\" x=\"{x:.1}\" y=\"{y:.1}\">{text}</text>")
    };
    (1..=4).map(number).collect()
}

/// The sector from noon to an angle.
pub fn sector(angle: f64) -> String {
    let (x, y) = point(angle, 77.0);
    format!("M100 100V23A77 77 0 {} 1 {x:.2} {y:.2}Z", u8::from(angle > 180.0))
}

/// An arc on the rim; at least a hair wide.
pub fn arc(from: f64, to: f64) -> String {
    let widen = (1.2 - (to - from)).max(0.0) / 2.0;
    let (from, to) = (from - widen, to + widen);
    let ((ax, ay), (bx, by)) = (point(from, 88.0), point(to, 88.0));
    format!("M{ax:.2} {ay:.2}A88 88 0 {} 1 {bx:.2} {by:.2}", u8::from(to - from > 180.0))
}

fn point(angle: f64, radius: f64) -> (f64, f64) {
    let (sin, cos) = angle.to_radians().sin_cos();
    (100.0 + radius * sin, 100.0 - radius * cos)
}

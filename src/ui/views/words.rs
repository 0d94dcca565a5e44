//! Figures in words.

use crate::predict::{grouped, say};
use std::time::Duration;

/// A duration with the milliseconds that differences are about: `24.031 s`, `412.84 ms`.
pub fn precise(duration: Duration) -> String {
    let seconds = duration.as_secs_f64();
    match seconds {
        s if s >= 1_000.0 => format!("{}.{:02} s", grouped(s as u64), duration.subsec_millis() / 10),
        s if s >= 1.0 => format!("{s:.3} s"),
        s if s >= 1e-3 => format!("{:.2} ms", s * 1e3),
        _ => say(duration),
    }
}

/// Nanoseconds that may be less than nothing, with their sign: `+31.2 ms`, `−0.4 ms`.
pub fn signed(nanos: f64) -> String {
    let words = match nanos.abs() {
        n if n >= 1e9 => format!("{:.2} s", n / 1e9),
        n if n >= 99.95e6 => format!("{:.0} ms", n / 1e6),
        n if n >= 9.995e6 => format!("{:.1} ms", n / 1e6),
        n if n >= 0.1e6 => format!("{:.2} ms", n / 1e6),
        n if n >= 500.0 => format!("{:.0} µs", n / 1e3),
        _ => return "0 ms".to_owned(),
    };
    format!("{}{words}", if nanos < 0.0 { "−" } else { "+" })
}

/// The words of a number that is round: without the noughts behind its point.
pub fn round(words: &str) -> String {
    match words.split_once(' ') {
        Some((number, unit)) if number.contains('.') => {
            format!("{} {unit}", number.trim_end_matches('0').trim_end_matches('.'))
        }
        _ => words.to_owned(),
    }
}

/// A share with its sign: `+0.13 %`.
pub fn percent(share: f64) -> String {
    let percent = share * 100.0;
    let digits = if percent.abs() >= 10.0 { 1 } else { 2 };
    let words = format!("{:.digits$} %", percent.abs());
    if words.chars().all(|c| !('1'..='9').contains(&c)) {
        return words;
    }
    format!("{}{words}", if percent < 0.0 { "−" } else { "+" })
}

/// A real duration in milliseconds, exactly, as a bare number: what tests and course pages read.
pub fn milliseconds(real: Duration) -> String {
    let nanos = real.as_nanos();
    let number = format!("{}.{:06}", nanos / 1_000_000, nanos % 1_000_000);
    number.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Real time as lesson time.
pub fn lesson_time(real: Duration, speed: f64) -> Duration {
    Duration::from_nanos((real.as_nanos() as f64 * speed) as u64)
}

//! Figures in words.

use crate::predict::{fixed, grouped, say};
use std::time::Duration;

/// A duration with the milliseconds that differences are about: `24.031 s`, `412.84 ms`.
pub fn precise(duration: Duration) -> String {
    let seconds = duration.as_secs_f64();
    match seconds {
        s if s >= 1_000.0 => format!("{}.{:02} s", grouped(s as u64), duration.subsec_millis() / 10),
        s if s >= 1.0 => fixed(s, 3) + " s",
        s if s >= 1e-3 => fixed(s * 1e3, 2) + " ms",
        _ => say(duration),
    }
}

/// Nanoseconds that may be less than nothing, with their sign: `+31.2 ms`, `−0.4 ms`.
pub fn signed(nanos: f64) -> String {
    let words = match nanos.abs() {
        n if n >= 1e9 => fixed(n / 1e9, 2) + " s",
        n if n >= 99.95e6 => fixed(n / 1e6, 0) + " ms",
        n if n >= 9.995e6 => fixed(n / 1e6, 1) + " ms",
        n if n >= 0.1e6 => fixed(n / 1e6, 2) + " ms",
        n if n >= 500.0 => fixed(n / 1e3, 0) + " µs",
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
    let words = fixed(percent.abs(), digits) + " %";
    if words.chars().all(|c| !('1'..='9').contains(&c)) {
        return words;
    }
    format!("{}{words}", if percent < 0.0 { "−" } else { "+" })
}

/// A real duration in milliseconds, exactly, as a bare number: what tests and course pages read.
pub fn milliseconds(real: Duration) -> String {
    let nanos = real.as_nanos() as u64;
    let number = format!("{}.{:06}", nanos / 1_000_000, nanos % 1_000_000);
    number.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Real time as lesson time.
pub fn lesson_time(real: Duration, speed: f64) -> Duration {
    Duration::from_nanos((real.as_nanos() as f64 * speed) as u64)
}

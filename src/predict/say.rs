//! Durations in words, as a person would say them.

use super::fixed;
use std::time::Duration;

/// A duration with three or so digits, in the unit that suits it: `12 hours`, `1 h 1 min`, `24.0 s`,
/// `30.6 ms`.
pub fn say(duration: Duration) -> String {
    let seconds = duration.as_secs_f64();
    match seconds {
        s if s >= 3600.0 => hours(duration),
        s if s >= 120.0 => whole(s, 60, "minute", "min", "s"),
        s if s >= 99.95 => fixed(s, 0) + " s",
        s if s >= 9.995 => fixed(s, 1) + " s",
        s if s >= 1.0 => fixed(s, 2) + " s",
        0.0 => "0 s".to_owned(),
        s => small(s),
    }
}

/// A duration of hours and minutes: `12 hours`, `1 h 5 min`; in days where it is longer than two.
pub fn hours(duration: Duration) -> String {
    let seconds = duration.as_secs_f64();
    if seconds >= 2.0 * 86_400.0 {
        return whole(seconds / 3600.0, 24, "day", "d", "h");
    }
    whole(seconds / 60.0, 60, "hour", "h", "min")
}

/// So many of a unit and the rest in a smaller one, `per` of which make the unit.
fn whole(small: f64, per: u64, long: &str, short: &str, rest: &str) -> String {
    let all = small.round() as u64;
    match (all / per, all % per) {
        (1, 0) => format!("1 {long}"),
        (n, 0) => format!("{} {long}s", grouped(n)),
        (n, r) => format!("{} {short} {r} {rest}", grouped(n)),
    }
}

fn small(seconds: f64) -> String {
    let (number, unit) = match seconds {
        s if s >= 0.999_5e-3 => (s * 1e3, "ms"),
        s if s >= 0.999_5e-6 => (s * 1e6, "µs"),
        s => (s * 1e9, "ns"),
    };
    let digits = match number {
        n if n >= 99.95 => 0,
        n if n >= 9.995 => 1,
        _ => 2,
    };
    format!("{} {unit}", fixed(number, digits))
}

/// A duration in seconds, exactly, with thousands set apart: `43,200 s`, `5.25 s`.
pub fn seconds(duration: Duration) -> String {
    let fraction = plain(Duration::from_nanos(u64::from(duration.subsec_nanos())));
    let fraction = fraction.strip_prefix('0').unwrap_or_default();
    format!("{}{fraction} s", grouped(duration.as_secs()))
}

/// A duration in seconds, exactly, as a bare number: `43200`, `5.25`.
pub fn plain(duration: Duration) -> String {
    let nanos = duration.subsec_nanos();
    let fraction = format!(".{nanos:09}");
    format!("{}{}", duration.as_secs(), fraction.trim_end_matches('0').trim_end_matches('.'))
}

/// A whole number with thousands set apart.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_said_in_the_unit_that_suits_them() {
        let check = |nanos: u64, words: &str| assert_eq!(say(Duration::from_nanos(nanos)), words);
        check(0, "0 s");
        check(350, "350 ns");
        check(2_778_000, "2.78 ms");
        check(999_999, "1.00 ms");
        check(30_560_000, "30.6 ms");
        check(999_960_000, "1000 ms");
        check(2_030_000_000, "2.03 s");
        check(24_000_000_000, "24.0 s");
        check(100_000_000_000, "100 s");
        check(150_000_000_000, "2 min 30 s");
        check(1_800_000_000_000, "30 minutes");
        check(3_600_000_000_000, "1 hour");
        check(3_655_000_000_000, "1 h 1 min");
        check(43_200_000_000_000, "12 hours");
        check(200 * 3_600_000_000_000, "8 d 8 h");
    }

    #[test]
    fn seconds_are_exact() {
        assert_eq!(seconds(Duration::from_millis(43_200_250)), "43,200.25 s");
        assert_eq!(seconds(Duration::from_secs(1_800)), "1,800 s");
        assert_eq!(plain(Duration::from_nanos(5_000_000_001)), "5.000000001");
    }
}

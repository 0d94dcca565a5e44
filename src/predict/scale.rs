//! Round scales, for dials and axes.

use std::time::Duration;

/// A scale whose steps are numbers a person would choose: `4 h`, `20 min`, `500 ms`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scale {
    /// The length of a step.
    pub step: Duration,
    /// In how many parts a step divides evenly.
    pub parts: u32,
    /// The unit its numbers are given in.
    pub unit: &'static str,
    unit_length: Duration,
}

/// Round numbers of seconds and minutes, and in how many parts each divides.
const SIXTIES: [(u64, u32); 7] = [(1, 4), (2, 4), (5, 5), (10, 5), (15, 3), (20, 4), (30, 6)];
/// Round numbers of hours.
const HOURS: [(u64, u32); 6] = [(1, 4), (2, 4), (3, 3), (4, 4), (6, 6), (12, 4)];
/// Round numbers of everything else, from 1 to 500.
const TENS: [(u64, u32); 9] = [(1, 5), (2, 4), (5, 5), (10, 5), (20, 4), (50, 5), (100, 5), (200, 4), (500, 5)];
/// How many days there are in a step, where there are more than 500.
const MANY: [(u64, u32); 6] = [(1_000, 5), (2_000, 4), (5_000, 5), (10_000, 5), (20_000, 4), (50_000, 5)];

/// A unit, its length in nanoseconds, and the round numbers of it.
type Unit = (&'static str, u64, &'static [(u64, u32)]);

/// Every unit, from the shortest.
const UNITS: [Unit; 8] = [
    ("ns", 1, &TENS),
    ("µs", 1_000, &TENS),
    ("ms", 1_000_000, &TENS),
    ("s", SECOND, &SIXTIES),
    ("min", 60 * SECOND, &SIXTIES),
    ("h", 3_600 * SECOND, &HOURS),
    ("d", 86_400 * SECOND, &TENS),
    ("d", 86_400 * SECOND, &MANY),
];
const SECOND: u64 = 1_000_000_000;

impl Scale {
    /// The finest round scale of so many steps that reaches as far as `length`.
    pub fn reaching(length: Duration, steps: u32) -> Self {
        let wanted = nanos(length).div_ceil(u64::from(steps.max(1))).max(1);
        for (unit, unit_ns, numbers) in UNITS {
            if let Some((number, parts)) = numbers.iter().find(|(number, _)| number.saturating_mul(unit_ns) >= wanted) {
                let step = Duration::from_nanos(number.saturating_mul(unit_ns));
                return Self { step, parts: *parts, unit, unit_length: Duration::from_nanos(unit_ns) };
            }
        }
        let day = Duration::from_secs(86_400);
        Self { step: Duration::from_secs(u64::MAX / 1_000_000), parts: 1, unit: "d", unit_length: day }
    }

    /// The number at the end of so many steps, without its unit.
    pub fn number(&self, steps: u32) -> String {
        super::grouped(nanos(self.step * steps) / nanos(self.unit_length))
    }

    /// The number at the end of so many steps: `12 h`.
    pub fn tick(&self, steps: u32) -> String {
        format!("{} {}", self.number(steps), self.unit)
    }
}

/// Nanoseconds; no scale reaches further than they do.
fn nanos(duration: Duration) -> u64 {
    u64::try_from(duration.as_nanos()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_numbers_a_person_would_choose() {
        let check = |millis: u64, last: &str| {
            assert_eq!(Scale::reaching(Duration::from_millis(millis), 4).tick(4), last, "{millis} ms");
        };
        check(0, "4 ns");
        check(3, "4 ms");
        check(390, "400 ms");
        check(24_000, "40 s");
        check(3_655_000, "80 min");
        check(43_200_000, "12 h");
        check(43_200_001, "16 h");
        check(86_400_000 * 5, "8 d");
    }

    #[test]
    fn a_scale_reaches_as_far_as_it_is_asked_to() {
        for exponent in 0..63 {
            let length = Duration::from_nanos(1 << exponent);
            let scale = Scale::reaching(length, 5);
            assert!(scale.step * 5 >= length, "{length:?}");
        }
    }
}

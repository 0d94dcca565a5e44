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
/// Round numbers of everything else, from 1 to 10.
const TENS: [(u64, u32); 3] = [(1, 5), (2, 4), (5, 5)];

impl Scale {
    /// The finest round scale of so many steps that reaches as far as `length`.
    pub fn reaching(length: Duration, steps: u32) -> Self {
        let wanted = length.as_nanos().div_ceil(u128::from(steps.max(1))).max(1);
        candidates().find(|scale| scale.step.as_nanos() >= wanted).unwrap_or(Self {
            step: Duration::from_secs(u64::MAX / 1_000_000),
            parts: 1,
            unit: "d",
            unit_length: Duration::from_secs(86_400),
        })
    }

    /// The number at the end of so many steps, without its unit.
    pub fn number(&self, steps: u32) -> String {
        let units = self.step.as_nanos() * u128::from(steps) / self.unit_length.as_nanos();
        super::grouped(units as u64)
    }

    /// The number at the end of so many steps: `12 h`.
    pub fn tick(&self, steps: u32) -> String {
        format!("{} {}", self.number(steps), self.unit)
    }
}

/// All scales, from the finest to the coarsest; each is a whole number of its unit.
fn candidates() -> impl Iterator<Item = Scale> {
    let tens = |unit, length: u64, most: u32| {
        (0..most).flat_map(move |decade| TENS.map(|(n, parts)| scale(n * 10u64.pow(decade), parts, unit, length)))
    };
    let second = 1_000_000_000;
    tens("ns", 1, 3)
        .chain(tens("µs", 1_000, 3))
        .chain(tens("ms", 1_000_000, 3))
        .chain(SIXTIES.map(|(n, parts)| scale(n, parts, "s", second)))
        .chain(SIXTIES.map(|(n, parts)| scale(n, parts, "min", 60 * second)))
        .chain(HOURS.map(|(n, parts)| scale(n, parts, "h", 3_600 * second)))
        .chain(tens("d", 86_400 * second, 5))
}

fn scale(number: u64, parts: u32, unit: &'static str, unit_ns: u64) -> Scale {
    let unit_length = Duration::from_nanos(unit_ns);
    Scale { step: Duration::from_nanos(number.saturating_mul(unit_ns)), parts, unit, unit_length }
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

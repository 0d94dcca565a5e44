//! What came of a guess.

use super::fixed;
use std::time::Duration;

/// How a measurement compares to what was guessed, as a sentence.
pub fn verdict(guess: Duration, measured: Duration) -> String {
    if guess.is_zero() {
        return "No time at all: it took longer than that.".to_owned();
    }
    match measured.as_secs_f64() / guess.as_secs_f64() {
        ratio if (ratio - 1.0).abs() < 0.02 => "You were right, to within 2 %.".to_owned(),
        ratio if ratio >= 10.0 => format!("It took {} times as long.", fixed(ratio, 0)),
        ratio if ratio >= 1.5 => format!("It took {} times as long.", fixed(ratio, 1)),
        ratio if ratio > 1.0 => format!("It took {} % longer.", fixed((ratio - 1.0) * 100.0, 0)),
        ratio if ratio > 0.67 => format!("It took {} % less.", fixed((1.0 - ratio) * 100.0, 0)),
        ratio if ratio > 0.1 => format!("You allowed {} times as much.", fixed(1.0 / ratio, 1)),
        ratio if ratio > 0.001 => format!("You allowed {} times as much.", fixed(1.0 / ratio, 0)),
        _ => "You allowed more than a thousand times as much.".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_guess_is_compared_in_the_words_that_suit_the_distance() {
        let check = |guess: u64, measured: u64, words: &str| {
            assert_eq!(verdict(Duration::from_secs(guess), Duration::from_secs(measured)), words);
        };
        check(100, 101, "You were right, to within 2 %.");
        check(5, 12, "It took 2.4 times as long.");
        check(1, 24, "It took 24 times as long.");
        check(100, 125, "It took 25 % longer.");
        check(100, 80, "It took 20 % less.");
        check(24, 12, "You allowed 2.0 times as much.");
        check(1_000, 12, "You allowed 83 times as much.");
        check(1_000_000, 1, "You allowed more than a thousand times as much.");
        check(0, 1, "No time at all: it took longer than that.");
    }
}

//! When a measurement is not to be trusted: the machine had less to give than when it was measured.

use super::{Band, say};
use crate::trace::Account;
use std::time::Duration;

/// A run longer than the band by this share is looked at.
const TOO_LONG: f64 = 1.05;

/// Less than this, in seconds of real time, is nothing to speak of.
const LEAST_S: f64 = 0.02;

/// Why a run that took `elapsed` is not to be trusted, if so: it took longer than this machine's prediction allows, and
/// most of that because the page came back late. Lesson time, and how much of it passes in a real second.
pub fn busy(elapsed: Duration, band: Option<Band>, account: &Account, speed: f64) -> Option<String> {
    let most = band?.high.as_secs_f64() * TOO_LONG;
    let beyond = elapsed.as_secs_f64() - band?.high.as_secs_f64();
    let held_up = Duration::from_nanos(account.overrun_ns + account.late_ns + account.between_ns);
    let noticeable = held_up.as_secs_f64() / speed > LEAST_S;
    (noticeable && elapsed.as_secs_f64() > most && held_up.as_secs_f64() > beyond / 2.0).then(|| {
        let late = say(held_up.div_f64(speed));
        format!("This machine was busy with something else: the page came back late by {late} in all.")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(elapsed_ms: u64, held_up_ms: u64) -> Option<String> {
        let [low, middle, high] = [990, 1_000, 1_010].map(Duration::from_millis);
        let mut account = Account::default();
        account.overrun_ns = held_up_ms * 1_000_000;
        busy(Duration::from_millis(elapsed_ms), Some(Band { low, middle, high }), &account, 1.0)
    }

    #[test]
    fn a_run_that_was_held_up_far_beyond_its_band_is_not_trusted() {
        assert!(check(1_200, 190).is_some_and(|why| why.contains("190 ms")));
    }

    #[test]
    fn a_run_within_its_band_or_long_for_another_reason_is_trusted() {
        assert_eq!(check(1_050, 60), None);
        assert_eq!(check(1_200, 20), None);
    }
}

//! What to know before running: where this browser cannot be exact, and by how much.

use super::{Prediction, fixed, say};
use std::time::Duration;

/// A machine's prediction that is further from the exact one than this is worth a sentence.
const WORTH_SAYING: f64 = 0.02;

/// The sentences for some predictions at a speed; `step` is the step of the browser's clock.
pub fn of(predictions: &[Prediction], speed: f64, step: Option<Duration>) -> Vec<String> {
    let mut caveats = Vec::new();
    let shortest = predictions.iter().filter_map(|prediction| prediction.shortest).min();
    if let (Some(step), Some(shortest)) = (step, shortest.map(|shortest| shortest.div_f64(speed)))
        && shortest < step
    {
        caveats.push(format!(
            "At this speed the shortest wait lasts {}, less than one step of this browser’s clock ({}). Several such \
             waits pass between two ticks: together they take the right time, one by one they cannot be seen.",
            say(shortest),
            say(step)
        ));
    }
    let furthest = predictions.iter().filter_map(off).reduce(|a, b| if b.abs() > a.abs() { b } else { a });
    if let Some(off) = furthest.filter(|off| off.abs() > WORTH_SAYING) {
        caveats.push(format!(
            "At this speed this browser itself takes a noticeable share of the time: expect the measurement to be {} % \
             {} than theory.",
            fixed(off.abs() * 100.0, 0),
            if off > 0.0 { "longer" } else { "shorter" }
        ));
    }
    caveats
}

/// How far the machine's prediction is from the virtual run's, as a share of it.
fn off(prediction: &Prediction) -> Option<f64> {
    let (exact, machine) = (prediction.virtual_time.as_ref().ok()?, prediction.machine?.middle);
    let exact = exact.as_secs_f64();
    (exact > 0.0).then(|| machine.as_secs_f64() / exact - 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::predict::Band;

    fn prediction(machine_ms: u64, shortest_us: u64) -> Prediction {
        let middle = Duration::from_millis(machine_ms);
        Prediction {
            variant: "only",
            textbook: None,
            formula: None,
            virtual_time: Ok(Duration::from_millis(1_000)),
            shortest: Some(Duration::from_micros(shortest_us)),
            machine: Some(Band { low: middle, middle, high: middle }),
        }
    }

    #[test]
    fn nothing_is_said_where_there_is_nothing_to_say() {
        assert!(of(&[prediction(1_005, 5_000)], 1.0, Some(Duration::from_micros(100))).is_empty());
    }

    #[test]
    fn a_wait_under_the_clocks_step_is_said() {
        let said = of(&[prediction(1_000, 5_000)], 1_000.0, Some(Duration::from_micros(100)));
        assert_eq!(said.len(), 1);
        assert!(said[0].contains("5.00 µs") && said[0].contains("100 µs"), "{said:?}");
    }

    #[test]
    fn a_machine_far_from_theory_is_said_with_how_far() {
        let said = of(&[prediction(1_000, 5_000), prediction(1_250, 5_000)], 1.0, Some(Duration::from_micros(100)));
        assert_eq!(said.len(), 1);
        assert!(said[0].contains("25 % longer"), "{said:?}");
    }
}

//! Two clocks on one axis.

/// How far another clock is behind this one, as far as messages have told. Each message bounds it: nothing arrives
/// before it was sent.
#[derive(Clone, Copy, Debug)]
pub struct Axis {
    /// What the clocks' own origins say, in milliseconds.
    said_ms: f64,
    least_ms: f64,
    most_ms: f64,
}

impl Axis {
    /// The clocks began at these times, each in its own opinion; in milliseconds of real time.
    pub fn new(here_began_ms: f64, there_began_ms: f64) -> Self {
        let said_ms = there_began_ms - here_began_ms;
        Self { said_ms, least_ms: f64::NEG_INFINITY, most_ms: f64::INFINITY }
    }

    /// Something was sent from here at a time of this clock, and was there by a time of the other.
    pub fn sent(&mut self, here_ms: f64, there_ms: f64) {
        self.least_ms = self.least_ms.max(here_ms - there_ms);
    }

    /// Something was sent from there at a time of the other clock, and was here by a time of this one.
    pub fn heard(&mut self, there_ms: f64, here_ms: f64) {
        self.most_ms = self.most_ms.min(here_ms - there_ms);
    }

    /// A time of the other clock on this one, in milliseconds: what the origins say, or where messages prove that wrong
    /// the nearest that they allow.
    pub fn here(&self, there_ms: f64) -> f64 {
        there_ms + self.said_ms.max(self.least_ms).min(self.most_ms)
    }

    /// How wrong that can be at the most, in milliseconds; infinite before something went each way.
    pub fn error_ms(&self) -> f64 {
        let behind_ms = self.here(0.0);
        (behind_ms - self.least_ms).max(self.most_ms - behind_ms)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_origins_are_believed_within_what_messages_allow() {
        let mut axis = Axis::new(1_000.0, 1_500.0);
        assert_eq!((axis.here(10.0), axis.error_ms()), (510.0, f64::INFINITY));
        axis.sent(520.0, 21.0);
        axis.heard(22.0, 524.0);
        assert_eq!((axis.here(10.0), axis.error_ms()), (510.0, 2.0), "between 499 and 502");
    }

    #[test]
    fn what_a_message_proves_wrong_is_corrected() {
        let mut axis = Axis::new(0.0, 900.0);
        axis.sent(520.0, 21.0);
        axis.heard(22.0, 523.0);
        assert_eq!((axis.here(0.0), axis.error_ms()), (501.0, 2.0));
    }
}

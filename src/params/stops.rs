//! The places a slider stops at: fine where numbers are small, coarse where they are large.

use super::{Field, FieldKind};

impl Field {
    /// The places a slider of this field stops at, from the least value to the greatest; one that is a choice,
    /// a text or an order has none but 0.
    pub fn stops(&self) -> Vec<f64> {
        let (min, max, finest) = match self.kind {
            FieldKind::Count { min, max, .. } => (min as f64, max as f64, 1.0),
            FieldKind::Seconds { min, max, .. } => (min.as_secs_f64(), max.as_secs_f64(), 0.1),
            FieldKind::Number { min, max, .. } if min > 0.0 => (min, max, min / 10.0),
            FieldKind::Number { min, max, .. } => (min, max, (max - min) / 100.0),
            FieldKind::Choice { .. } | FieldKind::Text { .. } | FieldKind::Order { .. } => return vec![0.0],
        };
        let mut stops = vec![min];
        let mut now = min;
        loop {
            let step = round_down(now.abs() / 10.0).max(finest);
            // On the grid of the step, and free of what adding fractions leaves behind.
            now = ((now / step + 1e-6).floor() + 1.0) * step;
            now = (now * 1e6).round() / 1e6;
            if now >= max {
                break;
            }
            stops.push(now);
        }
        if min < max {
            stops.push(max);
        }
        stops
    }
}

/// The stop that is nearest to a value; there must be at least one.
pub fn nearest(stops: &[f64], value: f64) -> usize {
    let above = stops.partition_point(|stop| *stop < value).min(stops.len() - 1);
    let below = above.saturating_sub(1);
    if value - stops[below] < stops[above] - value { below } else { above }
}

/// The greatest of 1, 2, 5, 10, 20, 50 … that is not greater.
fn round_down(value: f64) -> f64 {
    if value <= 0.0 {
        return 0.0;
    }
    let value = value * (1.0 + 1e-9);
    let mut decade = 1.0;
    while decade > value {
        decade /= 10.0;
    }
    while decade * 10.0 <= value {
        decade *= 10.0;
    }
    [5.0, 2.0].into_iter().map(|digit| digit * decade).find(|step| *step <= value).unwrap_or(decade)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stops_are_fine_where_numbers_are_small_and_coarse_where_they_are_large() {
        let stops = Field::count(24, 1, 1_000).stops();
        assert_eq!(stops[..4], [1.0, 2.0, 3.0, 4.0]);
        assert!(stops.windows(2).any(|pair| pair == [20.0, 22.0]));
        assert_eq!(stops[stops.len() - 2..], [950.0, 1_000.0]);
    }

    #[test]
    fn stops_rise_from_the_least_value_to_the_greatest() {
        let fields = [
            Field::count(1, 0, 4_294_967_295),
            Field::seconds(5, 0, 600),
            Field::number(1_800.0, 1.0, 100_000.0),
            Field::number(0.0, 0.0, 1.0),
            Field::number(0.0, -3.0, 3.0),
            Field::count(1, 1, 1),
        ];
        for field in fields {
            let stops = field.stops();
            assert!(stops.windows(2).all(|pair| pair[0] < pair[1]), "{stops:?}");
            assert!(stops.len() < 400, "{}", stops.len());
        }
    }

    #[test]
    fn the_nearest_stop_is_found_beyond_both_ends() {
        let stops = [1.0, 2.0, 10.0];
        let found = [-5.0, 1.4, 1.6, 7.0, 99.0].map(|value| nearest(&stops, value));
        assert_eq!(found, [0, 0, 1, 2, 2]);
    }
}

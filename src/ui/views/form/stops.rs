//! The places a slider stops at: fine where numbers are small, coarse where they are large.

use crate::params::{Field, FieldKind};

/// The places a slider of this field stops at, from the least value to the greatest.
pub fn stops(field: &Field) -> Vec<f64> {
    let (min, max, finest) = match field.kind {
        FieldKind::Count { min, max, .. } => (min as f64, max as f64, 1.0),
        FieldKind::Seconds { min, max, .. } => (min.as_secs_f64(), max.as_secs_f64(), 0.1),
        FieldKind::Number { min, max, .. } if min > 0.0 => (min, max, min / 10.0),
        FieldKind::Number { min, max, .. } => (min, max, (max - min) / 100.0),
        FieldKind::Choice { .. } => return vec![0.0],
    };
    let mut stops = vec![min];
    let mut now = min;
    loop {
        let step = round_down(now.abs() / 10.0).max(finest);
        // On the grid of the step, and free of what adding fractions leaves behind.
        now = ((now / step).floor() + 1.0) * step;
        now = (now * 1e6).round() / 1e6;
        if now >= max {
            break;
        }
        stops.push(now);
    }
    stops.push(max);
    stops
}

/// The stop that is nearest to a value.
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
    let decade = 10f64.powf((value * (1.0 + 1e-9)).log10().floor());
    let digit = value * (1.0 + 1e-9) / decade;
    decade
        * if digit >= 5.0 {
            5.0
        } else if digit >= 2.0 {
            2.0
        } else {
            1.0
        }
}

//! Durations as an address gives them.

use proptest::prelude::*;
use std::time::Duration;

/// Any duration of so many seconds at most, in seconds as an address writes them: any nanosecond, or a whole second.
pub fn duration(most_s: u64) -> impl Strategy<Value = String> {
    let nanos = prop_oneof![0..=most_s * 1_000_000_000, (0..=most_s).prop_map(|s| s * 1_000_000_000)];
    nanos.prop_map(|nanos| simul::predict::plain(Duration::from_nanos(nanos)))
}

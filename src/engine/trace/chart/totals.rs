//! Where the time of each row went.

use super::{Look, Row};

/// A row's time by what it was spent on, in nanoseconds of lesson time, from its first slice to its last:
/// `busy + scheduled + idle = total`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Running.
    pub busy_ns: u64,
    /// Ready, and nobody polled it.
    pub scheduled_ns: u64,
    /// Everything else: waiting, or nothing to do.
    pub idle_ns: u64,
    /// All of it.
    pub total_ns: u64,
}

/// Sums up a row.
pub fn totals(row: &Row) -> Totals {
    let (Some(first), Some(last)) = (row.slices.first(), row.slices.last()) else { return Totals::default() };
    let spent = |look: Look| {
        let of_it = row.slices.iter().filter(|slice| Look::from(slice.state) == look);
        of_it.map(|slice| slice.to_ns - slice.from_ns).sum::<u64>()
    };
    let total_ns = last.to_ns - first.from_ns;
    let (busy_ns, scheduled_ns) = (spent(Look::Running), spent(Look::Ready));
    Totals { busy_ns, scheduled_ns, idle_ns: total_ns - busy_ns - scheduled_ns, total_ns }
}

//! Counted work: the same number of steps on every machine.

/// Computes `units` units of work and returns a number that depends on every step, so that no compiler
/// can leave one out. A unit is 1,000 steps of xorshift64.
pub fn compute(units: u64, seed: u64) -> u64 {
    let mut x = seed | 1;
    for _ in 0..units.saturating_mul(1_000) {
        x ^= x << 13;
        x ^= x >> 7;
        x ^= x << 17;
    }
    std::hint::black_box(x)
}

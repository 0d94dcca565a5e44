//! How the commands speak: short lines on standard output, and durations as people say them.

use std::time::Duration;

/// Says what is going on, in a line that stands out from the tools' own output.
pub fn say(line: impl AsRef<str>) {
    println!("simul: {}", line.as_ref());
}

/// A duration in the units a person would use: `0.4 s`, `12 s`, `3 min 05 s`.
pub fn spoken(duration: Duration) -> String {
    let seconds = duration.as_secs_f64();
    if seconds < 9.95 {
        format!("{seconds:.1} s")
    } else if seconds < 59.5 {
        format!("{seconds:.0} s")
    } else {
        let whole = seconds.round() as u64;
        format!("{} min {:02} s", whole / 60, whole % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_told_in_the_unit_that_fits() {
        assert_eq!(spoken(Duration::from_millis(420)), "0.4 s");
        assert_eq!(spoken(Duration::from_millis(11_600)), "12 s");
        assert_eq!(spoken(Duration::from_millis(59_700)), "1 min 00 s");
        assert_eq!(spoken(Duration::from_secs(185)), "3 min 05 s");
    }
}

//! The time as RQ writes it: `2026-11-22T20:09:54.488196Z`.

use std::time::Duration;

const DAY_S: u64 = 86_400;

/// The time since 1970 began, in words; to the microsecond, as Python has it.
pub fn stamp(since_1970: Duration) -> String {
    let (seconds, micros) = (since_1970.as_secs(), since_1970.subsec_micros());
    let (year, month, day) = date(seconds / DAY_S);
    let (hour, minute, second) = (seconds % DAY_S / 3_600, seconds % 3_600 / 60, seconds % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{micros:06}Z")
}

/// The time in words, as time since 1970 began; `None` where it is not one, or earlier.
pub fn read(text: &str) -> Option<Duration> {
    let (date, time) = text.strip_suffix('Z')?.split_once('T')?;
    let (time, fraction) = time.split_once('.').unwrap_or((time, ""));
    let [year, month, day] = numbers(date, '-')?;
    let [hour, minute, second] = numbers(time, ':')?;
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) || hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    if fraction.len() > 6 || !fraction.bytes().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    let micros: u64 = format!("{fraction:0<6}").parse().ok()?;
    let seconds = days(year, month, day)? * DAY_S + hour * 3_600 + minute * 60 + second;
    Some(Duration::from_secs(seconds) + Duration::from_micros(micros))
}

fn numbers(text: &str, between: char) -> Option<[u64; 3]> {
    let numbers: Option<Vec<u64>> = text.split(between).map(|number| number.parse().ok()).collect();
    numbers?.try_into().ok()
}

/// The days from 1970 to a date. The year is taken to begin in March, so that a leap day is its last: Howard Hinnant,
/// “chrono-Compatible Low-Level Date Algorithms”, 2013.
fn days(year: u64, month: u64, day: u64) -> Option<u64> {
    let year = year.checked_sub(u64::from(month <= 2))?;
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    (year * 365 + year / 4 - year / 100 + year / 400 + day_of_year).checked_sub(719_468)
}

/// The date so many days after the first of 1970: year, month, day.
fn date(days: u64) -> (u64, u64, u64) {
    let days = days + 719_468;
    let (era, day) = (days / 146_097, days % 146_097);
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day_of_year = day - (365 * year + year / 4 - year / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    (era * 400 + year + u64::from(month <= 2), month, day_of_year - (153 * shifted + 2) / 5 + 1)
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn times_are_as_python_writes_them() {
        let check = |micros: u64, text: &str| {
            assert_eq!(stamp(Duration::from_micros(micros)), text);
            assert_eq!(read(text), Some(Duration::from_micros(micros)), "{text}");
        };
        check(0, "1970-01-01T00:00:00.000000Z");
        check(951_782_399_999_999, "2000-02-28T23:59:59.999999Z");
        check(951_868_800_000_000, "2000-03-01T00:00:00.000000Z");
        check(1_795_378_194_488_196, "2026-11-22T20:09:54.488196Z");
        assert_eq!(read("2026-11-22T20:09:54Z"), Some(Duration::from_secs(1_795_378_194)));
    }

    #[test]
    fn what_is_no_time_is_none() {
        for text in [
            "",
            "2026-11-22",
            "2026-13-01T00:00:00Z",
            "2026-11-22T24:00:00Z",
            "1969-12-31T23:59:59Z",
            "2026-11-22T00:00:00.1234567Z",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(micros in 0_u64..10_000_000_000_000_000) {
            let time = Duration::from_micros(micros);
            prop_assert_eq!(read(&stamp(time)), Some(time));
        }
    }
}

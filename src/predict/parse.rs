//! Durations as a person writes them.

use super::read;
use std::time::Duration;

/// Reads a guess: a number and, if not seconds, a unit: `90`, `90 s`, `1.5 min`, `2h`, `1 h 5 min`.
///
/// # Errors
/// A sentence that says what was wrong with it.
pub fn parse(text: &str) -> Result<Duration, String> {
    let text = text.trim().to_ascii_lowercase();
    if text.is_empty() {
        return Err("Write a duration, such as 90 s, 20 min or 1.5 h.".to_owned());
    }
    let wrong = || "That is not a duration. Write a number and a unit, such as 90 s, 20 min or 1.5 h.".to_owned();
    let mut seconds = 0.0;
    let mut rest = text.as_str();
    while !rest.is_empty() {
        let (digits, after) = cut(rest, |c| !(c.is_ascii_digit() || c == '.' || c == ','));
        let (letters, after) = cut(after.trim_start(), |c| !c.is_ascii_alphabetic());
        seconds += number(digits).ok_or_else(wrong)? * unit(letters).ok_or_else(wrong)?;
        rest = after.trim_start();
    }
    if seconds > 1e9 {
        return Err("That is more than thirty years. Write something shorter.".to_owned());
    }
    Ok(Duration::from_nanos((seconds * 1e9).round() as u64))
}

/// A text up to the first character that ends it, and from there. An index into a text could fail, and saying so is large.
fn cut(text: &str, ends: fn(char) -> bool) -> (&str, &str) {
    text.find(ends).and_then(|at| text.split_at_checked(at)).unwrap_or((text, ""))
}

/// A number with a point; commas may set thousands apart, and nothing else.
fn number(digits: &str) -> Option<f64> {
    let mut parts = digits.split('.');
    let mut groups = parts.next()?.split(',').skip(1);
    let set_apart = groups.all(|group| group.len() == 3) && !parts.any(|part| part.contains(','));
    set_apart.then(|| read(&digits.replace(',', "")))?
}

/// How many seconds a unit has.
fn unit(word: &str) -> Option<f64> {
    Some(match word {
        "" | "s" | "sec" | "secs" | "second" | "seconds" => 1.0,
        "ms" | "millisecond" | "milliseconds" => 1e-3,
        "m" | "min" | "mins" | "minute" | "minutes" => 60.0,
        "h" | "hr" | "hrs" | "hour" | "hours" => 3_600.0,
        "d" | "day" | "days" => 86_400.0,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::parse;
    use std::time::Duration;

    #[test]
    fn guesses_are_read_as_people_write_them() {
        let check = |text: &str, seconds: f64| assert_eq!(parse(text), Ok(Duration::from_secs_f64(seconds)), "{text}");
        check("90", 90.0);
        check(" 90 s ", 90.0);
        check("1.5 min", 90.0);
        check("2h", 7_200.0);
        check("1 h 5 min", 3_900.0);
        check("1 hour", 3_600.0);
        check("250ms", 0.25);
        check("43,200 s", 43_200.0);
    }

    #[test]
    fn what_is_no_duration_is_answered() {
        for text in ["", "soon", "1,5 h", "1.5,000 s", "5 parsecs", "-3", "1..2", "1e99 h", "9999999999999999999 h"] {
            assert!(parse(text).is_err(), "{text}");
        }
    }
}

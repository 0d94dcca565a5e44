//! Numbers in digits, and out of them.
//!
//! What the standard library has for fractions is exact to the last bit, and so large that a tenth of the page would be
//! its tables. What is written here has at most six digits after its point, durations nine.

/// A number with so many digits after its point, rounded: `2.50`.
pub fn fixed(number: f64, digits: u32) -> String {
    let unit = 10_u64.pow(digits);
    let units = (number.abs() * unit as f64).round_ties_even() as u64;
    let sign = if number < 0.0 && units > 0 { "-" } else { "" };
    let (whole, rest) = (units / unit, units % unit);
    if digits == 0 {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}.{rest:0width$}", width = digits as usize)
    }
}

/// A number with as many digits as it has, up to six after its point: `1800`, `0.5`.
pub fn number(number: f64) -> String {
    fixed(number, 6).trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// The number that [`number`] writes.
pub fn rounded(number: f64) -> f64 {
    (number * 1e6).round_ties_even() / 1e6
}

/// Reads a number: `24`, `-0.5`, `1e3`, `inf`. Of more than eighteen digits the rest counts as noughts.
pub fn read(text: &str) -> Option<f64> {
    let (sign, text) = match text.strip_prefix('-') {
        Some(text) => (-1.0, text),
        None => (1.0, text.strip_prefix('+').unwrap_or(text)),
    };
    if ["inf", "infinity"].iter().any(|word| text.eq_ignore_ascii_case(word)) {
        return Some(sign * f64::INFINITY);
    }
    let (digits, exponent) = match text.split_once(['e', 'E']) {
        Some((digits, exponent)) => (digits, exponent.parse::<i64>().ok()?),
        None => (text, 0),
    };
    digits_of(digits).map(|(number, power)| sign * scaled(number, exponent.saturating_add(power)))
}

/// Digits as a whole number, and the power of ten that it is to be multiplied by.
fn digits_of(text: &str) -> Option<(u64, i64)> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let (mut number, mut power) = (0_u64, 0);
    for (at, digit) in whole.bytes().chain(fraction.bytes()).enumerate() {
        if !digit.is_ascii_digit() {
            return None;
        }
        let has_room = number < 10_u64.pow(17);
        if has_room {
            number = number * 10 + u64::from(digit - b'0');
        }
        power += i64::from(!has_room) - i64::from(at >= whole.len());
    }
    (whole.len() + fraction.len() > 0).then_some((number, power))
}

/// Powers of ten are exact as far as they matter, so that the quotient is the number nearest to what was written.
fn scaled(number: u64, power: i64) -> f64 {
    if number == 0 {
        return 0.0;
    }
    let factor = (0..power.unsigned_abs().min(400)).fold(1.0, |factor, _| factor * 10.0);
    if power < 0 { number as f64 / factor } else { number as f64 * factor }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_are_read_as_people_and_programs_write_them() {
        let check = |text: &str, number: f64| assert_eq!(read(text), Some(number), "{text}");
        check("24", 24.0);
        check("-0.5", -0.5);
        check("+.5", 0.5);
        check("5.", 5.0);
        check("1e3", 1_000.0);
        check("2.5E-3", 0.002_5);
        check("0e999", 0.0);
        check("1e-400", 0.0);
        check("1e999", f64::INFINITY);
        check("-inf", f64::NEG_INFINITY);
    }

    #[test]
    fn what_is_no_number_is_none() {
        for text in ["", ".", "-", "e5", "1e", "1,5", "1.2.3", "--1", "NaN", "٣", "1 2"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn numbers_have_the_digits_that_are_asked_for() {
        assert_eq!(fixed(2.0, 2), "2.00");
        assert_eq!(fixed(-0.004, 2), "0.00");
        assert_eq!(fixed(-12.345_6, 1), "-12.3");
        assert_eq!(fixed(99.95, 0), "100");
        assert_eq!(number(1_800.0), "1800");
        assert_eq!(number(0.062_5), "0.0625");
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(units in -4_000_000_000_000_000_i64..4_000_000_000_000_000) {
            let value = units as f64 / 1e6;
            prop_assert_eq!(read(&number(value)), Some(value));
            prop_assert_eq!(rounded(value), value);
        }

        #[test]
        fn short_numbers_are_read_as_the_standard_library_reads_them(text in "-?[0-9]{1,9}(\\.[0-9]{1,6})?") {
            prop_assert_eq!(read(&text), text.parse().ok());
        }

        #[test]
        fn numbers_are_written_as_the_standard_library_writes_them(units in 0_i64..1_000_000_000_000, digits in 0_u32..4) {
            // Half-way cases are left out: which way they go depends on bits nobody sees.
            prop_assume!(units % 1_000 != 500);
            let (value, width) = (units as f64 / 1e6, digits as usize);
            prop_assume!(digits == 3 || units % 10_i64.pow(6 - digits) != 10_i64.pow(6 - digits) / 2);
            prop_assert_eq!(fixed(value, digits), format!("{value:.width$}"));
        }
    }
}

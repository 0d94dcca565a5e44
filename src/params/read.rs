//! From text to a value: whatever is written, there is an answer, and it says what was wrong.

use super::field::{Choice, Field, FieldKind, Value};
use crate::predict;
use std::time::Duration;

/// What was made of a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Read {
    /// The value taken.
    pub value: Value,
    /// What was wrong with the text, and what was taken instead; a whole sentence.
    pub problem: Option<String>,
}

impl Field {
    /// Reads a text; `instead` is taken where nothing can be made of it.
    pub fn read(&self, text: &str, instead: Value) -> Read {
        let text = text.trim();
        let taken = match self.kind {
            FieldKind::Count { min, max, .. } => read_count(text, min, max),
            FieldKind::Seconds { min, max, .. } => read_seconds(text, min, max),
            FieldKind::Number { min, max, .. } => read_fraction(text, min, max),
            FieldKind::Choice { choices } => read_choice(text, choices),
            FieldKind::Text { most, is_address, .. } => read_text(text, most, is_address),
            FieldKind::Order { most } => Ok(read_order(text, most)),
        };
        let (value, why) = taken.unwrap_or_else(|why| (instead, Some(why)));
        let problem = why.map(|why| {
            let written = self.write(value.clone());
            let taken = match value {
                Value::Order(_) if written.is_empty() => "the order of their numbers",
                _ if written.is_empty() => "an empty text",
                _ => &written,
            };
            format!("{}: {why}; {taken} was taken instead.", self.name)
        });
        Read { value, problem }
    }
}

/// A value with, possibly, what was wrong with the text; or nothing but that.
type Taken<T> = Result<(T, Option<String>), String>;

fn read_count(text: &str, min: u64, max: u64) -> Taken<Value> {
    if let Ok(count) = text.parse::<u64>()
        && (min..=max).contains(&count)
    {
        return Ok((Value::Count(count), None));
    }
    let (number, why) = read_number(text, min as f64, max as f64)?;
    let count = (number.round() as u64).clamp(min, max);
    let whole = (count as f64 == number)
        .then_some(())
        .map_or_else(|| Some(format!("{} is not a whole number", quote(text))), |()| None);
    Ok((Value::Count(count), why.or(whole)))
}

fn read_seconds(text: &str, min: Duration, max: Duration) -> Taken<Value> {
    let (seconds, why) = read_number(text, min.as_secs_f64(), max.as_secs_f64())?;
    let nanos = Duration::from_nanos((seconds * 1e9).round() as u64);
    Ok((Value::Seconds(nanos.clamp(min, max)), why))
}

fn read_fraction(text: &str, min: f64, max: f64) -> Taken<Value> {
    let (number, why) = read_number(text, min, max)?;
    Ok((Value::Number(predict::rounded(number).max(min).min(max)), why))
}

fn read_number(text: &str, min: f64, max: f64) -> Taken<f64> {
    if text.is_empty() {
        return Err("it is empty".into());
    }
    let Some(number) = predict::read(text) else {
        return Err(format!("{} is not a number", quote(text)));
    };
    if number < min {
        return Ok((min, Some(format!("{} is less than {}", quote(text), predict::number(min)))));
    }
    if number > max {
        return Ok((max, Some(format!("{} is more than {}", quote(text), predict::number(max)))));
    }
    // Minus zero is within limits that begin at 0, and would be written back as "-0".
    Ok((number + 0.0, None))
}

fn read_choice(text: &str, choices: &[Choice]) -> Taken<Value> {
    if let Some(index) = choices.iter().position(|choice| choice.value == text) {
        return Ok((Value::Choice(index), None));
    }
    let words: Vec<&str> = choices.iter().map(|choice| choice.value).collect();
    Err(format!("{} is none of {}", quote(text), words.join(", ")))
}

fn read_text(text: &str, most: usize, is_address: bool) -> Taken<Value> {
    if text.chars().count() > most {
        return Err(format!("{} is longer than {most} letters", quote(text)));
    }
    if is_address {
        return read_address(text);
    }
    // A line has to stay a line: Unicode has two ends of line of its own.
    if text.contains(|c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')) {
        return Err(format!("{} has a character in it that cannot be printed", quote(text)));
    }
    Ok((Value::Text(text.to_owned()), None))
}

/// An address, as far as it can be told from a text: whether anybody answers there is found out by asking.
fn read_address(text: &str) -> Taken<Value> {
    if text.is_empty() {
        return Err("it is empty".into());
    }
    if text.contains(|c: char| c.is_whitespace() || c.is_control()) {
        return Err(format!("{} has a space in it", quote(text)));
    }
    // A password would stand in every link to the page.
    if host(text).contains('@') {
        return Err("addresses with a name or a password in them are not taken".into());
    }
    Ok((Value::Text(text.to_owned()), None))
}

/// What comes after the scheme and its slashes, which browsers write either way.
fn host(address: &str) -> &str {
    let rest = address.split_once(':').map_or(address, |(_, rest)| rest).trim_start_matches(['/', '\\']);
    rest.split(['/', '\\', '?', '#']).next().unwrap_or_default()
}

/// Numbers with spaces or commas between; what is none, or stands there twice, is left out.
fn read_order(text: &str, most: u64) -> (Value, Option<String>) {
    let (mut order, mut why) = (Vec::new(), None);
    for word in text.split([' ', ',']).filter(|word| !word.is_empty()) {
        match word.parse::<u64>() {
            Ok(number) if (1..=most).contains(&number) && !order.contains(&number) => order.push(number),
            Ok(number) if order.contains(&number) => why = Some(format!("{number} stands there twice")),
            _ => why = Some(format!("{} is none of the numbers 1 to {most}", quote(word))),
        }
    }
    (Value::Order(order), why)
}

/// A text in quotation marks, cut where it is long.
pub(super) fn quote(text: &str) -> String {
    let mut chars = text.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c });
    let short: String = chars.by_ref().take(40).collect();
    let rest = if chars.next().is_some() { "…" } else { "" };
    format!("“{short}{rest}”")
}

//! One parameter: its name, its words, its limits.

use std::time::Duration;

/// The declaration of one parameter.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Field {
    /// Its name in the address and in the run record.
    pub name: &'static str,
    /// Its name on the page.
    pub label: &'static str,
    /// The unit it is given in; empty where it has none.
    pub unit: &'static str,
    /// A sentence on what it does.
    pub help: &'static str,
    /// What it can be.
    pub kind: FieldKind,
}

/// What a parameter can be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum FieldKind {
    /// A whole number.
    Count {
        /// Taken where nothing is given.
        default: u64,
        /// The least it can be.
        min: u64,
        /// The most it can be.
        max: u64,
    },
    /// A duration, given in seconds with fractions.
    Seconds {
        /// Taken where nothing is given.
        default: Duration,
        /// The least it can be.
        min: Duration,
        /// The most it can be.
        max: Duration,
    },
    /// A number with fractions.
    Number {
        /// Taken where nothing is given.
        default: f64,
        /// The least it can be.
        min: f64,
        /// The most it can be.
        max: f64,
    },
    /// One of a few words.
    Choice {
        /// The words; the first is taken where nothing is given.
        choices: &'static [Choice],
    },
    /// A text that can be printed.
    Text {
        /// Taken where nothing is given.
        default: &'static str,
        /// How many letters it can have.
        most: usize,
        /// Whether it is an address of the web, or one relative to the page's own: then it is not empty, and has neither
        /// spaces nor a password in it.
        is_address: bool,
    },
    /// An order, as whole numbers from 1 on, each at most once; those that are not named come after those that are.
    Order {
        /// The greatest of the numbers.
        most: u64,
    },
}

/// A word that can be chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The word in the address.
    pub value: &'static str,
    /// What the form says.
    pub label: &'static str,
}

/// A parameter's value: always within its field's limits.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Of a [`FieldKind::Count`].
    Count(u64),
    /// Of a [`FieldKind::Seconds`].
    Seconds(Duration),
    /// Of a [`FieldKind::Number`].
    Number(f64),
    /// Of a [`FieldKind::Choice`]: which of its words.
    Choice(usize),
    /// Of a [`FieldKind::Text`].
    Text(String),
    /// Of a [`FieldKind::Order`]: the numbers that are named.
    Order(Vec<u64>),
}

impl Field {
    const fn new(kind: FieldKind) -> Self {
        Self { name: "", label: "", unit: "", help: "", kind }
    }

    /// A whole number from `min` to `max`.
    pub const fn count(default: u64, min: u64, max: u64) -> Self {
        Self::new(FieldKind::Count { default, min, max })
    }

    /// A duration from `min` to `max` whole seconds, fractions allowed.
    pub const fn seconds(default: u64, min: u64, max: u64) -> Self {
        let kind = FieldKind::Seconds {
            default: Duration::from_secs(default),
            min: Duration::from_secs(min),
            max: Duration::from_secs(max),
        };
        Self::new(kind).unit("s")
    }

    /// A duration whose default and limits are no whole seconds: they are given here in milliseconds.
    pub const fn milliseconds(default: u64, min: u64, max: u64) -> Self {
        let kind = FieldKind::Seconds {
            default: Duration::from_millis(default),
            min: Duration::from_millis(min),
            max: Duration::from_millis(max),
        };
        Self::new(kind).unit("s")
    }

    /// A number from `min` to `max`, fractions allowed.
    pub const fn number(default: f64, min: f64, max: f64) -> Self {
        Self::new(FieldKind::Number { default, min, max })
    }

    /// One of a few words, the first by default.
    pub const fn choice(choices: &'static [Choice]) -> Self {
        Self::new(FieldKind::Choice { choices })
    }

    /// An address to fetch from, of at most so many letters.
    pub const fn address(default: &'static str, most: usize) -> Self {
        Self::new(FieldKind::Text { default, most, is_address: true })
    }

    /// Any text of at most so many letters, none at all included.
    pub const fn text(default: &'static str, most: usize) -> Self {
        Self::new(FieldKind::Text { default, most, is_address: false })
    }

    /// An order of things that are numbered from 1 to `most`, as they are numbered by default.
    pub const fn order(most: u64) -> Self {
        Self::new(FieldKind::Order { most })
    }

    /// With its name in the address.
    pub const fn named(self, name: &'static str) -> Self {
        Self { name, ..self }
    }

    /// With its name on the page.
    pub const fn label(self, label: &'static str) -> Self {
        Self { label, ..self }
    }

    /// With its unit.
    pub const fn unit(self, unit: &'static str) -> Self {
        Self { unit, ..self }
    }

    /// With a sentence on what it does.
    pub const fn help(self, help: &'static str) -> Self {
        Self { help, ..self }
    }

    /// What is taken where nothing is given.
    pub fn default(&self) -> Value {
        match self.kind {
            FieldKind::Count { default, .. } => Value::Count(default),
            FieldKind::Seconds { default, .. } => Value::Seconds(default),
            FieldKind::Number { default, .. } => Value::Number(default),
            FieldKind::Choice { .. } => Value::Choice(0),
            FieldKind::Text { default, .. } => Value::Text(default.to_owned()),
            FieldKind::Order { .. } => Value::Order(Vec::new()),
        }
    }

    /// A value as the address and the form write it; reading it again gives the same value.
    pub fn write(&self, value: Value) -> String {
        match (value, self.kind) {
            (Value::Count(count), _) => count.to_string(),
            (Value::Seconds(duration), _) => crate::predict::plain(duration),
            (Value::Number(number), _) => crate::predict::number(number),
            (Value::Choice(index), FieldKind::Choice { choices }) => {
                choices.get(index).map(|choice| choice.value).unwrap_or_default().to_owned()
            }
            (Value::Choice(_), _) => String::new(),
            (Value::Text(text), _) => text,
            (Value::Order(order), _) => order.iter().map(u64::to_string).collect::<Vec<_>>().join(" "),
        }
    }
}

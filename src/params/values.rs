//! The values of all parameters of a lesson.

use super::field::{Field, Value};
use std::time::Duration;

/// A lesson's parameters as a type; made with [`crate::params!`].
pub trait Params: Clone + 'static {
    /// The declarations, in the order of the form.
    const FIELDS: &'static [Field];

    /// The typed values.
    fn from_values(values: &Values) -> Self;
}

/// A type a parameter can have.
pub trait FromValue: Sized {
    /// The typed value; `None` where the declaration is of another kind.
    fn from_value(value: &Value) -> Option<Self>;
}

impl FromValue for u64 {
    fn from_value(value: &Value) -> Option<Self> {
        if let Value::Count(count) = value { Some(*count) } else { None }
    }
}

impl FromValue for Duration {
    fn from_value(value: &Value) -> Option<Self> {
        if let Value::Seconds(duration) = value { Some(*duration) } else { None }
    }
}

impl FromValue for f64 {
    fn from_value(value: &Value) -> Option<Self> {
        if let Value::Number(number) = value { Some(*number) } else { None }
    }
}

impl FromValue for String {
    fn from_value(value: &Value) -> Option<Self> {
        if let Value::Text(text) = value { Some(text.clone()) } else { None }
    }
}

impl FromValue for Vec<u64> {
    fn from_value(value: &Value) -> Option<Self> {
        if let Value::Order(order) = value { Some(order.clone()) } else { None }
    }
}

/// A value for every field of a declaration, each within its limits.
#[derive(Clone, Debug, PartialEq)]
pub struct Values {
    fields: &'static [Field],
    values: Vec<Value>,
}

impl Values {
    /// The defaults.
    pub fn defaults(fields: &'static [Field]) -> Self {
        Self { fields, values: fields.iter().map(Field::default).collect() }
    }

    /// The declarations these are values of.
    pub fn fields(&self) -> &'static [Field] {
        self.fields
    }

    /// The value of a field.
    pub fn get(&self, name: &str) -> Option<Value> {
        self.position(name).map(|place| self.values[place].clone())
    }

    /// Sets the value of a field from a text. Returns what was wrong with it, if anything was; a name that
    /// no field has changes nothing.
    pub fn set(&mut self, name: &str, text: &str) -> Option<String> {
        let place = self.position(name)?;
        let read = self.fields[place].read(text, self.values[place].clone());
        self.values[place] = read.value;
        read.problem
    }

    /// Every field with its value.
    pub fn iter(&self) -> impl Iterator<Item = (&'static Field, Value)> + '_ {
        self.fields.iter().zip(self.values.iter().cloned())
    }

    /// The typed value of a field.
    ///
    /// # Panics
    /// Where the declaration is of another type than the struct's: the registry's test walks all of them.
    pub fn read<T: FromValue>(&self, name: &str) -> T {
        let value = self.get(name).as_ref().and_then(T::from_value);
        let Some(value) = value else { panic!("the parameter {name} is declared with another type") };
        value
    }

    fn position(&self, name: &str) -> Option<usize> {
        self.fields.iter().position(|field| field.name == name)
    }
}

//! A list that a learner puts in order before the program runs.

use crate::params::Values;

/// A list that a learner puts in order: what stands in it is handed to the program in that order.
pub struct List {
    /// What it is a list of, in a few words.
    pub title: &'static str,
    /// The parameter that holds the order.
    pub field: &'static str,
    /// What stands in the list, in its order.
    pub items: fn(&Values) -> Vec<Item>,
}

/// Something in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Its number in the parameter.
    pub number: u64,
    /// What it is called.
    pub name: String,
    /// What there is to know of it, in a few words.
    pub text: String,
}

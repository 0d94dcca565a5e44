//! What a lesson compares beside its program: ways to give control to somebody else.

use crate::runtime::Switch;

/// A comparison, made in the learner's own browser.
#[derive(Clone, Copy, Debug)]
pub struct Costs {
    /// Its title.
    pub title: &'static str,
    /// What is compared and what to look for, a paragraph each.
    pub text: &'static [&'static str],
    /// How many times each is done.
    pub times: u32,
    /// What is compared; the others are told as multiples of the first.
    pub rows: &'static [Cost],
}

/// One of what is compared.
#[derive(Clone, Copy, Debug)]
pub struct Cost {
    /// What it is called.
    pub name: &'static str,
    /// What happens in it, in a sentence.
    pub text: &'static str,
    /// How it is done.
    pub way: Switch,
}

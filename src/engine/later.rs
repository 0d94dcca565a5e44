//! What only later lessons need.

use std::hint::black_box;

/// A way to something that only later lessons need. In the published page that is in a second part of the program, which
/// is fetched when one of them is opened, if a static of this type named `LATER` is the only way to it.
pub struct Later<T>(T);

impl<T> Later<T> {
    /// The way to something, for a static with the name `LATER`: `cargo xtask build` looks for it.
    pub const fn new(what: T) -> Self {
        Self(what)
    }

    /// What it leads to. Nothing of it may be called before the second part has been fetched.
    pub fn get(&'static self) -> &'static T {
        // The compiler must not know what is in the static: it would go straight to it, and a second way is one too many.
        &black_box(self).0
    }
}

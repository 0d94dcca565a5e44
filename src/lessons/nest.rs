//! What holds what, as a picture.

/// Things that hold each other, from the outside in; of each there can be many in the one around it.
pub struct Nest {
    /// What the picture shows, in a sentence.
    pub caption: &'static str,
    /// Each with its name and a few words, the outermost first.
    pub rings: &'static [(&'static str, &'static str)],
}

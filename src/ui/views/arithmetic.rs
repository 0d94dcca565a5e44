//! The arithmetic, as it is said aloud.

use super::sheet::is_covered;
use crate::ui::markup::{each, section};
use crate::ui::store::Store;

/// The sums with the parameters filled in, and where the answers part; covered while the visitor guesses.
pub fn arithmetic(store: Store) -> String {
    let (entry, values) = (store.lesson(), store.values.get());
    let body = if is_covered(store) {
        "<p class=\"quiet\">Covered until you have guessed.</p>".to_owned()
    } else {
        let explanation = (entry.explain)(&values);
        format!("<ol>{}</ol>{}", each("li", explanation.arithmetic), each("p", explanation.truths))
    };
    section("arithmetic", "The arithmetic, said aloud", &body)
}

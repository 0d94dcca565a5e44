//! What holds what: a list in a list, drawn as one thing inside the other.

use crate::lessons::Nest;
use crate::ui::markup::Text;

/// The picture.
pub fn nest(Nest { caption, rings }: &Nest) -> String {
    let around = |inside: String, (name, text): &(&str, &str)| {
        format!("<ul role=\"list\"><li><b>{}</b> {}{inside}</li></ul>", Text(name), Text(text))
    };
    let rings = rings.iter().rev().fold(String::new(), around);
    format!("<figure class=\"nest\">{rings}<figcaption>{}</figcaption></figure>", Text(caption))
}

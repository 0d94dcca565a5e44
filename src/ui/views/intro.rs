//! What the lesson is about, in words.

use crate::lessons::Honesty;
use crate::ui::later::later;
use crate::ui::markup::{Text, prose, section, written};
use crate::ui::store::Store;

/// The title, and the lesson in a sentence.
pub fn title(store: Store) -> String {
    written("title", move || {
        let meta = store.lesson().meta;
        format!("<h1>{}</h1><p>{}</p>", Text(meta.title), Text(meta.summary))
    })
}

/// The text.
pub fn text(store: Store) -> String {
    written("text", move || {
        let text: String = store.text().iter().map(|text| format!("<p>{}</p>", prose(text))).collect();
        text + &store.lesson().nest.and_then(|nest| Some((later()?.nest)(nest))).unwrap_or_default() + WORDS
    })
}

/// The way to the glossary, which is a page of its own.
const WORDS: &str =
    "<p class=\"quiet\"><a href=\"words.html\" target=\"_blank\">The words, in a sentence or two each</a></p>";

/// Who switches, and what is real.
pub fn fine_print(store: Store) -> String {
    written("rules", move || {
        let meta = store.lesson().meta;
        let (how, text) = honesty(meta.honesty);
        let rules = [("Who switches, and when", meta.switches), (how, text)];
        let rules = rules.map(|(name, text)| format!("<dt>{}</dt><dd>{}</dd>", Text(name), Text(text))).concat();
        section("fine-print", "The rules", &format!("<dl>{rules}</dl>"))
    })
}

/// How real something is, in a word or two, and what that means.
pub(super) fn honesty(honesty: Honesty) -> (&'static str, &'static str) {
    match honesty {
        Honesty::Real(text) => ("Real", text),
        Honesty::Modelled(text) => ("Real, with waits that are modelled", text),
        Honesty::Simulated(text) => ("Simulated, on virtual time", text),
    }
}

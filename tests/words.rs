//! The glossary: a page of its own, which leads to the lessons and to which the lessons lead.

#![cfg(not(target_arch = "wasm32"))]

use simul::lessons::pages;
use simul::params::open;

const WORDS: &str = include_str!("../words.html");

/// What stands between each `before` and the `after` that follows it.
fn between<'a>(text: &'a str, before: &'a str, after: &'a str) -> impl Iterator<Item = &'a str> {
    text.split(before).skip(1).filter_map(move |rest| rest.split(after).next())
}

#[test]
fn the_words_are_in_order_and_each_can_be_linked_to() {
    let words: Vec<String> = between(WORDS, "<dt ", "</dt>").map(str::to_lowercase).collect();
    assert!(words.len() > 20, "{} words", words.len());
    let linked = words.iter().map(|word| {
        let (id, word) = word.split_once("\">").expect("a word has an id");
        assert_eq!(id.strip_prefix("id=\"").expect("it is its id"), word.replace(' ', "-"));
        word
    });
    let linked: Vec<&str> = linked.collect();
    assert!(linked.windows(2).all(|pair| pair[0] < pair[1]), "{linked:?}");
}

#[test]
fn each_word_is_told_in_a_sentence_or_two_or_three() {
    for meaning in between(WORDS, "<dd>", "</dd>") {
        let told = meaning.split(" <a ").next().unwrap_or_default();
        let sentences = told.matches(['.', ';']).count();
        assert!((1..=3).contains(&sentences) && told.ends_with('.'), "{told}");
    }
}

#[test]
fn words_lead_to_lessons_as_they_are() {
    let links: Vec<String> = between(WORDS, "href=\"./?", "\"").map(|query| query.replace("&amp;", "&")).collect();
    assert!(!links.is_empty());
    for query in links {
        assert_eq!(open(&query, &pages()).notices, [], "{query}");
    }
}

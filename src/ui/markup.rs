//! The markup of the page. Plain functions write it, and it is put into the page as a whole.

use crate::ui::dom::keep;
use leptos::prelude::{AnyView, IntoAny};
use leptos::tachys::html::InertElement;
use std::borrow::Cow;
use std::fmt;

/// A text in markup: nothing in it is taken for a tag or for the end of an attribute.
pub struct Text<T>(pub T);

impl<T: AsRef<str>> fmt::Display for Text<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rest = self.0.as_ref();
        // An index into a text can fail, and how it would say so is larger than this page's form: so there is none.
        while let Some((before, from)) = rest.find(['&', '<', '>', '"']).and_then(|at| rest.split_at_checked(at)) {
            f.write_str(before)?;
            let mut chars = from.chars();
            f.write_str(match chars.next() {
                Some('&') => "&amp;",
                Some('<') => "&lt;",
                Some('>') => "&gt;",
                _ => "&quot;",
            })?;
            rest = chars.as_str();
        }
        f.write_str(rest)
    }
}

/// A part of the page, from the markup of one element.
pub fn part(markup: impl Into<Cow<'static, str>>) -> AnyView {
    InertElement::new(markup).into_any()
}

/// The only element of its class; its inside is markup, written anew when what it was written from changes.
pub fn written(class: &'static str, markup: impl Fn() -> String + 'static) -> String {
    keep(&format!(".{class}"), markup);
    format!("<div class=\"{class}\"></div>")
}

/// A section with its title.
pub fn section(class: &str, title: &str, body: &str) -> String {
    format!(
        "<section class=\"{class}\" aria-labelledby=\"{class}-title\"><h2 id=\"{class}-title\">{title}</h2>{body}</section>"
    )
}

/// Each text in an element of its own.
pub fn each<T: AsRef<str>>(tag: &str, texts: impl IntoIterator<Item = T>) -> String {
    texts.into_iter().map(|text| format!("<{tag}>{}</{tag}>", Text(text))).collect()
}

/// A text in markup: what stands in backquotes is a word of the program.
pub fn prose(text: &str) -> String {
    let part = |(at, part)| if at % 2 == 1 { format!("<code>{}</code>", Text(part)) } else { Text(part).to_string() };
    text.split('`').enumerate().map(part).collect()
}

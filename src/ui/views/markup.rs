//! Markup for what is only looked at: figures, dials, tables, text. It is written by plain functions, and
//! put into the page as a whole; what a visitor operates is made of elements instead.

use leptos::prelude::*;
use std::fmt;

/// A text in markup: nothing in it is taken for a tag or for the end of an attribute.
pub struct Text<T>(pub T);

impl<T: AsRef<str>> fmt::Display for Text<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rest = self.0.as_ref();
        while let Some(at) = rest.find(['&', '<', '>', '"']) {
            f.write_str(&rest[..at])?;
            f.write_str(match rest.as_bytes()[at] {
                b'&' => "&amp;",
                b'<' => "&lt;",
                b'>' => "&gt;",
                _ => "&quot;",
            })?;
            rest = &rest[at + 1..];
        }
        f.write_str(rest)
    }
}

/// An element of a class whose inside is markup, written anew when what it was written from changes.
pub fn written(class: &'static str, markup: impl Fn() -> String + Send + Sync + 'static) -> AnyView {
    let markup: Box<dyn Fn() -> String + Send + Sync> = Box::new(markup);
    let markup = Memo::new(move |_| markup());
    view! { <div class=class inner_html=move || markup.get()></div> }.into_any()
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

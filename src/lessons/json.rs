//! JSON, read and written: numbers stay as they are written, so that none of it takes much room in the page.

use hifijson::token::Lex;
use hifijson::{SliceLexer, value};
use std::borrow::Cow;

/// A value of JSON; a number is what is written.
pub type Json<'a> = value::Value<&'a str, Cow<'a, str>>;

/// How many lists and objects may stand in one another.
const DEEPEST: usize = 100;

/// Reads a text that is one value; `None` where it is not JSON.
pub fn parse(text: &str) -> Option<Json<'_>> {
    SliceLexer::new(text.as_bytes())
        .exactly_one(Lex::ws_peek, |next, lexer| value::parse_bounded(DEEPEST, next, lexer))
        .ok()
}

/// A member of an object; of several of one name the last.
pub fn member<'a, 'j>(value: &'a Json<'j>, name: &str) -> Option<&'a Json<'j>> {
    let Json::Object(members) = value else { return None };
    members.iter().rfind(|(key, _)| key == name).map(|(_, value)| value)
}

/// A text in quotes.
pub fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for letter in text.chars() {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            '\0'..='\x1f' => quoted += &format!("\\u{:04x}", u32::from(letter)),
            _ => quoted.push(letter),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn any_text_that_is_written_is_read_again(text: String) {
            let written = quoted(&text);
            prop_assert_eq!(parse(&written), Some(Json::String(Cow::Owned(text.clone()))), "{}", text);
        }
    }
}

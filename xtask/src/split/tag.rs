//! How a page says which file its second part is.

use anyhow::{Context, Result};

/// What `src/ui/library.rs` looks for.
const BEGINS: &str = "<meta name=\"later-lessons\" content=\"";
const ENDS: &str = "\">";

/// The page with the name of the file in its head.
pub fn naming(html: &str, file: &str) -> Result<String> {
    let at = html.find("<title>").context("the page has no title")?;
    let (before, after) = html.split_at(at);
    Ok(format!("{before}{BEGINS}./{file}{ENDS}{after}"))
}

/// The page without that: what it asks for by itself.
pub fn without(html: &str) -> String {
    let Some((before, rest)) = html.split_once(BEGINS) else { return html.to_owned() };
    let after = rest.split_once(ENDS).map_or("", |(_, after)| after);
    format!("{before}{after}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_names_the_file_and_is_as_before_without_that() {
        let html = "<head><meta charset=utf-8><title>Simul</title></head>";
        let naming = naming(html, "lessons-1.wasm").expect("there is a title");
        assert_eq!(
            naming,
            "<head><meta charset=utf-8><meta name=\"later-lessons\" content=\"./lessons-1.wasm\"><title>Simul</title></head>"
        );
        assert_eq!(without(&naming), html);
        assert_eq!(without(html), html);
    }
}

//! The sheets of a built page.

/// The page with a link to the first of its sheets only, and the files of all of them in their order.
pub fn joined(html: &str) -> (String, Vec<String>) {
    let mut sheets = Vec::new();
    let mut joined = String::new();
    let mut rest = html;
    while let Some((before, tag, after)) = next_link(rest) {
        joined += before;
        match sheet(tag) {
            Some(_) if !sheets.is_empty() => {}
            _ => joined += tag,
        }
        sheets.extend(sheet(tag));
        rest = after;
    }
    (joined + rest, sheets)
}

/// What comes before the next `<link …>`, the tag itself, and what comes after it.
fn next_link(html: &str) -> Option<(&str, &str, &str)> {
    let from = html.find("<link ")?;
    let to = from + html[from..].find('>')? + 1;
    Some((&html[..from], &html[from..to], &html[to..]))
}

/// The file of a sheet, where a link is to one.
fn sheet(tag: &str) -> Option<String> {
    let words = tag.trim_start_matches('<').trim_end_matches(['>', '/']).split_whitespace();
    let value = |name: &str| {
        let given = words.clone().find_map(|word| word.strip_prefix(name)?.strip_prefix('='));
        given.map(|value| value.trim_matches('"'))
    };
    (value("rel") == Some("stylesheet")).then(|| value("href"))?.map(|file| file.trim_start_matches("./").to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_first_sheet_is_linked_and_the_rest_of_the_page_stays() {
        let html = "<head><link rel=icon href=a.svg><link rel=\"stylesheet\" href=\"./a-1.css\" /><link href=./b-2.css rel=stylesheet>\
                    <link rel=modulepreload href=./c.js></head>";
        let (joined, sheets) = joined(html);
        assert_eq!(sheets, ["a-1.css", "b-2.css"]);
        let left = "<head><link rel=icon href=a.svg><link rel=\"stylesheet\" href=\"./a-1.css\" /><link rel=modulepreload href=./c.js></head>";
        assert_eq!(joined, left);
    }
}

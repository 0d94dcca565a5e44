//! What was found in the traces of the runs, in words.

use super::sheet::Sheet;
use crate::trace::lints::Lint;
use crate::ui::markup::{Text, prose, section};

/// What was found in the last run of each variant; nothing where there was nothing to find.
pub fn lints(sheets: &[Sheet]) -> String {
    let found = |sheet: &Sheet| {
        let lints = &sheet.ran.as_ref()?.ran.lints;
        let said: String = lints.iter().map(said).collect();
        (!lints.is_empty()).then(|| format!("<dt>{}</dt>{said}", Text(sheet.variant.label)))
    };
    let found: String = sheets.iter().filter_map(found).collect();
    if found.is_empty() {
        return String::new();
    }
    section("lints", "Found in the run", &format!("<dl>{found}</dl>"))
}

fn said(lint: &Lint) -> String {
    let more = match lint.more {
        0 => String::new(),
        1 => " (And once more.)".to_owned(),
        more => format!(" (And {more} times more.)"),
    };
    format!("<dd>{}{more}</dd>", prose(&lint.text))
}

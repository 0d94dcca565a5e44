//! The score sheet: every answer to "how long does it take?", in a table and in one picture.

mod lens;
mod line;
mod panel;
mod picture;
mod table;

use super::sheet::Sheet;
use crate::ui::markup::section;
use crate::ui::store::Store;
use line::{Column, earlier, present};

/// The figures of the page's parameters; and below them those of an older run, where there was one.
pub fn figures(store: Store, sheets: &[Sheet]) -> String {
    let chosen = store.lesson().variants(store.variant.get());
    let of_page = |sheet: &&Sheet| sheet.fresh().is_some() || chosen.contains(&sheet.variant);
    let now: Vec<Column> = sheets.iter().filter(of_page).map(present).collect();
    let before: Vec<Column> = sheets.iter().filter_map(earlier).collect();
    let mut body = part(&now, sheets.iter().any(|sheet| sheet.covered));
    if !before.is_empty() {
        body += &format!(
            "<section class=\"earlier stale\" aria-labelledby=\"earlier-title\">\
             <h3 id=\"earlier-title\">The last run, with other parameters</h3>{}</section>",
            part(&before, false)
        );
    }
    section("figures", "The score sheet", &body)
}

fn part(columns: &[Column], covered: bool) -> String {
    let pictures: String = if covered { String::new() } else { columns.iter().map(picture::picture).collect() };
    format!("{}<div class=\"pictures\">{pictures}</div>", table::table(columns, covered))
}

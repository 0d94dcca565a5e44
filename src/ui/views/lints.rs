//! What was found in the traces of the runs, in words.

use super::sheet::Sheet;
use crate::trace::TaskId;
use crate::trace::lints::Lint;
use crate::ui::dom::{closest, focus_on, on, show};
use crate::ui::markup::{Text, prose, section};
use crate::ui::store::Store;
use crate::ui::timeline::Spot;
use web_sys::Event;

/// What was found in the last run of each variant; nothing where there was nothing to find.
pub fn lints(sheets: &[Sheet]) -> String {
    let found = |sheet: &Sheet| {
        let lints = &sheet.ran.as_ref()?.ran.lints;
        let said: String = lints.iter().map(|lint| said(lint, sheet.variant.label)).collect();
        (!lints.is_empty()).then(|| format!("<dt>{}</dt>{said}", Text(sheet.variant.label)))
    };
    let found: String = sheets.iter().filter_map(found).collect();
    if found.is_empty() {
        return String::new();
    }
    section("lints", "Found in the run", &format!("<dl>{found}</dl>"))
}

/// Takes the timeline to where a lint was found, when that is asked for.
pub fn lead(store: Store) {
    on(".results", "click", move |event: &Event| {
        let Some(button) = closest(event, ".lints button") else { return };
        let number = |name| button.get_attribute(name).and_then(|text| text.parse::<u64>().ok());
        let spot = Spot {
            track: button.get_attribute("data-track").unwrap_or_default(),
            task: TaskId(number("data-task").unwrap_or_default() as u32),
            from_ns: number("data-from").unwrap_or_default(),
            to_ns: number("data-to").unwrap_or_default(),
        };
        store.spot.set(Some(spot));
        show("lanes-title");
        focus_on(".timeline-canvas");
    });
}

fn said(lint: &Lint, track: &str) -> String {
    let more = match lint.more {
        0 => String::new(),
        1 => " (And once more.)".to_owned(),
        more => format!(" (And {more} times more.)"),
    };
    format!(
        "<dd>{}{more} <button type=\"button\" class=\"plain\" data-track=\"{}\" data-task=\"{}\" data-from=\"{}\" \
         data-to=\"{}\">See it on the timeline</button></dd>",
        prose(&lint.text),
        Text(track),
        lint.task.0,
        lint.from_ns,
        lint.to_ns
    )
}

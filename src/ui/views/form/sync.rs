//! Keeps the rows of the form in step with the values.

use crate::lessons::Entry;
use crate::params::{Field, Notice, Value, nearest};
use crate::predict::read;
use crate::ui::dom::{element, has_focus, mark, set, set_value};

/// Shows which variants run.
pub fn variant(entry: &Entry, choice: usize) {
    let names = entry.page().variants;
    set_value("param-variant", names.get(choice).copied().unwrap_or_default());
}

/// Shows a parameter's value, whether it was changed, and what is wrong with it.
pub fn row(field: &Field, value: Value, notices: &[Notice]) {
    let (name, text) = (field.name, field.write(value.clone()));
    let id = format!("param-{name}");
    if !has_focus(&id) || matches!(value, Value::Choice(_)) {
        set_value(&id, &text);
    }
    slider(field, &text);
    let is_changed = value != field.default();
    mark(&format!("#row-{name}"), "class", Some(if is_changed { "field changed" } else { "field" }));
    if let Some(back) = element(&format!("#row-{name} .back")) {
        back.set_hidden(!is_changed);
    }
    let problem = notices.iter().find(|notice| notice.parameter == name);
    mark(&format!("#{id}"), "aria-invalid", problem.map(|_| "true"));
    if let Some(line) = element(&format!("#problem-{name}")) {
        line.set_text_content(problem.map(|notice| notice.text.as_str()));
    }
}

/// Writes a value into its field, whatever is there.
pub fn write(field: &Field, text: &str) {
    set_value(&format!("param-{}", field.name), text);
}

fn slider(field: &Field, text: &str) {
    let slider = format!("#slide-{}", field.name);
    if element(&slider).is_some() {
        let stop = nearest(&field.stops(), read(text).unwrap_or_default());
        set(&slider, "value", stop.to_string());
        mark(&slider, "aria-valuetext", Some(&format!("{text} {}", field.unit)));
    }
}

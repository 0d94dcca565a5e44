//! The rows of the form, written from the declaration.

use crate::lessons::Entry;
use crate::params::{Choice, Field, FieldKind};
use crate::predict::{grouped, number, plain};
use crate::ui::markup::Text;

/// A slider with more stops than this would be no help.
pub const MOST_STOPS: usize = 240;

/// The rows of a lesson's form.
pub fn rows(entry: &Entry) -> String {
    entry.fields.iter().fold(variants(entry), |rows, field| rows + &row(field))
}

/// Which variants run.
fn variants(entry: &Entry) -> String {
    let names = entry.page().variants;
    let all = if names.len() == 3 { "both, one after the other" } else { "all, one after the other" };
    let labels = std::iter::once(all).chain(entry.meta.variants.iter().map(|variant| variant.label));
    let options: String = names.iter().zip(labels).map(|(name, label)| option(name, label)).collect();
    format!(
        "<div class=\"field\"><label for=\"param-variant\">What runs</label>\
         <select id=\"param-variant\">{options}</select></div>"
    )
}

fn row(field: &Field) -> String {
    let (name, label, unit) = (field.name, Text(field.label), Text(field.unit));
    let common = format!("id=\"param-{name}\" data-param=\"{name}\" aria-describedby=\"help-{name} problem-{name}\"");
    let control = match field.kind {
        FieldKind::Choice { choices } => {
            let options: String = choices.iter().map(|Choice { value, label }| option(value, label)).collect();
            format!("<select class=\"value\" {common}>{options}</select>")
        }
        FieldKind::Text { most, is_address, .. } => format!(
            "<span class=\"entry wide\"><input class=\"value\" {common} type=\"text\" inputmode=\"{}\" \
             maxlength=\"{most}\" autocomplete=\"off\" autocapitalize=\"off\" spellcheck=\"false\"></span>",
            if is_address { "url" } else { "text" }
        ),
        FieldKind::Order { .. } => format!(
            "<span class=\"entry wide\"><input class=\"value\" {common} type=\"text\" autocomplete=\"off\"></span>"
        ),
        _ => format!(
            "<span class=\"entry\"><input class=\"value\" {common} type=\"text\" inputmode=\"{}\" autocomplete=\"off\" \
             spellcheck=\"false\"><span class=\"unit\">{unit}</span></span>{}",
            if matches!(field.kind, FieldKind::Count { .. }) { "numeric" } else { "decimal" },
            slider(field)
        ),
    };
    let default = match field.kind {
        FieldKind::Order { .. } => "the order of their numbers".to_owned(),
        _ => field.write(field.default()),
    };
    let default = Text(default);
    format!(
        "<div class=\"field\" id=\"row-{name}\"><span class=\"label\"><label for=\"param-{name}\">{label}</label>\
         <button type=\"button\" class=\"back\" data-param=\"{name}\" aria-label=\"{label}: back to {default}\" \
         title=\"back to {default}\" hidden>↺</button></span>{control}<p class=\"help\" id=\"help-{name}\">{}</p>\
         <p class=\"problem\" id=\"problem-{name}\"></p></div>",
        Text(field.help)
    )
}

fn slider(field: &Field) -> String {
    let (stops, (least, most)) = (field.stops(), limits(field));
    if stops.len() > MOST_STOPS {
        return format!("<p class=\"limits\">{least} to {most}</p>");
    }
    format!(
        "<span class=\"slider\"><span class=\"limit\">{least}</span><input class=\"slide\" id=\"slide-{name}\" \
         data-param=\"{name}\" type=\"range\" min=\"0\" max=\"{}\" step=\"1\" aria-label=\"{}, slider\">\
         <span class=\"limit\">{most}</span></span>",
        stops.len() - 1,
        Text(field.label),
        name = field.name,
    )
}

fn option(value: &str, label: &str) -> String {
    format!("<option value=\"{}\">{}</option>", Text(value), Text(label))
}

fn limits(field: &Field) -> (String, String) {
    match field.kind {
        FieldKind::Count { min, max, .. } => (grouped(min), grouped(max)),
        FieldKind::Seconds { min, max, .. } => (plain(min), plain(max)),
        FieldKind::Number { min, max, .. } if max >= 1_000.0 => (number(min), grouped(max as u64)),
        FieldKind::Number { min, max, .. } => (number(min), number(max)),
        FieldKind::Choice { .. } | FieldKind::Text { .. } | FieldKind::Order { .. } => Default::default(),
    }
}

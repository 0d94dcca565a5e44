//! The parameters, as the lesson declares them.
//!
//! The rows are written once for each lesson; from then on an effect keeps them in step with the values, and
//! never rewrites what is being typed. What is typed counts once it is done: on Enter, or when the field is left.

mod rows;
mod sync;

use crate::lessons::Entry;
use crate::params::{Field, FieldKind};
use crate::predict::{number, read};
use crate::ui::dom::{closest, focus, on, set, value_of};
use crate::ui::signal::effect;
use crate::ui::store::Store;
use web_sys::{Event, KeyboardEvent};

const FORM: &str = ".form";

/// The form: which variants run, and a row for each declared parameter.
pub fn form(store: Store) -> &'static str {
    let mut written = None;
    effect(move || {
        let (page, values) = (store.page.get(), store.values.get());
        let entry = store.entry(page);
        if written != Some(page) {
            set(".form > .rows", "innerHTML", rows::rows(entry));
            written = Some(page);
        }
        if entry.fields == values.fields() {
            sync::variant(entry, store.variant.get());
            store.notices.with(|notices| values.iter().for_each(|(field, value)| sync::row(field, value, notices)));
        }
    });
    on(FORM, "submit", |event: &Event| event.prevent_default());
    on(FORM, "change", move |event: &Event| changed(store, event));
    on(FORM, "focusout", move |event: &Event| left(store, event));
    on(FORM, "input", move |event: &Event| slid(store, event));
    on(FORM, "keydown", move |event: &KeyboardEvent| stepped(store, event));
    on(FORM, "click", move |event: &Event| set_back(store, event));
    "<form class=\"form\" aria-labelledby=\"form-title\" novalidate><h2 id=\"form-title\">Set it up</h2>\
     <div class=\"rows\"></div>\
     <p class=\"row\"><button type=\"button\" class=\"plain\">Back to the defaults</button></p></form>"
}

/// The parameter that an event is about: the field whose row names it.
fn field_of(entry: &'static Entry, event: &Event, selector: &str) -> Option<&'static Field> {
    let name = closest(event, selector)?.get_attribute("data-param")?;
    entry.fields.iter().find(|field| field.name == name)
}

fn changed(store: Store, event: &Event) {
    let entry = store.entry(store.page.get_untracked());
    if let Some(field) = field_of(entry, event, ".value") {
        store.set_param(field.name, &value_of(event));
        show(store, field);
    } else if closest(event, "#param-variant").is_some() {
        let names = entry.page().variants;
        names.iter().position(|name| *name == value_of(event)).into_iter().for_each(|at| store.choose_variant(at));
    }
}

fn left(store: Store, event: &Event) {
    if let Some(field) = field_of(store.entry(store.page.get_untracked()), event, ".value") {
        show(store, field);
    }
}

fn slid(store: Store, event: &Event) {
    let Some(field) = field_of(store.entry(store.page.get_untracked()), event, ".slide") else { return };
    let stop = value_of(event).parse().ok().and_then(|at: usize| field.stops().get(at).copied());
    stop.into_iter().for_each(|stop| store.set_param(field.name, &number(stop)));
}

/// An arrow in a field goes to the slider's next stop.
fn stepped(store: Store, event: &KeyboardEvent) {
    let Some(field) = field_of(store.entry(store.page.get_untracked()), event, "input.value") else { return };
    let (stops, now) = (field.stops(), read(&text_of(store, field)).unwrap_or_default());
    let next = match event.key().as_str() {
        "ArrowUp" => stops.iter().find(|stop| **stop > now),
        "ArrowDown" => stops.iter().rev().find(|stop| **stop < now),
        _ => return,
    };
    event.prevent_default();
    if let Some(next) = next {
        store.set_param(field.name, &number(*next));
        show(store, field);
    }
}

/// Sets back the parameter whose row was clicked, or all of them.
fn set_back(store: Store, event: &Event) {
    if let Some(field) = field_of(store.entry(store.page.get_untracked()), event, ".back") {
        store.set_param(field.name, &field.write(field.default()));
        // The button is gone once the value is the default.
        focus(&format!("param-{}", field.name));
    } else if closest(event, ".plain").is_some() {
        store.reset();
    }
}

/// Shows the value that was taken, in place of what was typed.
fn show(store: Store, field: &Field) {
    if !matches!(field.kind, FieldKind::Choice { .. }) {
        sync::write(field, &text_of(store, field));
    }
}

fn text_of(store: Store, field: &Field) -> String {
    store.values.with_untracked(|values| values.get(field.name).map(|value| field.write(value)).unwrap_or_default())
}

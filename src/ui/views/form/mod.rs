//! The parameters, as the lesson declares them.

mod choice;
mod number;

use crate::params::{Field, FieldKind};
use crate::ui::store::Store;
use leptos::prelude::*;

/// The form: one row for each declared parameter, and which variants run.
pub fn form(store: Store) -> AnyView {
    let page = Memo::new(move |_| store.page.get());
    let rows = move || {
        let entry = &store.lessons[page.get()];
        entry.fields.iter().map(|field| row(store, field)).collect_view()
    };
    let variants = move || choice::variants(store, &store.lessons[page.get()]);
    view! {
        <form class="form" aria-labelledby="form-title" on:submit=|event| event.prevent_default() novalidate>
            <h2 id="form-title">"Set it up"</h2>
            {variants}
            {rows}
            <p class="row">
                <button type="button" class="plain" on:click=move |_| store.reset()>"Back to the defaults"</button>
            </p>
        </form>
    }
    .into_any()
}

fn row(store: Store, field: &'static Field) -> AnyView {
    match field.kind {
        FieldKind::Choice { choices } => choice::choice(store, field, choices),
        _ => number::number(store, field),
    }
}

/// The value of a field as text; nothing for a moment when the lesson changes.
fn text_of(store: Store, field: &'static Field) -> Memo<String> {
    Memo::new(move |_| {
        store.values.with(|values| values.get(field.name).map(|value| field.write(value)).unwrap_or_default())
    })
}

/// The problem with a field, if it has one.
fn problem_of(store: Store, name: &'static str) -> Memo<Option<String>> {
    Memo::new(move |_| {
        store.notices.with(|all| all.iter().find(|notice| notice.parameter == name).map(|notice| notice.text.clone()))
    })
}

/// The button that sets one field back, where it is not at its default.
fn back(store: Store, field: &'static Field, text: Memo<String>) -> AnyView {
    let default = field.write(field.default());
    let button = move || {
        let default = default.clone();
        let label = format!("{}: back to {default}", field.label);
        let set = move |_| store.set_param(field.name, &default);
        view! { <button type="button" class="back" aria-label=label.clone() title=label on:click=set>"↺"</button> }
    };
    let changed = Memo::new(move |_| text.get() != field.write(field.default()));
    view! { <Show when=move || changed.get()>{button.clone()}</Show> }.into_any()
}

/// The help and the problem of a field.
fn notes(field: &'static Field, problem: Memo<Option<String>>) -> AnyView {
    view! {
        <p class="help" id=format!("help-{}", field.name)>{field.help}</p>
        <p class="problem" id=format!("problem-{}", field.name)>{move || problem.get()}</p>
    }
    .into_any()
}

fn described_by(name: &str) -> String {
    format!("help-{name} problem-{name}")
}

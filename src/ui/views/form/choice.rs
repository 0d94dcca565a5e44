//! A parameter that is one of a few words; and which variants run.

use super::{back, described_by, notes, problem_of, text_of};
use crate::lessons::Entry;
use crate::params::{Choice, Field};
use crate::ui::store::Store;
use leptos::prelude::*;

/// A parameter that is one of a few words.
pub fn choice(store: Store, field: &'static Field, choices: &'static [Choice]) -> AnyView {
    let (text, problem) = (text_of(store, field), problem_of(store, field.name));
    let id = format!("param-{}", field.name);
    let option = |choice: &'static Choice| {
        let selected = move || text.get() == choice.value;
        view! { <option value=choice.value prop:selected=selected>{choice.label}</option> }
    };
    view! {
        <div class="field">
            <label for=id.clone()>{field.label} {back(store, field, text)}</label>
            <select
                id=id
                aria-describedby=described_by(field.name)
                aria-invalid=move || problem.get().map(|_| "true")
                on:change:target=move |event| store.set_param(field.name, &event.target().value())
            >
                {choices.iter().map(option).collect_view()}
            </select>
            {notes(field, problem)}
        </div>
    }
    .into_any()
}

/// Which variants run.
pub fn variants(store: Store, entry: &'static Entry) -> AnyView {
    let names = entry.page().variants;
    let all = if names.len() == 3 { "both, one after the other" } else { "all, one after the other" };
    let labels = std::iter::once(all).chain(entry.meta.variants.iter().map(|variant| variant.label));
    let option = |(at, (name, label)): (usize, (&'static str, &'static str))| {
        view! { <option value=name prop:selected=move || store.variant.get() == at>{label}</option> }
    };
    let options = names.clone().into_iter().zip(labels).enumerate().map(option).collect_view();
    let choose = move |value: String| {
        if let Some(at) = names.iter().position(|name| *name == value) {
            store.choose_variant(at);
        }
    };
    view! {
        <div class="field">
            <label for="param-variant">"What runs"</label>
            <select id="param-variant" on:change:target=move |event| choose(event.target().value())>{options}</select>
        </div>
    }
    .into_any()
}

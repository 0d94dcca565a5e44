//! A parameter that is a number: a field to type in and a slider.

use super::{back, described_by, notes, problem_of, text_of};
use crate::params::{Field, FieldKind, nearest};
use crate::predict::{grouped, plain};
use crate::ui::store::Store;
use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;

/// A slider with more stops than this would be no help.
const MOST_STOPS: usize = 240;

/// A parameter that is a number.
///
/// What is typed counts once it is done: on Enter, or when the field is left. Until then nothing rewrites it.
pub fn number(store: Store, field: &'static Field) -> AnyView {
    let (text, problem) = (text_of(store, field), problem_of(store, field.name));
    let (id, input) = (format!("param-{}", field.name), NodeRef::<html::Input>::new());
    Effect::new(move || {
        let text = text.get();
        if let Some(input) = input.get().filter(|input| !has_focus(input)) {
            input.set_value(&text);
        }
    });
    let show = move || {
        if let Some(input) = input.get_untracked() {
            input.set_value(&text.get_untracked());
        }
    };
    let take = move |typed: String| {
        store.set_param(field.name, &typed);
        show();
    };
    let step = move |event: KeyboardEvent| {
        let (stops, now) = (field.stops(), number_of(&text.get_untracked()));
        let next = match event.key().as_str() {
            "ArrowUp" => stops.iter().find(|stop| **stop > now),
            "ArrowDown" => stops.iter().rev().find(|stop| **stop < now),
            _ => return,
        };
        event.prevent_default();
        if let Some(next) = next {
            take(next.to_string());
        }
    };
    let whole = matches!(field.kind, FieldKind::Count { .. });
    view! {
        <div class="field" class:changed=move || text.get() != field.write(field.default())>
            <label for=id.clone()>{field.label} {back(store, field, text)}</label>
            <span class="entry">
                <input
                    id=id
                    node_ref=input
                    type="text"
                    inputmode=if whole { "numeric" } else { "decimal" }
                    autocomplete="off"
                    spellcheck="false"
                    aria-describedby=described_by(field.name)
                    aria-invalid=move || problem.get().map(|_| "true")
                    on:change:target=move |event| take(event.target().value())
                    on:blur=move |_| show()
                    on:keydown=step
                />
                <span class="unit">{field.unit}</span>
            </span>
            {slider(store, field, text)}
            {notes(field, problem)}
        </div>
    }
    .into_any()
}

fn slider(store: Store, field: &'static Field, text: Memo<String>) -> AnyView {
    let stops = field.stops();
    let (least, most) = limits(field);
    if stops.len() > MOST_STOPS {
        return view! { <p class="limits">{least}" to "{most}</p> }.into_any();
    }
    let last = stops.len() - 1;
    let (places, at_stop) = (StoredValue::new(stops), move |at: usize, stops: &Vec<f64>| stops.get(at).copied());
    let place = move || places.with_value(|stops| nearest(stops, number_of(&text.get())));
    let slide = move |value: String| {
        let stop = value.parse().ok().and_then(|at| places.with_value(|stops| at_stop(at, stops)));
        if let Some(stop) = stop {
            store.set_param(field.name, &stop.to_string());
        }
    };
    view! {
        <span class="slider">
            <span class="limit">{least}</span>
            <input
                type="range"
                min="0"
                max=last.to_string()
                step="1"
                aria-label=format!("{}, slider", field.label)
                aria-valuetext=move || format!("{} {}", text.get(), field.unit)
                prop:value=move || place().to_string()
                on:input:target=move |event| slide(event.target().value())
            />
            <span class="limit">{most}</span>
        </span>
    }
    .into_any()
}

fn limits(field: &Field) -> (String, String) {
    match field.kind {
        FieldKind::Count { min, max, .. } => (grouped(min), grouped(max)),
        FieldKind::Seconds { min, max, .. } => (plain(min), plain(max)),
        FieldKind::Number { min, max, .. } if max >= 1_000.0 => (min.to_string(), grouped(max as u64)),
        FieldKind::Number { min, max, .. } => (min.to_string(), max.to_string()),
        FieldKind::Choice { .. } => Default::default(),
    }
}

fn number_of(text: &str) -> f64 {
    text.parse().unwrap_or_default()
}

fn has_focus(input: &web_sys::HtmlInputElement) -> bool {
    document().active_element().is_some_and(|active| active == ***input)
}

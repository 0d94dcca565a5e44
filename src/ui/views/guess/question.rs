//! Asking for a guess.

use crate::lessons::Variant;
use crate::predict::say;
use crate::ui::store::Store;
use crate::ui::views::dom::focus;
use leptos::ev::SubmitEvent;
use leptos::html;
use leptos::prelude::*;

/// The form's id, which its buttons outside of it name.
const FORM: &str = "guess";

/// What was typed for a variant, and what was wrong with it.
#[derive(Clone, Copy)]
struct Asked {
    variant: &'static Variant,
    input: NodeRef<html::Input>,
    problem: RwSignal<Option<String>>,
}

/// A field for each variant; what became of them is `said`.
pub fn question(store: Store, variants: &'static [Variant], said: RwSignal<&'static str>) -> AnyView {
    let asked = |variant| Asked { variant, input: NodeRef::new(), problem: RwSignal::new(None) };
    let all: Vec<Asked> = variants.iter().map(asked).collect();
    let fields = all.iter().map(|asked| field(store, *asked)).collect_view();
    let commit = move |event: SubmitEvent| {
        event.prevent_default();
        let taken = all.iter().filter(|asked| take(store, asked)).count();
        let wrong = all.iter().find(|asked| asked.problem.with_untracked(Option::is_some));
        said.set(match (wrong, taken) {
            (Some(_), _) => "Not quite yet.",
            (None, 0) => "Write a duration first, such as 90 s, 1.5 min or 2 h.",
            (None, _) => "Noted. Run it, and see.",
        });
        match (wrong.or(all.first()), taken) {
            (_, 1..) if wrong.is_none() => focus("run"),
            (Some(asked), _) => focus(&id(asked.variant)),
            (None, _) => {}
        }
    };
    view! { <form id=FORM class="guesses" on:submit=commit novalidate>{fields}</form> }.into_any()
}

/// The buttons that commit the guess, and that skip it.
pub fn buttons(store: Store) -> AnyView {
    view! {
        <button type="submit" form=FORM>"That is my guess"</button>
        <button type="button" class="plain" on:click=move |_| store.reveal()>"Show me the prediction"</button>
    }
    .into_any()
}

/// Takes what was typed for one variant. Returns whether it is a guess now.
fn take(store: Store, asked: &Asked) -> bool {
    let text = asked.input.get_untracked().map(|input| input.value()).unwrap_or_default();
    if text.trim().is_empty() {
        asked.problem.set(None);
        return false;
    }
    let guessed = store.guess(asked.variant.name, &text);
    let is_well = guessed.is_ok();
    asked.problem.set(guessed.err());
    is_well
}

fn field(store: Store, Asked { variant, input, problem }: Asked) -> AnyView {
    let (id, hint) = (id(variant), format!("{}-hint", id(variant)));
    let words = move || match (problem.get(), store.guess_of(variant.name)) {
        (Some(problem), _) => problem,
        (None, Some(guess)) => format!("Your guess: {}.", say(guess)),
        (None, None) => "such as 90 s, 1.5 min or 2 h".to_owned(),
    };
    view! {
        <div class="field">
            <label for=id.clone()>{variant.label}</label>
            <input
                id=id
                node_ref=input
                type="text"
                autocomplete="off"
                spellcheck="false"
                aria-describedby=hint.clone()
                aria-invalid=move || problem.with(Option::is_some).then_some("true")
            />
            <p id=hint class:problem=move || problem.with(Option::is_some)>{words}</p>
        </div>
    }
    .into_any()
}

fn id(variant: &Variant) -> String {
    format!("guess-{}", variant.name)
}

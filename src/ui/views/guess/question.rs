//! Asking for a guess.

use crate::lessons::Variant;
use crate::predict::say;
use crate::ui::store::Store;
use leptos::html;
use leptos::prelude::*;

/// What is asked for a variant: where it is typed, and what was wrong with it.
#[derive(Clone, Copy)]
pub struct Asked {
    variant: &'static Variant,
    input: NodeRef<html::Input>,
    problem: RwSignal<Option<String>>,
}

impl Asked {
    /// A question that has not been answered.
    pub fn new(variant: &'static Variant) -> Self {
        Self { variant, input: NodeRef::new(), problem: RwSignal::new(None) }
    }

    /// The id of its field.
    pub fn id(&self) -> String {
        format!("guess-{}", self.variant.name)
    }

    /// Whether what was typed is no duration.
    pub fn is_wrong(&self) -> bool {
        self.problem.with_untracked(Option::is_some)
    }

    /// Takes what was typed. Returns whether it is a guess now.
    pub fn take(&self, store: Store) -> bool {
        let text = self.input.get_untracked().map(|input| input.value()).unwrap_or_default();
        if text.trim().is_empty() {
            self.problem.set(None);
            return false;
        }
        let guessed = store.guess(self.variant.name, &text);
        let is_well = guessed.is_ok();
        self.problem.set(guessed.err());
        is_well
    }
}

/// A field for each variant.
pub fn fields(store: Store, asked: &[Asked]) -> AnyView {
    let fields = asked.iter().map(|asked| field(store, *asked)).collect_view();
    view! { <div class="guesses">{fields}</div> }.into_any()
}

/// The buttons that commit the guess, and that skip it.
pub fn buttons(store: Store) -> AnyView {
    view! {
        <button type="submit">"That is my guess"</button>
        <button type="button" class="plain" on:click=move |_| store.reveal()>"Show me the prediction"</button>
    }
    .into_any()
}

fn field(store: Store, asked: Asked) -> AnyView {
    let Asked { variant, input, problem } = asked;
    let (id, hint) = (asked.id(), format!("{}-hint", asked.id()));
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

//! Predict first: the visitor commits a duration before the page shows its own.

use super::sheet::is_covered;
use crate::lessons::Variant;
use crate::predict::say;
use crate::ui::store::{Stage, Store};
use leptos::ev::SubmitEvent;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlInputElement};

/// The guesses, as long as what is predicted is covered; and whether to be asked at all.
pub fn guess(store: Store) -> AnyView {
    let asking = Memo::new(move |_| is_covered(store) && store.stage.get().is_some());
    let chosen = Memo::new(move |_| (store.page.get(), store.variant.get()));
    let body = move || {
        let (page, choice) = chosen.get();
        asking.get().then(|| questions(store, store.lessons[page].variants(choice)))
    };
    let again = move || {
        let skips = store.skips_guessing.get();
        let running = store.stage.get() == Some(Stage::Running);
        (skips && !running).then(|| {
            view! {
                <p class="again">
                    <button type="button" on:click=move |_| store.skip_guessing(false)>"Ask me to guess first"</button>
                </p>
            }
        })
    };
    view! { <div class="guessing">{body}{again}</div> }.into_any()
}

fn questions(store: Store, variants: &'static [Variant]) -> AnyView {
    let inputs: Vec<_> =
        variants.iter().map(|variant| (variant, NodeRef::<html::Input>::new(), RwSignal::new(None))).collect();
    let missing = RwSignal::new(false);
    let fields = inputs.iter().map(|(variant, input, problem)| field(store, variant, *input, *problem)).collect_view();
    let commit = move |event: SubmitEvent| {
        event.prevent_default();
        let mut taken = 0;
        for (variant, input, problem) in &inputs {
            let text = input.get_untracked().map(|input| input.value()).unwrap_or_default();
            if text.trim().is_empty() {
                problem.set(None);
                continue;
            }
            let answer = store.guess(variant.name, &text);
            taken += usize::from(answer.is_ok());
            problem.set(answer.err());
        }
        missing.set(taken == 0);
        let all_well = inputs.iter().all(|(_, _, problem)| problem.with_untracked(Option::is_none));
        match inputs.iter().find(|(_, _, problem)| problem.with_untracked(Option::is_some)) {
            Some((_, input, _)) => focus_input(input.get_untracked()),
            None if taken > 0 && all_well => focus("run"),
            None => {}
        }
    };
    let noted = move || {
        if missing.get() {
            return "Write a duration first, such as 90 s, 1.5 min or 2 h.";
        }
        if store.guesses.with(Vec::is_empty) { "" } else { "Noted. Run it, and see." }
    };
    view! {
        <form class="guess" on:submit=commit novalidate>
            <p class="ask">"How long will it take? Say so before the page does."</p>
            <div class="guesses">{fields}</div>
            <p class="row">
                <button type="submit">"That is my guess"</button>
                <button type="button" class="plain" on:click=move |_| store.reveal()>"Show me the prediction"</button>
                <label class="tick">
                    <input
                        type="checkbox"
                        prop:checked=move || store.skips_guessing.get()
                        on:change:target=move |event| store.skip_guessing(event.target().checked())
                    />
                    " Don’t ask me again"
                </label>
            </p>
            <p role="status" class="noted">{noted}</p>
        </form>
    }
    .into_any()
}

fn field(
    store: Store,
    variant: &'static Variant,
    input: NodeRef<html::Input>,
    problem: RwSignal<Option<String>>,
) -> AnyView {
    let (id, hint) = (format!("guess-{}", variant.name), format!("guess-{}-hint", variant.name));
    let words = move || match (problem.get(), store.guess_of(variant.name)) {
        (Some(problem), _) => problem,
        (None, Some(guess)) => format!("Your guess: {}.", say(guess)),
        (None, None) => "90 s, 1.5 min, 2 h".to_owned(),
    };
    view! {
        <div class="field">
            <label for=id.clone()>{variant.label}</label>
            <input
                id=id
                node_ref=input
                type="text"
                autocomplete="off"
                aria-describedby=hint.clone()
                aria-invalid=move || problem.with(Option::is_some).then_some("true")
            />
            <p id=hint class:problem=move || problem.with(Option::is_some)>{words}</p>
        </div>
    }
    .into_any()
}

fn focus_input(input: Option<HtmlInputElement>) {
    if let Some(input) = input {
        // An input that is in the page can be focused.
        let _ = input.focus();
    }
}

fn focus(id: &str) {
    if let Some(element) = document().get_element_by_id(id).and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
    }
}

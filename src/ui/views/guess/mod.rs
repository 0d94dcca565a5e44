//! Predict first: the visitor commits a duration before the page shows its own.
//!
//! Whatever it shows, it is equally high: Run and Stop below stay where they are.

mod answer;
mod question;

use super::dom::focus;
use super::sheet::is_covered;
use crate::ui::store::{Stage, Store};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use question::Asked;

/// The guesses: asked for while what is predicted is covered, and compared afterwards.
pub fn guess(store: Store) -> AnyView {
    let covered = Memo::new(move |_| is_covered(store));
    let chosen = Memo::new(move |_| (store.page.get(), store.variant.get()));
    let shown = Memo::new(move |_| !store.skips_guessing.get() && store.stage.get().is_some());
    let (asked, said) = (StoredValue::new(Vec::<Asked>::new()), RwSignal::new(""));
    let body = move || {
        let (page, choice) = chosen.get();
        let variants = store.lessons[page].variants(choice);
        said.set("");
        if covered.get() {
            asked.set_value(variants.iter().map(Asked::new).collect());
        }
        let part = || {
            if covered.get() { question::fields(store, &asked.get_value()) } else { answer::answer(store, variants) }
        };
        shown.get().then(part)
    };
    let commit = move |event: SubmitEvent| {
        event.prevent_default();
        said.set(asked.with_value(|asked| commit(store, asked)));
    };
    let sentence = move || match said.get() {
        said if covered.get() && !said.is_empty() => said,
        _ => sentence(store, covered.get()),
    };
    view! {
        <form class="guess" aria-label="Your guess" on:submit=commit novalidate>
            <p class="ask" role="status" hidden=move || !shown.get()>{sentence}</p>
            {body}
            <p class="row">
                {move || (shown.get() && covered.get()).then(|| question::buttons(store))}
                <label class="tick">
                    <input
                        type="checkbox"
                        prop:checked=move || store.skips_guessing.get()
                        on:change:target=move |event| store.skip_guessing(event.target().checked())
                    />
                    " Don’t ask me to guess"
                </label>
            </p>
        </form>
    }
    .into_any()
}

/// Takes what was typed, and moves on: to what was wrong, or to Run. Returns what there is to say.
fn commit(store: Store, asked: &[Asked]) -> &'static str {
    let taken = asked.iter().filter(|asked| asked.take(store)).count();
    match (asked.iter().find(|asked| asked.is_wrong()), taken) {
        (Some(wrong), _) => {
            focus(&wrong.id());
            "Not quite yet."
        }
        (None, 0) => {
            asked.first().into_iter().for_each(|first| focus(&first.id()));
            "Write a duration first, such as 90 s, 1.5 min or 2 h."
        }
        (None, _) => {
            focus("run");
            "Noted. Run it, and see."
        }
    }
}

fn sentence(store: Store, covered: bool) -> &'static str {
    let has_guessed = store.guesses.with(|guesses| !guesses.is_empty());
    match store.stage.get() {
        _ if covered => "How long will it take? Say so before the page does.",
        Some(Stage::Running) => "It runs. The red hand is the measurement.",
        Some(Stage::Finished) if has_guessed => "Your guess, and what came of it.",
        Some(Stage::Finished) => "No guess this time.",
        _ => "The prediction is on the dials. Run it, and compare.",
    }
}

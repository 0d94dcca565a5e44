//! Predict first: the visitor commits a duration before the page shows its own.
//!
//! Whatever it shows, it is equally high: Run and Stop below stay where they are.

use super::sheet::{Sheet, is_covered, sheets};
use super::words::lesson_time;
use crate::lessons::Variant;
use crate::predict::{say, verdict};
use crate::ui::dom::{element, focus, is_checked, keep_text, mark, mark_if, on, set, value};
use crate::ui::markup::{Text, written};
use crate::ui::signal::{Signal, effect};
use crate::ui::store::{Stage, Store};
use web_sys::Event;

const SKIP: &str = "form.guess [type=checkbox]";
const NOT_TAKEN: &str = "It runs without what was typed: that is not a duration such as 90 s, 1.5 min or 2 h.";
const EXAMPLES: &str = "such as 90 s, 1.5 min or 2 h";

/// The guesses: asked for while what is predicted is covered, and compared afterwards.
pub fn guess(store: Store) -> String {
    let said = Signal::new("");
    effect(move || {
        if store.guesses.with(Vec::is_empty) {
            said.set("");
            chosen(store).iter().for_each(|variant| answer(variant, None));
        }
    });
    effect(move || {
        let (asks, skips) = (asks(store), store.skips_guessing.get());
        let is_shown = !skips && store.stage.get().is_some();
        mark("form.guess", "class", Some(if is_shown { "guess" } else { "guess skipped" }));
        mark_if("form.guess [type=submit]", "hidden", !asks);
        mark_if("form.guess .plain", "hidden", !asks);
        set(SKIP, "checked", skips);
    });
    keep_text("form.guess .ask", move || sentence(store, said.get()).to_owned());
    on("form.guess", "submit", move |event: &Event| {
        event.prevent_default();
        said.set(commit(store));
    });
    // Heard before the controls hear it: what stands in the fields when it runs is a guess.
    on("#run", "click", move |_: &Event| {
        let is_wrong = asks(store) && take(store).1.is_some();
        said.set(if is_wrong { NOT_TAKEN } else { "" });
    });
    on("form.guess .plain", "click", move |_: &Event| store.reveal());
    on(SKIP, "change", move |event: &Event| store.skip_guessing(is_checked(event)));
    let fields = move || {
        if asks(store) {
            chosen(store).iter().map(question).collect()
        } else {
            sheets(store).iter().map(came_of).collect()
        }
    };
    format!(
        "<form class=\"guess skipped\" aria-label=\"Your guess\" novalidate><p class=\"ask\" role=\"status\"></p>{}\
         <p class=\"row\"><button type=\"submit\" hidden>That is my guess</button>\
         <button type=\"button\" class=\"plain\" hidden>Show me the prediction</button>\
         <label class=\"tick\"><input type=\"checkbox\"> Don’t ask me to guess</label></p></form>",
        written("guesses", fields)
    )
}

fn asks(store: Store) -> bool {
    is_covered(store) && !matches!(store.stage.get(), None | Some(Stage::Running))
}

fn chosen(store: Store) -> &'static [Variant] {
    store.lesson().variants(store.variant.get())
}

fn question(variant: &Variant) -> String {
    format!(
        "<div class=\"field\"><label for=\"guess-{name}\">{}</label><input id=\"guess-{name}\" type=\"text\" \
         autocomplete=\"off\" spellcheck=\"false\" aria-describedby=\"guess-{name}-hint\">\
         <p id=\"guess-{name}-hint\">{EXAMPLES}</p></div>",
        Text(variant.label),
        name = variant.name,
    )
}

/// The guess for a variant, and how it compares to the measurement once there is one.
fn came_of(sheet: &Sheet) -> String {
    let played = sheet.fresh();
    let guess = sheet.guess.or(played.and_then(|played| played.guess));
    let measured = played.map(|played| lesson_time(played.ran.median(), played.speed));
    format!(
        "<div class=\"field\"><p class=\"label\">{}</p><p class=\"said{}\">{}</p><p>{}</p></div>",
        Text(sheet.variant.label),
        if guess.is_none() { " none" } else { "" },
        guess.map_or("no guess".to_owned(), say),
        guess.zip(measured).map(|(guess, measured)| verdict(guess, measured)).unwrap_or_default(),
    )
}

/// Takes what was typed, and moves on: to what was wrong, or to Run. Returns what there is to say.
fn commit(store: Store) -> &'static str {
    let first = variants(store)[0];
    let (next, said) = match take(store) {
        (_, Some(wrong)) => (format!("guess-{}", wrong.name), "Not quite yet."),
        (0, None) => (format!("guess-{}", first.name), "Write a duration first, such as 90 s, 1.5 min or 2 h."),
        (_, None) => ("run".to_owned(), "Noted. Run it, and see."),
    };
    focus(&next);
    said
}

fn variants(store: Store) -> &'static [Variant] {
    store.entry(store.page.get_untracked()).variants(store.variant.get_untracked())
}

/// Takes what was typed. Returns how many guesses there were, and the first field that holds something else.
fn take(store: Store) -> (usize, Option<&'static Variant>) {
    let (mut taken, mut wrong) = (0, None);
    for variant in variants(store) {
        let typed = value(&format!("guess-{}", variant.name));
        let guessed = (!typed.trim().is_empty()).then(|| store.guess(variant.name, &typed));
        taken += usize::from(matches!(guessed, Some(Ok(()))));
        wrong = wrong.or(matches!(guessed, Some(Err(_))).then_some(variant));
        let taken = guessed.map(|guessed| guessed.map(|()| store.guess_of(variant.name).map(say).unwrap_or_default()));
        answer(variant, taken);
    }
    (taken, wrong)
}

/// Says below a field what was made of it.
fn answer(variant: &Variant, taken: Option<Result<String, String>>) {
    let id = format!("guess-{}", variant.name);
    let Some(hint) = element(&format!("#{id}-hint")) else { return };
    let (class, words) = match &taken {
        None => ("", EXAMPLES.to_owned()),
        Some(Ok(guess)) => ("", format!("Your guess: {guess}.")),
        Some(Err(problem)) => ("problem", problem.clone()),
    };
    mark(&format!("#{id}"), "aria-invalid", (!class.is_empty()).then_some("true"));
    hint.set_class_name(class);
    hint.set_text_content(Some(&words));
}

/// What there is to say; of a guess that was just made it is `said`.
fn sentence(store: Store, said: &'static str) -> &'static str {
    let has_guessed = store.guesses.with(|guesses| !guesses.is_empty());
    match store.stage.get() {
        _ if asks(store) && !said.is_empty() => said,
        _ if asks(store) => "How long will it take? Say so before the page does.",
        Some(Stage::Running | Stage::Finished) if said == NOT_TAKEN => said,
        Some(Stage::Running) => "It runs. The red hand is the measurement.",
        Some(Stage::Finished) if has_guessed => "Your guess, and what came of it.",
        Some(Stage::Finished) => "No guess this time.",
        _ => "The prediction is on the dials. Run it, and compare.",
    }
}

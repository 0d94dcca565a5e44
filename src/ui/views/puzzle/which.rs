//! Which puzzle it is: its level, its number, and the way to the next one.

use crate::lessons::Game;
use crate::params::{FieldKind, Value};
use crate::ui::dom::{keep, keep_text, on, set_value, value_of};
use crate::ui::markup::Text;
use crate::ui::signal::{Signal, effect};
use crate::ui::store::Store;
use web_sys::Event;

/// A choice of levels, a number, and a button.
pub fn which(store: Store, said: Signal<String>) -> &'static str {
    let game = move || store.lesson().game;
    keep("#puzzle-level", move || game().map(levels).unwrap_or_default());
    // A field has a label also where nobody sees it.
    let label = move |at: usize| game().map_or("Puzzle", |game| game.fields[at].label).to_owned();
    keep_text("[for=puzzle-level]", move || label(0));
    keep_text("[for=puzzle-number]", move || label(1));
    effect(move || {
        let (values, game) = (store.game.get(), game());
        let written = |at: usize| game.and_then(|game| Some(game.fields[at].write(values.get(game.fields[at].name)?)));
        set_value("puzzle-level", &written(0).unwrap_or_default());
        set_value("puzzle-number", &written(1).unwrap_or_default());
    });
    on("#puzzle-level", "change", move |event: &Event| choose(store, 0, &value_of(event)));
    on("#puzzle-number", "change", move |event: &Event| choose(store, 1, &value_of(event)));
    on("#puzzle-next", "click", move |_: &Event| {
        let next = next(store);
        choose(store, 1, &next);
        said.set(format!("Program {next}. In which order does it print its lines?"));
    });
    "<p class=\"which\"><label for=\"puzzle-level\"></label> <select id=\"puzzle-level\"></select>\
     <label for=\"puzzle-number\"></label> <input id=\"puzzle-number\" type=\"text\" inputmode=\"numeric\" \
     autocomplete=\"off\" size=\"6\"><button type=\"button\" id=\"puzzle-next\">Another program</button></p>"
}

fn levels(game: &Game) -> String {
    let FieldKind::Choice { choices } = game.fields[0].kind else { return String::new() };
    let option = |choice: &crate::params::Choice| {
        format!("<option value=\"{}\">{}</option>", Text(choice.value), Text(choice.label))
    };
    choices.iter().map(option).collect()
}

fn choose(store: Store, at: usize, text: &str) {
    if let Some(game) = store.entry(store.page.get_untracked()).game {
        store.set_game(game.fields[at].name, text);
    }
}

/// The number after the one on the page; after the last one, the first.
fn next(store: Store) -> String {
    let game = store.entry(store.page.get_untracked()).game;
    let number = game.and_then(|game| store.game.get_untracked().get(game.fields[1].name));
    match (number, game.map(|game| game.fields[1].kind)) {
        (Some(Value::Count(number)), Some(FieldKind::Count { min, max, .. })) => {
            if number < max { number + 1 } else { min }.to_string()
        }
        _ => String::new(),
    }
}

//! A program whose lines are to be put into the order in which they will be printed: the program, the learner's order, and
//! beside it, once it has run, the true one.

mod answer;
mod hand;
mod which;

use super::intro::honesty;
use crate::ui::dom::{keep, keep_text, mark, mark_if, on};
use crate::ui::markup::{Text, prose, written};
use crate::ui::signal::{Signal, effect};
use crate::ui::store::{Stage, Store};
use crate::ui::table::{Step, Table, show, table};
use web_sys::Event;

/// The game of the lesson that is open; hidden where it has none.
pub fn puzzle(store: Store) -> String {
    let (table, said) = (table(store), Signal::new(String::new()));
    keep_text("#puzzle-title", move || store.lesson().game.map(|game| game.title).unwrap_or_default().to_owned());
    keep(".puzzle-program", move || of(table, program));
    keep_text("#puzzle-show", move || label(step(table)).to_owned());
    keep_text(".puzzle-said", move || said.get());
    effect(move || {
        let step = step(table);
        mark_if(".puzzle", "hidden", step.is_none());
        mark(".puzzle", "data-step", step.as_ref().map(Step::word));
        mark_if(".your-order", "hidden", matches!(step, Some(Step::Shown { .. })));
        mark("#puzzle-show", "aria-disabled", is_busy(store, table).then_some("true"));
    });
    keep_text(".puzzle-busy", move || {
        let runs = store.stage.get() == Some(Stage::Running);
        if runs { "The lesson runs just now: this can be run when it has ended." } else { "" }.to_owned()
    });
    effect(move || {
        let news = of(table, answer::news);
        if !news.is_empty() {
            said.set(news);
        }
    });
    on("#puzzle-show", "click", move |_: &Event| {
        if !is_busy(store, table) {
            show(store, table, yours(table));
        }
    });
    format!(
        "<section class=\"puzzle\" aria-labelledby=\"puzzle-title\" hidden><h2 id=\"puzzle-title\"></h2>{}{}\
         <div class=\"board\"><div class=\"puzzle-program\"></div><div>{}{}\
         <p class=\"row\"><button type=\"button\" id=\"puzzle-show\"></button></p><p class=\"puzzle-busy quiet\"></p>\
         <p class=\"puzzle-said unseen\" role=\"status\"></p></div></div>{}</section>",
        written("puzzle-text", move || of(table, text)),
        which::which(store, said),
        hand::hand(table, said),
        written("puzzle-answer", move || of(table, answer::answer)),
        written("puzzle-honesty", move || of(table, fine_print)),
    )
}

/// Something about the puzzle on the page; nothing where there is none.
fn of(table: Signal<Option<Table>>, look: fn(&Table) -> String) -> String {
    table.with(|table| table.as_ref().map(look).unwrap_or_default())
}

/// How far the puzzle is.
fn step(table: Signal<Option<Table>>) -> Option<Step> {
    table.with(|table| table.as_ref().map(|table| table.step.clone()))
}

/// Whether nothing can be run just now.
fn is_busy(store: Store, table: Signal<Option<Table>>) -> bool {
    matches!(step(table), None | Some(Step::Runs)) || store.stage.get() == Some(Stage::Running)
}

/// The learner's order: as it was when the program ran first, or as the cards lie now.
fn yours(table: Signal<Option<Table>>) -> Vec<char> {
    match step(table) {
        Some(Step::Shown { yours, .. }) => yours,
        _ => hand::order(),
    }
}

fn label(step: Option<Step>) -> &'static str {
    match step {
        Some(Step::Runs) => "It runs …",
        Some(Step::Shown { .. }) => "Run it again",
        Some(Step::Failed(_)) => "Try again",
        Some(Step::Open) | None => "Run it, and show the order",
    }
}

fn text(table: &Table) -> String {
    table.puzzle.text.iter().map(|text| format!("<p>{}</p>", prose(text))).collect()
}

fn program(table: &Table) -> String {
    let puzzle = &table.puzzle;
    let code = Text(&puzzle.program).to_string();
    // The letters stand out: they are what is on the cards.
    let letters = puzzle.letters().into_iter().fold(code, |code, label| {
        let quoted = format!("&quot;{label}&quot;");
        code.replace(&quoted, &format!("<b>{quoted}</b>"))
    });
    format!("<h3>{}</h3><pre tabindex=\"0\"><code>{letters}</code></pre>", Text(puzzle.language))
}

fn fine_print(table: &Table) -> String {
    let (how, text) = honesty(table.puzzle.honesty);
    format!("<p class=\"quiet\"><b>{}.</b> {}</p>", Text(how), Text(text))
}

//! The learner's order: the program's lines as cards.

use super::of;
use crate::ui::dom::keep;
use crate::ui::markup::Text;
use crate::ui::signal::Signal;
use crate::ui::table::Table;
use crate::ui::views::cards::{self, HOW, card};
use std::rc::Rc;

const LIST: &str = ".your-order ol";

/// The cards, in the order of the program to begin with.
pub fn hand(table: Signal<Option<Table>>, said: Signal<String>) -> String {
    keep(LIST, move || of(table, all));
    cards::listen(LIST, Rc::new(move |place| said.set(place)));
    format!(
        "<div class=\"your-order\"><h3>Your order</h3><p class=\"quiet\" id=\"puzzle-how\">{HOW}</p><ol class=\"cards\"></ol></div>"
    )
}

/// The letters of the cards as they lie.
pub fn order() -> Vec<char> {
    cards::order(LIST).iter().flat_map(|label| label.chars()).collect()
}

/// What puzzle it is stands in the markup: the cards of another one are dealt anew.
fn all(table: &Table) -> String {
    let puzzle = &table.puzzle;
    let asked: String = table.asked.1.iter().map(|(field, value)| field.write(value) + " ").collect();
    let code = |label: char| format!("<code>{}</code>", Text(puzzle.source(label)));
    let one = |label: char| card(&label.to_string(), &label.to_string(), &code(label), "puzzle-how");
    let cards: String = puzzle.letters().into_iter().map(one).collect();
    format!("{cards}<!-- {} -->", Text(asked))
}

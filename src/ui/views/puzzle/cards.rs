//! The lines as cards, to be put in order: dragged, moved by the arrow keys, or by a button each way.
//!
//! What moves is the neighbour: the card itself keeps its place in the document, and with it the focus and the pointer.

use crate::ui::dom::{closest, element, keep, on};
use crate::ui::markup::Text;
use crate::ui::signal::Signal;
use crate::ui::table::Table;
use std::cell::RefCell;
use std::rc::Rc;
use web_sys::{Element, Event, KeyboardEvent, PointerEvent};

const CARDS: &str = ".cards ol";

/// The cards, in the order of the program to begin with.
pub fn cards(table: Signal<Option<Table>>, said: Signal<String>) -> &'static str {
    keep(CARDS, move || super::of(table, all));
    on(CARDS, "keydown", move |event: &KeyboardEvent| {
        let Some(card) = card_of(event) else { return };
        let moves: fn(&Element) -> bool = match event.key().as_str() {
            "ArrowUp" => up,
            "ArrowDown" => down,
            "Home" => |card| std::iter::from_fn(|| up(card).then_some(())).count() > 0,
            "End" => |card| std::iter::from_fn(|| down(card).then_some(())).count() > 0,
            _ => return,
        };
        event.prevent_default();
        moves(&card);
        said.set(place(&card));
    });
    on(CARDS, "click", move |event: &Event| {
        let Some(card) = card_of(event) else { return };
        match closest(event, "[data-by]").and_then(|button| button.get_attribute("data-by")).as_deref() {
            Some("up") => up(&card),
            Some(_) => down(&card),
            None => false,
        };
        said.set(place(&card));
    });
    drag(said);
    "<div class=\"cards\"><h3>Your order</h3><p class=\"quiet\" id=\"puzzle-how\">First comes first. Drag a card by its letter; or \
     focus it and press ↑ or ↓.</p><ol></ol></div>"
}

/// The letters of the cards as they lie.
pub fn order() -> Vec<char> {
    let cards = element(CARDS).map(|list| list.children());
    let letter = |at| cards.as_ref()?.item(at)?.get_attribute("data-card")?.chars().next();
    (0..).map_while(letter).collect()
}

/// The puzzle's number and level are in the markup: the cards of another one are dealt anew.
fn all(table: &Table) -> String {
    let (game, puzzle) = (&table.asked.1, &table.puzzle);
    let asked: String = game.iter().map(|(field, value)| field.write(value) + " ").collect();
    let card = |label: char| {
        format!(
            "<li data-card=\"{label}\" data-of=\"{asked}\"><button type=\"button\" class=\"card\" aria-describedby=\"puzzle-how\">\
             <b>{label}</b> <code>{}</code></button><button type=\"button\" class=\"by\" data-by=\"up\" tabindex=\"-1\" \
             aria-label=\"{label} up\">↑</button><button type=\"button\" class=\"by\" data-by=\"down\" tabindex=\"-1\" \
             aria-label=\"{label} down\">↓</button></li>",
            Text(puzzle.source(label))
        )
    };
    puzzle.letters().into_iter().map(card).collect()
}

fn card_of(event: &Event) -> Option<Element> {
    closest(event, "[data-card]")
}

/// Moves a card up; returns whether there was room.
fn up(card: &Element) -> bool {
    let before = card.previous_element_sibling();
    before.is_some_and(|before| card.insert_adjacent_element("afterend", &before).is_ok())
}

/// Moves a card down; returns whether there was room.
fn down(card: &Element) -> bool {
    let after = card.next_element_sibling();
    after.is_some_and(|after| card.insert_adjacent_element("beforebegin", &after).is_ok())
}

/// Where a card lies, in words.
fn place(card: &Element) -> String {
    let (order, label) = (order(), card.get_attribute("data-card").unwrap_or_default());
    let at = order.iter().position(|one| label.starts_with(*one)).unwrap_or_default();
    let neighbour = |word: &str, at: Option<usize>| {
        at.and_then(|at| order.get(at)).map(|label| format!(", {word} {label}")).unwrap_or_default()
    };
    let (after, before) = (neighbour("after", at.checked_sub(1)), neighbour("before", Some(at + 1)));
    format!("{label} is number {} of {}{after}{before}.", at + 1, order.len())
}

/// A pointer takes a card, and the others make room for it.
fn drag(said: Signal<String>) {
    let held: Rc<RefCell<Option<Element>>> = Rc::default();
    let hand = Rc::clone(&held);
    on(CARDS, "pointerdown", move |event: &PointerEvent| {
        let Some(card) = closest(event, ".card").filter(|_| event.button() == 0) else { return };
        // Without capture a drag ends at the card's edge; that is all.
        let _ = card.set_pointer_capture(event.pointer_id());
        hand.replace(card_of(event));
    });
    let hand = Rc::clone(&held);
    on(CARDS, "pointermove", move |event: &PointerEvent| {
        let Some(card) = hand.borrow().clone() else { return };
        let y = f64::from(event.client_y());
        let is_above = |one: &Element| y < middle(one);
        while card.previous_element_sibling().is_some_and(|before| is_above(&before)) && up(&card) {
            hold(&card, true);
        }
        while card.next_element_sibling().is_some_and(|after| !is_above(&after)) && down(&card) {
            hold(&card, true);
        }
    });
    for event in ["pointerup", "pointercancel"] {
        let hand = Rc::clone(&held);
        on(CARDS, event, move |_: &PointerEvent| {
            if let Some(card) = hand.take() {
                hold(&card, false);
                said.set(place(&card));
            }
        });
    }
}

fn middle(one: &Element) -> f64 {
    let place = one.get_bounding_client_rect();
    (place.top() + place.bottom()) / 2.0
}

fn hold(card: &Element, is_held: bool) {
    card.set_class_name(if is_held { "held" } else { "" });
}

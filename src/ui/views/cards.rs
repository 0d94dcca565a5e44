//! Cards that are put in order: dragged, moved by the arrow keys, or by a button each way.
//!
//! What moves is the neighbour: the card itself keeps its place in the document, and with it the focus and the pointer.

use crate::ui::dom::{closest, element, on};
use crate::ui::markup::Text;
use std::cell::RefCell;
use std::rc::Rc;
use web_sys::{Element, Event, KeyboardEvent, PointerEvent};

/// What is done when a card has been moved, or asked for its place; it is told where the card is, in words.
pub type Moved = Rc<dyn Fn(String)>;

/// How cards are moved, in a sentence.
pub const HOW: &str = "First comes first. Drag a card by what stands at its left; or focus it and press ↑ or ↓.";

/// Listens to the cards of a list, for as long as the page lives.
pub fn listen(list: &'static str, moved: Moved) {
    let tell = Rc::clone(&moved);
    on(list, "keydown", move |event: &KeyboardEvent| {
        let Some(card) = card_of(event) else { return };
        match event.key().as_str() {
            "ArrowUp" => drop(up(&card)),
            "ArrowDown" => drop(down(&card)),
            "Home" => while up(&card) {},
            "End" => while down(&card) {},
            _ => return,
        }
        event.prevent_default();
        tell(place(list, &card));
    });
    let tell = Rc::clone(&moved);
    on(list, "click", move |event: &Event| {
        let Some(card) = card_of(event) else { return };
        match closest(event, "[data-by]").and_then(|button| button.get_attribute("data-by")).as_deref() {
            Some("up") => up(&card),
            Some(_) => down(&card),
            None => false,
        };
        tell(place(list, &card));
    });
    drag(list, moved);
}

/// What stands on the cards' left sides, as they lie.
pub fn order(list: &str) -> Vec<String> {
    attributes(list, "data-card")
}

/// A card: what stands at its left, what it is called, and what else there is on it, which is markup.
pub fn card(key: &str, name: &str, markup: &str, how: &str) -> String {
    let (key, name) = (Text(key), Text(name));
    format!(
        "<li data-card=\"{key}\" data-name=\"{name}\"><button type=\"button\" class=\"card\" aria-describedby=\"{how}\">\
         <b>{key}</b> {markup}</button><button type=\"button\" class=\"by\" data-by=\"up\" tabindex=\"-1\" \
         aria-label=\"{name} up\">↑</button><button type=\"button\" class=\"by\" data-by=\"down\" tabindex=\"-1\" \
         aria-label=\"{name} down\">↓</button></li>"
    )
}

fn attributes(list: &str, name: &str) -> Vec<String> {
    let cards = element(list).map(|list| list.children());
    (0..).map_while(|at| cards.as_ref()?.item(at)?.get_attribute(name)).collect()
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
fn place(list: &str, card: &Element) -> String {
    let (order, name) = (attributes(list, "data-name"), card.get_attribute("data-name").unwrap_or_default());
    let at = order.iter().position(|one| *one == name).unwrap_or_default();
    let neighbour = |word: &str, at: Option<usize>| {
        at.and_then(|at| order.get(at)).map(|name| format!(", {word} {name}")).unwrap_or_default()
    };
    let (after, before) = (neighbour("after", at.checked_sub(1)), neighbour("before", Some(at + 1)));
    format!("{name} is number {} of {}{after}{before}.", at + 1, order.len())
}

/// A pointer takes a card, and the others make room for it.
fn drag(list: &'static str, moved: Moved) {
    let held: Rc<RefCell<Option<Element>>> = Rc::default();
    let hand = Rc::clone(&held);
    on(list, "pointerdown", move |event: &PointerEvent| {
        let Some(card) = closest(event, ".card").filter(|_| event.button() == 0) else { return };
        // Without capture a drag ends at the card's edge; that is all.
        let _ = card.set_pointer_capture(event.pointer_id());
        hand.replace(card_of(event));
    });
    let hand = Rc::clone(&held);
    on(list, "pointermove", move |event: &PointerEvent| {
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
        let (hand, tell) = (Rc::clone(&held), Rc::clone(&moved));
        on(list, event, move |_: &PointerEvent| {
            if let Some(card) = hand.take() {
                hold(&card, false);
                tell(place(list, &card));
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

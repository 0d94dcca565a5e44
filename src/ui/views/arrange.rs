//! What a learner puts in order before the program runs: the order is a parameter, and moving a card sets it.

use super::cards::{self, HOW, card};
use crate::lessons::{Item, List};
use crate::ui::dom::{element, keep_text, mark_if};
use crate::ui::markup::Text;
use crate::ui::signal::{Signal, effect};
use crate::ui::store::Store;
use std::rc::Rc;

const LIST: &str = ".arrange ol";

/// With more cards than this a list is no help: then the order is written in the form.
const MOST: usize = 12;

/// The lesson's list; hidden where it has none, or a long one.
pub fn arrange(store: Store) -> String {
    let said = Signal::new(String::new());
    let mut dealt: Vec<Item> = Vec::new();
    keep_text("#arrange-title", move || store.lesson().list.map(|list| list.title).unwrap_or_default().to_owned());
    keep_text(".arrange-said", move || said.get());
    effect(move || {
        let items = items(store);
        mark_if(".arrange", "hidden", items.is_empty());
        let keys: Vec<String> = items.iter().map(|item| item.number.to_string()).collect();
        // Cards that were moved lie as they should: dealt anew they would lose the focus.
        let is_same = items.len() == dealt.len() && items.iter().all(|item| dealt.contains(item));
        if let Some(list) = element(LIST).filter(|_| !is_same || cards::order(LIST) != keys) {
            list.set_inner_html(&items.iter().map(one).collect::<String>());
        }
        dealt = items;
    });
    cards::listen(
        LIST,
        Rc::new(move |place| {
            said.set(place);
            if let Some(list) = store.entry(store.page.get_untracked()).list {
                let order = cards::order(LIST);
                let is_default = order.iter().enumerate().all(|(at, key)| *key == (at + 1).to_string());
                store.set_param(list.field, &if is_default { String::new() } else { order.join(" ") });
            }
        }),
    );
    format!(
        "<section class=\"arrange\" aria-labelledby=\"arrange-title\" hidden><h2 id=\"arrange-title\"></h2>\
         <p class=\"quiet\" id=\"arrange-how\">{HOW}</p><ol class=\"cards\"></ol>\
         <p class=\"arrange-said unseen\" role=\"status\"></p></section>"
    )
}

/// What stands in the list with the parameters on the page.
fn items(store: Store) -> Vec<Item> {
    let (entry, values) = (store.lesson(), store.values.get());
    let list = entry.list.filter(|_| entry.fields == values.fields());
    let items = list.map(|list: &List| (list.items)(&values)).unwrap_or_default();
    if items.len() > MOST { Vec::new() } else { items }
}

fn one(item: &Item) -> String {
    card(&item.number.to_string(), &item.name, &format!("<span>{}</span>", Text(&item.text)), "arrange-how")
}

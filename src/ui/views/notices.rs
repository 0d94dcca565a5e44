//! What could not be used, what went wrong, and what to know before running.

use crate::ui::dom::{keep, keep_text, mark};
use crate::ui::markup::each;
use crate::ui::signal::effect;
use crate::ui::store::{Stage, Store};

/// The notices, and how the run ended where there is something to say of it.
pub fn notices(store: Store) -> &'static str {
    keep("#notices", move || store.notices.with(|all| each("li", all.iter().map(|notice| &notice.text))));
    effect(move || {
        let role = if store.stage.get() == Some(Stage::Failed) { "alert" } else { "status" };
        mark(".message", "role", Some(role));
    });
    keep_text(".message", move || store.message.get().unwrap_or_default());
    "<div class=\"notices\"><div role=\"status\" aria-live=\"polite\"><ul id=\"notices\"></ul></div>\
     <p class=\"message\" role=\"status\"></p></div>"
}

/// What to know before running with the parameters on the page.
pub fn caveats(store: Store) -> &'static str {
    keep(".caveats", move || store.caveats.with(|caveats| each("p", caveats)));
    "<div class=\"caveats\" role=\"status\"></div>"
}

//! Light, dark, or as the system has it.

use crate::params::Theme;
use crate::ui::dom::{mark, on, set, value_of};
use crate::ui::signal::effect;
use crate::ui::store::Store;
use web_sys::Event;

/// Keeps the theme of the whole document that of the store.
pub fn follow(store: Store) {
    effect(move || mark("html", "data-theme", store.theme.get().map(word)));
}

/// The choice of a theme.
pub fn switch(store: Store) -> String {
    effect(move || {
        let word = store.theme.get().map_or("system", word);
        set(&format!(".theme [value={word}]"), "checked", true);
    });
    on(".theme", "change", move |event: &Event| {
        let chosen = value_of(event);
        store.choose_theme([Theme::Light, Theme::Dark].into_iter().find(|theme| word(*theme) == chosen));
    });
    let choice = [("system", "System"), ("light", "Light"), ("dark", "Dark")].map(|(word, label)| {
        format!("<label><input type=\"radio\" name=\"theme\" value=\"{word}\"><span>{label}</span></label>")
    });
    format!("<fieldset class=\"theme\"><legend class=\"unseen\">Theme</legend>{}</fieldset>", choice.concat())
}

fn word(theme: Theme) -> &'static str {
    if theme == Theme::Dark { "dark" } else { "light" }
}

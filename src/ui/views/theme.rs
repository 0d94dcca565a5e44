//! Light, dark, or as the system has it.

use crate::params::Theme;
use crate::ui::store::Store;
use leptos::prelude::*;

const CHOICES: [(&str, &str, Option<Theme>); 3] =
    [("system", "System", None), ("light", "Light", Some(Theme::Light)), ("dark", "Dark", Some(Theme::Dark))];

/// Keeps the theme of the whole document that of the store.
pub fn follow(store: Store) {
    Effect::new(move || {
        let Some(root) = document().document_element() else { return };
        // An attribute of the page's own root can always be set and removed.
        let _ = match store.theme.get() {
            Some(Theme::Dark) => root.set_attribute("data-theme", "dark"),
            Some(Theme::Light) => root.set_attribute("data-theme", "light"),
            None => root.remove_attribute("data-theme"),
        };
    });
}

/// The choice of a theme.
pub fn switch(store: Store) -> AnyView {
    let choice = move |(word, label, theme): (&'static str, &'static str, Option<Theme>)| {
        view! {
            <label>
                <input
                    type="radio"
                    name="theme"
                    value=word
                    prop:checked=move || store.theme.get() == theme
                    on:change=move |_| store.choose_theme(theme)
                />
                <span>{label}</span>
            </label>
        }
    };
    view! {
        <fieldset class="theme">
            <legend class="unseen">"Theme"</legend>
            {CHOICES.map(choice).into_iter().collect_view()}
        </fieldset>
    }
    .into_any()
}

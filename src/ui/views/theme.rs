//! Light, dark, or as the system has it.

use crate::params::Theme;
use crate::ui::elements::*;
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
pub fn switch(store: Store) -> Node {
    let choice = move |(word, label, theme): (&'static str, &'static str, Option<Theme>)| {
        el("label")
            .child(
                el("input")
                    .attr("type", "radio")
                    .attr("name", "theme")
                    .attr("value", word)
                    .prop("checked", move || store.theme.get() == theme)
                    .on::<ev::Event>("change", move |_| store.choose_theme(theme)),
            )
            .child(el("span").child(label))
    };
    el("fieldset")
        .attr("class", "theme")
        .child(el("legend").attr("class", "unseen").child("Theme"))
        .child(CHOICES.map(choice).into_iter().nodes())
        .node()
}

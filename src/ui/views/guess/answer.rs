//! What came of the guesses.

use crate::lessons::Variant;
use crate::predict::{say, verdict};
use crate::ui::store::Store;
use crate::ui::views::sheet::{Sheet, sheets};
use crate::ui::views::words::lesson_time;
use leptos::prelude::*;

/// The guess of each variant, and how it compares to the measurement once there is one.
pub fn answer(store: Store, variants: &'static [Variant]) -> AnyView {
    let one = move |variant: &'static Variant| {
        let sheet = Memo::new(move |_| words(sheets(store).iter().find(|sheet| sheet.variant == *variant)));
        view! {
            <div class="field">
                <p class="label">{variant.label}</p>
                <p class="said">{move || sheet.get().0}</p>
                <p>{move || sheet.get().1}</p>
            </div>
        }
    };
    let none = move || store.guesses.with(Vec::is_empty);
    view! { <div class="guesses" class:none=none>{variants.iter().map(one).collect_view()}</div> }.into_any()
}

fn words(sheet: Option<&Sheet>) -> (String, String) {
    let played = sheet.and_then(Sheet::fresh);
    let guess = sheet.and_then(|sheet| sheet.guess).or(played.and_then(|played| played.guess));
    let measured = played.map(|played| lesson_time(played.ran.median(), played.speed));
    let said = guess.map_or("no guess".to_owned(), say);
    (said, guess.zip(measured).map(|(guess, measured)| verdict(guess, measured)).unwrap_or_default())
}

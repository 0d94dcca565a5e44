//! The arithmetic, as it is said aloud.

use super::sheet::is_covered;
use crate::lessons::Explanation;
use crate::ui::store::Store;
use leptos::prelude::*;

/// The sums with the parameters filled in, and where the answers part; covered while the visitor guesses.
pub fn arithmetic(store: Store) -> AnyView {
    let explanation = Memo::new(move |_| {
        let (entry, values) = (store.lesson(), store.values.get());
        if entry.fields == values.fields() { (entry.explain)(&values) } else { Explanation::default() }
    });
    let covered = Memo::new(move |_| is_covered(store));
    let body = move || {
        if covered.get() {
            return view! { <p class="quiet">"Covered until you have guessed."</p> }.into_any();
        }
        let explanation = explanation.get();
        let sums = explanation.arithmetic.into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
        let truths = explanation.truths.into_iter().map(|line| view! { <p>{line}</p> }).collect_view();
        view! {
            <ol>{sums}</ol>
            {truths}
        }
        .into_any()
    };
    view! {
        <section class="arithmetic" aria-labelledby="arithmetic-title">
            <h2 id="arithmetic-title">"The arithmetic, said aloud"</h2>
            {body}
        </section>
    }
    .into_any()
}

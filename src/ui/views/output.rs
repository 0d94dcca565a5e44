//! What the program printed.

use crate::ui::store::Store;
use leptos::prelude::*;

/// What the program printed, a line each.
pub fn output(store: Store) -> AnyView {
    let lines = move || store.output.get().into_iter().enumerate();
    let empty = move || store.output.with(Vec::is_empty).then_some("Nothing yet: run the program.");
    view! {
        <section class="output" aria-labelledby="output-title">
            <h2 id="output-title">"Output"</h2>
            <p class="quiet">{empty}</p>
            <div class="scroll" tabindex="0" role="group" aria-labelledby="output-title">
                <ol id="output">
                    <For each=lines key=Clone::clone let((_, line))>
                        <li>{line}</li>
                    </For>
                </ol>
            </div>
        </section>
    }
    .into_any()
}

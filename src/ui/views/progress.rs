//! How far the run is, for runs long enough to ask.

use crate::predict::say;
use crate::ui::store::{Progress, Stage, Store};
use leptos::prelude::*;
use std::time::Duration;

/// A run shorter than this shows no progress.
const SHORT: Duration = Duration::from_millis(500);

/// How far the run is, and how much is left.
pub fn progress(store: Store) -> AnyView {
    let shown = Memo::new(move |_| {
        let running = store.stage.get() == Some(Stage::Running);
        store.progress.get().filter(|progress| running && is_long(progress))
    });
    let words = move || shown.get().map(|progress| words(&progress));
    let bar = move || {
        let progress = shown.get()?;
        let value = progress.expected.map(|all| progress.elapsed.as_secs_f64().min(all.as_secs_f64()).to_string());
        let max = progress.expected.map(|all| all.as_secs_f64().max(1e-9).to_string());
        Some(view! { <progress aria-label="How far the run is" max=max value=value></progress> })
    };
    let ended = move || match store.stage.get() {
        Some(Stage::Finished) => "Finished.",
        Some(Stage::Stopped) => "Stopped before its end.",
        Some(Stage::Failed) => "The run broke.",
        _ => "",
    };
    view! {
        <div class="progress">
            <p>{words}</p>
            {bar}
            <p role="status">{ended}</p>
        </div>
    }
    .into_any()
}

fn is_long(progress: &Progress) -> bool {
    progress.variant.is_none() || progress.elapsed > SHORT || progress.expected.is_some_and(|all| all > SHORT)
}

fn words(progress: &Progress) -> String {
    let (doing, elapsed) = (&progress.doing, say(progress.elapsed));
    match progress.expected {
        Some(all) if all > progress.elapsed => {
            format!("{doing}: {elapsed} of about {}, {} left", say(all), say(all - progress.elapsed))
        }
        Some(all) => format!("{doing}: {elapsed} of about {}, any moment now", say(all)),
        None if progress.elapsed.is_zero() => format!("{doing} …"),
        None => format!("{doing}: {elapsed}"),
    }
}

//! How far the run is, for runs long enough to ask.

use super::markup::{Text, written};
use crate::predict::say;
use crate::ui::store::{Progress, Stage, Store};
use leptos::prelude::*;
use std::time::Duration;

/// A run shorter than this shows no progress.
const SHORT: Duration = Duration::from_millis(500);

/// How far the run is, and how much is left.
pub fn progress(store: Store) -> AnyView {
    let running = move || store.stage.get() == Some(Stage::Running);
    let shown = move || store.progress.get().filter(|progress| running() && is_long(progress));
    let ended = move || match store.stage.get() {
        Some(Stage::Finished) => "Finished.",
        Some(Stage::Stopped) => "Stopped before its end.",
        Some(Stage::Failed) => "The run broke.",
        _ => "",
    };
    view! {
        <div class="progress">
            {written("far", move || shown().map(|progress| far(&progress)).unwrap_or_default())}
            <p role="status">{ended}</p>
        </div>
    }
    .into_any()
}

fn is_long(progress: &Progress) -> bool {
    progress.variant.is_none() || progress.elapsed > SHORT || progress.expected.is_some_and(|all| all > SHORT)
}

fn far(progress: &Progress) -> String {
    let bar = progress.expected.map(|all| {
        let (all, elapsed) = (all.as_secs_f64().max(1e-9), progress.elapsed.as_secs_f64());
        format!("max=\"{all}\" value=\"{}\"", elapsed.min(all))
    });
    format!(
        "<p>{}</p><progress aria-label=\"How far the run is\" {}></progress>",
        Text(words(progress)),
        bar.unwrap_or_default()
    )
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

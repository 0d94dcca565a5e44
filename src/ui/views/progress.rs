//! How far the run is, for runs long enough to ask.

use crate::predict::{number, say};
use crate::ui::dom::keep_text;
use crate::ui::markup::{Text, written};
use crate::ui::store::{Progress, Stage, Store};
use std::time::Duration;

/// A run shorter than this shows no progress.
const SHORT: Duration = Duration::from_millis(500);

/// How far the run is, and how much is left.
pub fn progress(store: Store) -> String {
    let far = move || {
        let running = store.stage.get() == Some(Stage::Running);
        let shown = store.progress.get().filter(|progress| running && is_long(progress));
        shown.map(|progress| far(&progress)).unwrap_or_default()
    };
    let ended = move || match store.stage.get() {
        Some(Stage::Finished) => "Finished.",
        Some(Stage::Stopped) => "Stopped before its end.",
        Some(Stage::Failed) => "The run broke.",
        _ => "",
    };
    keep_text(".progress > [role=status]", move || ended().to_owned());
    format!("<div class=\"progress\">{}<p role=\"status\"></p></div>", written("far", far))
}

fn is_long(progress: &Progress) -> bool {
    progress.variant.is_none() || progress.elapsed > SHORT || progress.expected.is_some_and(|all| all > SHORT)
}

fn far(progress: &Progress) -> String {
    let bar = progress.expected.map(|all| {
        let (all, elapsed) = (all.as_secs_f64().max(1e-6), progress.elapsed.as_secs_f64());
        format!("max=\"{}\" value=\"{}\"", number(all), number(elapsed.min(all)))
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

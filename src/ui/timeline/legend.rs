//! What the shapes and colours mean.

use super::state::{Shown, State};
use super::text;
use crate::trace::Kind;
use crate::trace::chart::Look;
use leptos::prelude::*;

/// The states and ends that occur, each with its shape and its word.
pub fn legend(state: State) -> impl IntoView {
    let entry = |(class, word): (&'static str, &'static str)| {
        view! { <li><i class=format!("timeline-sign {class}") aria-hidden="true"></i>{word}</li> }
    };
    move || {
        let entries = state.shown.with(|shown| states(shown).into_iter().chain(ends(shown)).collect::<Vec<_>>());
        view! { <ul class="timeline-legend" aria-label="Signs">{entries.into_iter().map(entry).collect_view()}</ul> }
    }
}

fn states(shown: &Shown) -> Vec<(&'static str, &'static str)> {
    let all = [
        (Look::Running, "timeline-running"),
        (Look::Ready, "timeline-ready"),
        (Look::Timer, "timeline-timer"),
        (Look::Waiting, "timeline-waiting"),
    ];
    let occurs = |look: Look| shown.chart.looks[look as usize];
    all.into_iter()
        .filter(|(look, _)| occurs(*look))
        .map(|(look, class)| (class, text::word(&shown.words, look)))
        .collect()
}

fn ends(shown: &Shown) -> Vec<(&'static str, &'static str)> {
    let occurs = |word: &str| shown.chart.rows.iter().any(|row| row.end.is_some_and(|(_, how)| text::end(how) == word));
    let all = [
        ("timeline-finished", Kind::Finished),
        ("timeline-cancelled", Kind::Cancelled { ready: false }),
        ("timeline-failed", Kind::Failed),
    ];
    all.into_iter().map(|(class, how)| (class, text::end(how))).filter(|(_, word)| occurs(word)).collect()
}

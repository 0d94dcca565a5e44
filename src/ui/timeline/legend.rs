//! What the shapes and colours mean.

use super::state::{Shown, State};
use super::text;
use crate::trace::Kind;
use crate::trace::chart::Look;
use crate::ui::dom::keep;

/// The states and ends that occur, each with its shape and its word.
pub fn legend(state: State) -> &'static str {
    keep(".timeline-legend", move || {
        let entry =
            |(class, word)| format!("<li><i class=\"timeline-sign {class}\" aria-hidden=\"true\"></i>{word}</li>");
        state.shown.with(|shown| states(shown).into_iter().chain(ends(shown)).map(entry).collect())
    });
    "<ul class=\"timeline-legend\" aria-label=\"Signs\"></ul>"
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

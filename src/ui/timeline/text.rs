//! What the timeline says in words.

use super::state::Shown;
use crate::lessons::Words;
use crate::predict::{fixed, grouped, say};
use crate::trace::chart::{Look, Pick, moment};
use crate::trace::{Kind, State};
use std::time::Duration;

/// The word for a look.
pub fn word(words: &Words, look: Look) -> &'static str {
    match look {
        Look::Running => words.running,
        Look::Ready => words.ready,
        Look::Timer => words.timer,
        Look::Waiting => words.waiting,
    }
}

/// All of a run in a sentence.
pub fn summary(shown: &Shown) -> String {
    let tasks = shown.chart.rows.len().saturating_sub(1);
    let rows = if tasks == 1 { "one task".to_owned() } else { format!("{} tasks", grouped(tasks as u64)) };
    let took = say(Duration::from_nanos(shown.chart.total_ns));
    let Words { processor, .. } = shown.words;
    format!("Timeline of “{}”: {took}, {processor} busy {}, {rows}", shown.label, percent(shown.chart.utilisation))
}

/// A part of a whole: `8 %`.
pub fn percent(part: f64) -> String {
    fixed(part * 100.0, 0) + " %"
}

/// One slice in words: `board 3 · waits for her · from 12.3 s to 14.1 s (1.80 s), 1.00 ms real · line 42 of the Rust program`.
pub fn slice(shown: &Shown, pick: Pick) -> Option<String> {
    let row = shown.chart.rows.get(pick.row)?;
    let slice = row.slices.get(pick.slice)?;
    let length_ns = slice.to_ns - slice.from_ns;
    let step_ns = 10_u64.pow((length_ns.max(1).ilog10()).saturating_sub(2));
    let (from, to) = (moment(slice.from_ns, step_ns), moment(slice.to_ns, step_ns));
    let mut parts = vec![row.name.clone(), state(shown, slice.state)];
    if let Some(owner) = row.owners.get(pick.slice) {
        parts.push(shown.trace.task_name(*owner).to_owned());
    }
    let mut time = format!("from {from} to {to} ({})", say(Duration::from_nanos(length_ns)));
    if shown.speed != 1.0 {
        let real = Duration::from_nanos((length_ns as f64 / shown.speed) as u64);
        time.push_str(&format!(", {} real", say(real)));
    }
    parts.push(time);
    if slice.line > 0 {
        parts.push(format!("line {} of the Rust program", slice.line));
    }
    let last = pick.slice + 1 == row.slices.len();
    parts.extend(row.end.filter(|_| last).map(|(_, how)| format!("then {}", end(how))));
    Some(parts.join(" · "))
}

/// How a task ended.
pub fn end(how: Kind) -> &'static str {
    match how {
        Kind::Cancelled { .. } => "cancelled",
        Kind::Failed => "failed",
        _ => "finished",
    }
}

/// A text cut to so many letters.
pub fn shortened(text: &str, letters: usize) -> String {
    if text.chars().count() <= letters {
        return text.to_owned();
    }
    let start: String = text.chars().take(letters.saturating_sub(1)).collect();
    format!("{}…", start.trim_end())
}

fn state(shown: &Shown, state: State) -> String {
    let word = word(&shown.words, state.into());
    match state {
        State::Waiting(on) => match shown.trace.waits_for(on) {
            Some(what) => format!("{word} {what}"),
            None => word.to_owned(),
        },
        _ => word.to_owned(),
    }
}

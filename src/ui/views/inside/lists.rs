//! The lines of what is inside a loop, as markup.

use crate::trace::inside::{Line, List, Snapshot};
use crate::ui::markup::Text;

/// The signs: class, word for a task, word for many tasks, word for a future.
const SIGNS: [[&str; 4]; 6] = [
    ["timeline-running", "runs", "running", "running"],
    ["timeline-ready", "ready", "ready", "ready"],
    ["timeline-waiting", "waits", "waiting", "pending"],
    ["timeline-finished", "finished", "finished", "done"],
    ["timeline-cancelled", "cancelled", "cancelled", "cancelled"],
    ["timeline-failed", "failed", "failed", "failed"],
];
/// Where in a sign the words are.
const TASK: usize = 1;
const TASKS: usize = 2;
const FUTURE: usize = 3;

/// The loop, its tasks and the futures they await.
pub fn lists(snapshot: &Snapshot) -> String {
    let runs = match snapshot.running.lines.as_slice() {
        [] => "nobody runs".to_owned(),
        [first, ..] => format!("{} runs", first.name),
    };
    format!(
        "<div><h3>The loop</h3><p>{}</p><h4>Ready queue</h4>{}<h4>Timers</h4>{}</div>\
         <div><h3>Coroutines, as tasks</h3><p>{}</p>{}</div><div><h3>Futures</h3><p>{}</p>{}</div>",
        Text(runs),
        list("ol", &snapshot.ready, None),
        list("ul", &snapshot.timers, None),
        counts(&snapshot.tasks, TASKS),
        list("ul", &snapshot.tasks, Some(TASK)),
        counts(&snapshot.futures, FUTURE),
        list("ul", &snapshot.futures, Some(FUTURE)),
    )
}

/// How many there are of each kind: `1 running, 97 waiting`.
fn counts(list: &List, word: usize) -> String {
    let counted = list.counts.iter().zip(SIGNS).filter(|(count, _)| **count > 0);
    let parts: Vec<String> = counted.map(|(count, sign)| format!("{count} {}", sign[word])).collect();
    if parts.is_empty() { "none".to_owned() } else { parts.join(", ") }
}

fn list(tag: &str, list: &List, word: Option<usize>) -> String {
    let lines: String = list.lines.iter().map(|one| line(one, word)).collect();
    let more = match list.left_out() {
        0 => String::new(),
        more => format!("<p class=\"inside-more\">and {more} more</p>"),
    };
    if lines.is_empty() {
        "<p class=\"inside-more\">empty</p>".to_owned()
    } else {
        format!("<{tag}>{lines}</{tag}>{more}")
    }
}

fn line(Line { sign, name, about }: &Line, word: Option<usize>) -> String {
    let (name, about) = (Text(name), Text(about));
    let Some(word) = word else { return format!("<li><p><b>{name}</b> {about}</p></li>") };
    let sign = SIGNS[*sign as usize];
    format!(
        "<li><i class=\"timeline-sign {}\" aria-hidden=\"true\"></i><p><b>{name}</b> {} {about}</p></li>",
        sign[0], sign[word]
    )
}

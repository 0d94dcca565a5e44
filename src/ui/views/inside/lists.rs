//! The lines of what is inside a loop, as markup.

use crate::trace::inside::{Line, List, Snapshot};
use crate::ui::markup::Text;

/// How a sign looks, and what it is called.
struct Look {
    class: &'static str,
    task: &'static str,
    tasks: &'static str,
    future: &'static str,
}

/// Which of a sign's words is meant.
type Word = fn(&Look) -> &'static str;

/// The looks, in the order of the signs.
const LOOKS: [Look; 6] = [
    Look { class: "timeline-running", task: "runs", tasks: "running", future: "running" },
    Look { class: "timeline-ready", task: "ready", tasks: "ready", future: "ready" },
    Look { class: "timeline-waiting", task: "waits", tasks: "waiting", future: "pending" },
    Look { class: "timeline-finished", task: "finished", tasks: "finished", future: "done" },
    Look { class: "timeline-cancelled", task: "cancelled", tasks: "cancelled", future: "cancelled" },
    Look { class: "timeline-failed", task: "failed", tasks: "failed", future: "failed" },
];

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
        counts(&snapshot.tasks, |look| look.tasks),
        list("ul", &snapshot.tasks, Some(|look| look.task)),
        counts(&snapshot.futures, |look| look.future),
        list("ul", &snapshot.futures, Some(|look| look.future)),
    )
}

/// How many there are of each kind: `1 running, 97 waiting`.
fn counts(list: &List, word: Word) -> String {
    let counted = list.counts.iter().zip(&LOOKS).filter(|(count, _)| **count > 0);
    let parts: Vec<String> = counted.map(|(count, look)| format!("{count} {}", word(look))).collect();
    if parts.is_empty() { "none".to_owned() } else { parts.join(", ") }
}

fn list(tag: &str, list: &List, word: Option<Word>) -> String {
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

fn line(Line { sign, name, about }: &Line, word: Option<Word>) -> String {
    let (name, about) = (Text(name), Text(about));
    let Some(word) = word else { return format!("<li><p><b>{name}</b> {about}</p></li>") };
    let look = &LOOKS[*sign as usize];
    format!(
        "<li><i class=\"timeline-sign {}\" aria-hidden=\"true\"></i><p><b>{name}</b> {} {about}</p></li>",
        look.class,
        word(look)
    )
}

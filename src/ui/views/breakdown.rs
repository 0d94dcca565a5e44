//! Why the measurement is not the exact answer, part by part.

use super::sheet::{Played, Sheet};
use super::words::{lesson_time, signed};
use crate::lessons::Variant;
use crate::trace::Breakdown;
use crate::ui::markup::{Text, section};

/// A part of the difference: its name, what it is, and how much of it there was.
type Part = (&'static str, &'static str, fn(&Breakdown) -> i64);

const ANSWERS: &str = "waiting for answers";

const WORKERS: &str = "workers";

const PARTS: [Part; 6] = [
    ("timers noticed late", "nothing else was to do, and the browser said late that a wait was over", |b| b.timers_ns),
    (ANSWERS, "nothing else was to do, and an answer from a host or from storage was on its way", |b| b.answers_ns),
    (WORKERS, "starting them, messages to and fro, and cores that were wanted by others too", |b| b.workers_ns),
    ("work held longer than asked", "the clock’s step, or a page that came back late", |b| b.held_ns),
    ("switching", "from one task to the next, inside the tasks, and the page’s own turns", |b| b.switching_ns),
    (
        "unexplained",
        "what no line above says; less than nothing where some of those costs fell into time that was waited anyway",
        |b| b.unexplained_ns,
    ),
];

/// The breakdown of one variant's last run.
struct Broken {
    variant: Variant,
    parts: Breakdown,
    speed: f64,
}

/// The difference of each variant that ran, in real time.
pub fn breakdown(sheets: &[Sheet]) -> String {
    let broken = |sheet: &Sheet| broken(sheet.variant, sheet.ran.as_ref()?);
    let columns: Vec<Broken> = sheets.iter().filter_map(broken).collect();
    if columns.is_empty() {
        return String::new();
    }
    let heads: String =
        columns.iter().map(|one| format!("<th scope=\"col\">{}</th>", Text(one.variant.label))).collect();
    // A lesson that asks nobody for anything does not wait for answers, and one without workers not for them.
    let asks = columns.iter().any(|one| one.parts.answers_ns != 0);
    let hires = columns.iter().any(|one| one.parts.workers_ns != 0);
    let shown = |name: &str| (asks || name != ANSWERS) && (hires || name != WORKERS);
    let rows = PARTS.iter().filter(|(name, ..)| shown(name)).map(|(name, what, part)| {
        format!("<tr><th scope=\"row\">{name} <small>{what}</small></th>{}</tr>", cells(&columns, *part))
    });
    let table = format!(
        "<table class=\"sheet\"><thead><tr><td></td>{heads}</tr></thead><tbody>{}</tbody>\
         <tfoot><tr><th scope=\"row\">measured minus exact, the last run</th>{}</tr></tfoot></table>",
        rows.collect::<String>(),
        cells(&columns, |b| b.difference_ns)
    );
    section("breakdown", "Where the difference comes from", &table)
}

fn broken(variant: Variant, played: &Played) -> Option<Broken> {
    let exact = played.ran.predicted.virtual_time.clone().ok()?;
    let measured = lesson_time(*played.ran.measured.last()?, played.speed);
    Some(Broken { variant, parts: Breakdown::of(&played.ran.account, exact, measured), speed: played.speed })
}

fn cells(columns: &[Broken], part: fn(&Breakdown) -> i64) -> String {
    columns.iter().map(|one| format!("<td>{}</td>", signed(part(&one.parts) as f64 / one.speed))).collect()
}

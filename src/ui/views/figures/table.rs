//! The figures as a table: a row for each voice, a column for each variant.

use super::line::{Column, Line, Voice};
use crate::predict::say;
use crate::ui::markup::Text;
use crate::ui::views::words::{milliseconds, percent, precise};

/// The table. Covered figures are in the page all the same, unseen and unread.
pub fn table(columns: &[Column], covered: bool) -> String {
    let heads: String =
        columns.iter().map(|one| format!("<th scope=\"col\">{}</th>", Text(one.variant.label))).collect();
    let voices = Voice::ALL.into_iter().filter(|voice| columns.iter().any(|column| has(column, *voice)));
    let rows: String = voices.map(|voice| row(voice, columns, covered)).collect();
    format!(
        "<table class=\"sheet\"><thead><tr><td></td>{heads}</tr></thead><tbody>{rows}{}</tbody></table>",
        difference(columns)
    )
}

fn has(column: &Column, voice: Voice) -> bool {
    column.line(voice).is_some() || (voice == Voice::Virtual && column.no_answer.is_some())
}

fn row(voice: Voice, columns: &[Column], covered: bool) -> String {
    let covered = covered && !matches!(voice, Voice::Guess | Voice::Measured);
    let cells: String = columns.iter().map(|column| cell(voice, column, covered)).collect();
    format!(
        "<tr class=\"{name}\"><th scope=\"row\"><svg class=\"mark\" viewBox=\"-8 -8 16 16\" width=\"16\" height=\"16\" \
         aria-hidden=\"true\"><path class=\"{name}\" d=\"{}\"/></svg> {}</th>{cells}</tr>",
        voice.shape(),
        voice.word(),
        name = voice.name(),
    )
}

fn cell(voice: Voice, column: &Column, covered: bool) -> String {
    match (column.line(voice), &column.no_answer) {
        (Some(line), _) if covered => {
            format!(
                "<td class=\"covered\">{}<span class=\"unseen\">covered until you guess</span></td>",
                figure(line, true)
            )
        }
        (Some(line), _) => {
            let is_tainted = voice == Voice::Measured && column.tainted;
            let tainted = if is_tainted { "<small class=\"tainted\">not to be trusted</small>" } else { "" };
            format!("<td>{}{}{tainted}</td>", figure(line, false), notes(line))
        }
        (None, Some(why)) if voice == Voice::Virtual => format!("<td><small>{}</small></td>", Text(why)),
        (None, _) => "<td></td>".to_owned(),
    }
}

fn figure(line: &Line, covered: bool) -> String {
    let id = line.id.as_ref().map(|id| format!(" id=\"{id}\"")).unwrap_or_default();
    let hidden = if covered { " aria-hidden=\"true\"" } else { "" };
    let precise = precise(line.real);
    let words = if line.lesson == line.real {
        format!("<b>{precise}</b>")
    } else {
        format!(
            "<b>{}</b><i class=\"unseen\">, </i><span>played in <span class=\"whole\">{precise}</span></span>",
            say(line.lesson)
        )
    };
    format!("<data{id} value=\"{}\"{hidden}>{words}</data>", milliseconds(line.real))
}

/// The band, and every run where there were several.
fn notes(line: &Line) -> String {
    let Some((low, high)) = line.band.map(|(low, high)| (precise(low), precise(high))) else { return String::new() };
    match line.runs.len() {
        1 => String::new(),
        0 if low == high => String::new(),
        0 => format!("<small>between {low} and {high}</small>"),
        runs => {
            let every: Vec<String> = line.runs.iter().map(|run| precise(*run)).collect();
            format!("<small>median of {runs}, between {low} and {high}: {}</small>", every.join(", "))
        }
    }
}

/// How far the measurement is from what was predicted for this machine.
fn difference(columns: &[Column]) -> String {
    if columns.iter().all(|column| column.line(Voice::Measured).is_none()) {
        return String::new();
    }
    let cell = |column: &Column| {
        let (machine, measured) = (column.line(Voice::Machine)?.real, column.line(Voice::Measured)?.real);
        (!machine.is_zero()).then(|| percent(measured.as_secs_f64() / machine.as_secs_f64() - 1.0))
    };
    let cells = columns.iter().map(|column| format!("<td><b>{}</b></td>", cell(column).unwrap_or_default()));
    format!(
        "<tr class=\"difference\"><th scope=\"row\">measured against this machine</th>{}</tr>",
        cells.collect::<String>()
    )
}

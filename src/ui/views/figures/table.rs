//! The figures as a table: a row for each voice, a column for each variant.

use super::line::{Column, Line, Voice};
use crate::predict::say;
use crate::ui::views::words::{milliseconds, percent, precise};
use leptos::prelude::*;

/// The table. Covered figures are in the page all the same, unseen and unread.
pub fn table(columns: &[Column], covered: bool) -> AnyView {
    let heads = columns.iter().map(|column| view! { <th scope="col">{column.variant.label}</th> }).collect_view();
    let voices = Voice::ALL.into_iter().filter(|voice| columns.iter().any(|column| has(column, *voice)));
    let rows = voices.map(|voice| row(voice, columns, covered)).collect_view();
    view! {
        <table class="sheet">
            <thead>
                <tr>
                    <td></td>
                    {heads}
                </tr>
            </thead>
            <tbody>{rows} {difference(columns)}</tbody>
        </table>
    }
    .into_any()
}

fn has(column: &Column, voice: Voice) -> bool {
    column.line(voice).is_some() || (voice == Voice::Virtual && column.no_answer.is_some())
}

fn row(voice: Voice, columns: &[Column], covered: bool) -> AnyView {
    let covered = covered && !matches!(voice, Voice::Guess | Voice::Measured);
    let cells = columns.iter().map(|column| cell(voice, column, covered)).collect_view();
    view! {
        <tr class=voice.name()>
            <th scope="row">{mark(voice)} {voice.word()}</th>
            {cells}
        </tr>
    }
    .into_any()
}

fn cell(voice: Voice, column: &Column, covered: bool) -> AnyView {
    let why = column.no_answer.clone().filter(|_| voice == Voice::Virtual);
    match column.line(voice) {
        Some(line) => {
            let tainted = column.tainted.is_some() && voice == Voice::Measured;
            view! {
                <td class:covered=covered>
                    {figure(line, covered)}
                    {(!covered).then(|| notes(line))}
                    {covered.then(|| view! { <span class="unseen">"covered until you guess"</span> })}
                    {tainted.then(|| view! { <small class="tainted">"not to be trusted"</small> })}
                </td>
            }
            .into_any()
        }
        None => view! { <td>{why.map(|why| view! { <small>{why}</small> })}</td> }.into_any(),
    }
}

fn figure(line: &Line, covered: bool) -> AnyView {
    let hidden = covered.then_some("true");
    let precise = precise(line.real);
    let words = if line.lesson == line.real {
        view! { <b>{precise}</b> }.into_any()
    } else {
        view! {
            <b>{say(line.lesson)}</b>
            <i class="unseen">", "</i>
            <span>"played in " <span class="whole">{precise}</span></span>
        }
        .into_any()
    };
    view! { <data id=line.id.clone() value=milliseconds(line.real) aria-hidden=hidden>{words}</data> }.into_any()
}

/// The band, and every run where there were several.
fn notes(line: &Line) -> AnyView {
    let (low, high) = line.band.map(|(low, high)| (precise(low), precise(high))).unwrap_or_default();
    let words = match line.runs.len() {
        0 if low == high => String::new(),
        0 => format!("between {low} and {high}"),
        1 => String::new(),
        runs => {
            let every: Vec<String> = line.runs.iter().map(|run| precise(*run)).collect();
            format!("median of {runs}, between {low} and {high}: {}", every.join(", "))
        }
    };
    (!words.is_empty()).then(|| view! { <small>{words}</small> }).into_any()
}

/// How far the measurement is from what was predicted for this machine.
fn difference(columns: &[Column]) -> AnyView {
    if !columns.iter().any(|column| column.line(Voice::Measured).is_some()) {
        return ().into_any();
    }
    let cell = |column: &Column| {
        let (machine, measured) = (column.line(Voice::Machine), column.line(Voice::Measured));
        let share = machine.zip(measured).filter(|(machine, _)| !machine.real.is_zero());
        let share = share.map(|(machine, measured)| measured.real.as_secs_f64() / machine.real.as_secs_f64() - 1.0);
        view! { <td><b>{share.map(percent)}</b></td> }
    };
    view! {
        <tr class="difference">
            <th scope="row">"measured against this machine"</th>
            {columns.iter().map(cell).collect_view()}
        </tr>
    }
    .into_any()
}

/// The mark of a voice.
pub fn mark(voice: Voice) -> AnyView {
    view! {
        <svg class="mark" viewBox="-8 -8 16 16" width="16" height="16" aria-hidden="true">
            <path class=voice.name() d=voice.shape() />
        </svg>
    }
    .into_any()
}

//! What a lesson compares beside its program: ways to switch, measured here and now when a visitor asks for it.

use crate::browser::{Alarm, switch_ns};
use crate::lessons::{Cost, Costs};
use crate::predict::{fixed, grouped};
use crate::ui::dom::{keep, keep_text, mark, mark_if, on};
use crate::ui::markup::{Text, prose, written};
use crate::ui::session::Session;
use crate::ui::signal::{Signal, effect};
use crate::ui::store::{Stage, Store};
use leptos::task::spawn_local;
use std::rc::Rc;
use web_sys::Event;

const HEADS: &str =
    "<th scope=\"col\">one takes</th><th scope=\"col\">beside the first</th><th scope=\"col\">times</th>";

/// What has been measured so far: the lesson, and each of its rows in nanoseconds, or why there is no figure.
#[derive(Clone, Default)]
struct Measured {
    page: usize,
    rows: Vec<Result<f64, String>>,
    /// Whether anybody has asked for it.
    asked: bool,
    under_way: bool,
    /// How many times measuring has begun here: one that was given up must not go on in the next one's place.
    begun: u32,
}

/// The comparison, for lessons that declare one; elsewhere nothing.
pub fn costs(store: Store) -> String {
    let measured = Signal::<Measured>::default();
    on("#measure", "click", move |_: &Event| begin_or_end(store, measured));
    effect(move || {
        // Another lesson compares other things, and beside a run nothing is measured.
        let (page, runs) = (store.page.get(), store.stage.get() == Some(Stage::Running));
        let elsewhere = measured.with_untracked(|measured| measured.page != page);
        if elsewhere {
            let begun = measured.with_untracked(|measured| measured.begun);
            measured.set(Measured { page, begun, ..Measured::default() });
        } else if runs && measured.with_untracked(|measured| measured.under_way) {
            measured.update(|measured| measured.under_way = false);
        }
    });
    effect(move || {
        mark_if(".costs", "hidden", store.lesson().costs.is_none());
        mark("#measure", "aria-disabled", runs(store).then_some("true"));
    });
    keep_text("#costs-title", move || of(store, |costs| costs.title.to_owned()));
    keep_text("#measure", move || {
        let under_way = measured.with(|measured| measured.under_way);
        if under_way { "Stop" } else { "Measure" }.to_owned()
    });
    keep_text(".costs-said", move || of(store, |costs| measured.with(|measured| status(costs, measured, runs(store)))));
    keep(".costs tbody", move || of(store, |costs| measured.with(|measured| rows(costs, measured))));
    format!(
        "<section class=\"costs\" aria-labelledby=\"costs-title\" hidden><h2 id=\"costs-title\"></h2>{}\
         <p class=\"measure\"><button type=\"button\" id=\"measure\"></button> \
         <span class=\"costs-said\" role=\"status\"></span></p>\
         <div class=\"scroll\"><table class=\"sheet\"><thead><tr><td></td>{HEADS}</tr></thead><tbody></tbody></table></div>\
         </section>",
        written("costs-text", move || of(store, text))
    )
}

/// Something about what the lesson compares; nothing where it compares nothing.
fn of(store: Store, look: impl FnOnce(&'static Costs) -> String) -> String {
    store.lesson().costs.map(look).unwrap_or_default()
}

fn runs(store: Store) -> bool {
    store.stage.get() == Some(Stage::Running)
}

fn begin_or_end(store: Store, measured: Signal<Measured>) {
    let under_way = measured.with_untracked(|measured| measured.under_way);
    let page = store.page.get_untracked();
    let Some(costs) = store.entry(page).costs else { return };
    if under_way {
        measured.update(|measured| measured.under_way = false);
    } else if store.stage.get_untracked() != Some(Stage::Running) {
        let begun = measured.with_untracked(|measured| measured.begun) + 1;
        measured.set(Measured { page, rows: Vec::new(), asked: true, under_way: true, begun });
        let alarm = store.session.update(Session::alarm);
        spawn_local(measure(costs, begun, measured, alarm));
    }
}

/// Measures one row after another, until all are done or nobody wants them any more.
async fn measure(costs: &'static Costs, begun: u32, measured: Signal<Measured>, alarm: Rc<Alarm>) {
    let wanted = || measured.with_untracked(|measured| measured.under_way && measured.begun == begun);
    for cost in costs.rows {
        let row = match switch_ns(cost.way, costs.times, &alarm, &wanted).await {
            Ok(Some(ns)) => Ok(ns),
            Ok(None) => return,
            Err(why) => Err(why),
        };
        if !wanted() {
            return;
        }
        measured.update(|measured| measured.rows.push(row));
    }
    measured.update(|measured| measured.under_way = false);
}

fn text(costs: &Costs) -> String {
    costs.text.iter().map(|text| format!("<p>{}</p>", prose(text))).collect()
}

fn rows(costs: &Costs, measured: &Measured) -> String {
    costs.rows.iter().enumerate().map(|(at, cost)| row(at, cost, costs.times, measured)).collect()
}

fn status(costs: &Costs, measured: &Measured, runs: bool) -> String {
    match costs.rows.get(measured.rows.len()) {
        _ if runs => "Not while a program runs: each would disturb the other.".to_owned(),
        Some(next) if measured.under_way => format!("Measuring {} …", next.name),
        Some(_) if !measured.asked => String::new(),
        Some(_) => "Stopped before its end.".to_owned(),
        None => "All measured.".to_owned(),
    }
}

fn row(at: usize, cost: &Cost, times: u32, measured: &Measured) -> String {
    let first = measured.rows.first().and_then(|row| row.as_ref().ok()).copied();
    let cells = match measured.rows.get(at) {
        None => "<td></td><td></td><td></td>".to_owned(),
        Some(Err(why)) => format!("<td colspan=\"3\"><small>not measured: {}</small></td>", Text(why)),
        Some(Ok(ns)) => {
            let ratio = first.filter(|first| *first > 0.0).map(|first| format!("{} ×", few_digits(ns / first)));
            format!(
                "<td><data id=\"cost-{at}\" value=\"{}\"><b>{} ns</b></data></td><td>{}</td><td>{}</td>",
                fixed(*ns, 3),
                few_digits(*ns),
                ratio.unwrap_or_default(),
                grouped(u64::from(times))
            )
        }
    };
    format!("<tr><th scope=\"row\">{}<small>{}</small></th>{cells}</tr>", Text(cost.name), prose(cost.text))
}

/// A figure with the digits that mean something: `1.5`, `38`, `1,240`.
fn few_digits(figure: f64) -> String {
    if figure < 9.95 { fixed(figure, 1) } else { grouped(figure.round() as u64) }
}

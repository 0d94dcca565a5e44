//! The run record, `simul.run/1`: a run as a plain JSON object, for a course page or a spreadsheet.

use super::json::{array, ms, object, set};
use super::store::{Ran, Results, Store, real};
use crate::lessons::Variant;
use crate::params::{FieldKind, Value, Values};
use crate::predict::Prediction;
use crate::trace::{Cause, Event, Kind, Trace, Wait};
use js_sys::Object;
use leptos::prelude::{document, window};
use std::time::Duration;
use wasm_bindgen::{JsCast, JsValue};

/// How many events a record has at the most.
const EVENTS: usize = 100_000;

/// The record of a run.
pub fn of(store: &Store, results: &Results) -> JsValue {
    let entry = store.entry(results.page);
    let speed = results.speed(store);
    let record = object([
        ("schema", "simul.run/1".into()),
        ("lesson", entry.meta.slug.into()),
        ("params", params(&results.values)),
        ("seed", ((entry.seed)(&results.values) as f64).into()),
        ("predicted", array(results.asked_for.iter().map(|variant| predicted(variant.name, results, speed)))),
        ("measured", array(results.asked_for.iter().map(|variant| measured(variant.name, results)))),
        ("guess_ms", guesses(results, speed)),
        ("output", array(store.output.get_untracked().into_iter().map(JsValue::from))),
        ("environment", environment(store)),
        ("tainted", tainted(results)),
    ]);
    events(results, record.unchecked_ref());
    record
}

/// Hands the record of the run that came last to the visitor as a file.
pub fn download(store: &Store) {
    let Some(results) = store.results.get_untracked() else { return };
    let record = of(store, &results);
    let Some(text) = js_sys::JSON::stringify_with_replacer_and_space(&record, &JsValue::NULL, &1.into()).ok() else {
        return;
    };
    let slug = store.lessons[store.page.get_untracked()].slug;
    // A browser that lacks blobs has no downloads either.
    let _ = save(&text, &format!("simul-{slug}.json"));
}

fn save(text: &js_sys::JsString, name: &str) -> Result<(), JsValue> {
    let options = web_sys::BlobPropertyBag::new();
    options.set_type("application/json");
    let blob = web_sys::Blob::new_with_str_sequence_and_options(&js_sys::Array::of1(text), &options)?;
    let url = web_sys::Url::create_object_url_with_blob(&blob)?;
    let anchor: web_sys::HtmlAnchorElement = document().create_element("a")?.unchecked_into();
    anchor.set_href(&url);
    anchor.set_download(name);
    anchor.click();
    leptos::task::spawn_local(async move {
        gloo_timers::future::TimeoutFuture::new(10_000).await;
        let _ = web_sys::Url::revoke_object_url(&url);
    });
    Ok(())
}

/// Parameters as numbers and words, durations in seconds.
fn params(values: &Values) -> JsValue {
    let params = Object::new();
    for (field, value) in values.iter() {
        let value = match (value, field.kind) {
            (Value::Count(count), _) => (count as f64).into(),
            (Value::Seconds(duration), _) => duration.as_secs_f64().into(),
            (Value::Number(number), _) => number.into(),
            (value @ Value::Choice(_), FieldKind::Choice { .. }) => field.write(value).into(),
            (Value::Choice(_), _) => JsValue::NULL,
            (Value::Text(text), _) => text.into(),
            (value @ Value::Order(_), _) => field.write(value).into(),
        };
        set(&params, field.name, &value);
    }
    params.into()
}

fn predicted(variant: &str, results: &Results, speed: f64) -> JsValue {
    let known = results.predictions.iter().find(|one| one.variant == variant);
    let ms_of = |lesson: fn(&Prediction) -> Option<Duration>| ms(known.and_then(lesson).map(|one| real(one, speed)));
    object([
        ("name", variant.into()),
        ("textbook_ms", ms_of(|one| one.textbook)),
        ("formula_ms", ms_of(|one| one.formula)),
        ("virtual_ms", ms_of(|one| one.virtual_time.as_ref().ok().copied())),
        ("machine_ms", ms_of(|one| one.machine.map(|band| band.middle))),
    ])
}

fn measured(variant: &str, results: &Results) -> JsValue {
    let ran = results.variants.iter().find(|ran| ran.variant.name == variant);
    let runs = ran.map(|ran| ran.measured.as_slice()).unwrap_or_default();
    object([
        ("name", variant.into()),
        ("runs_ms", array(runs.iter().map(|run| ms(Some(*run))))),
        ("median_ms", ms(ran.map(Ran::median))),
    ])
}

fn guesses(results: &Results, speed: f64) -> JsValue {
    let guesses = Object::new();
    for variant in results.asked_for.iter().map(|variant| variant.name) {
        let guess = results.guesses.iter().find(|(name, _)| *name == variant);
        set(&guesses, variant, &ms(guess.map(|(_, guess)| real(*guess, speed))));
    }
    guesses.into()
}

fn environment(store: &Store) -> JsValue {
    let instrument = store.instrument.get_untracked();
    let step_us = instrument.clock_step.map_or(JsValue::NULL, |step| (step.as_nanos() as f64 / 1e3).into());
    object([
        ("user_agent", window().navigator().user_agent().unwrap_or_default().into()),
        ("cores", instrument.cores.into()),
        ("clock_resolution_us", step_us),
        ("cross_origin_isolated", instrument.isolated.into()),
        ("build", instrument.build.into()),
    ])
}

fn tainted(results: &Results) -> JsValue {
    let asked_for = results.variants.iter().filter(|ran| results.asked_for.contains(&ran.variant));
    let why: Vec<&str> = asked_for.filter_map(|ran| ran.tainted.as_deref()).collect();
    if why.is_empty() { JsValue::NULL } else { why.join(" ").into() }
}

/// The events of the variants that were asked for, the first of them where there are too many.
fn events(results: &Results, record: &Object) {
    let traces: Vec<_> =
        results.asked_for.iter().filter_map(|variant| Some((variant.name, trace(variant, results)?))).collect();
    let all = traces.iter().flat_map(|(name, trace)| trace.events.iter().map(move |event| told(name, trace, event)));
    let kept = array(all.take(EVENTS));
    let count = |trace: &Trace| trace.events.len() as u64 + trace.left_out;
    let left_out = traces.iter().map(|(_, trace)| count(trace)).sum::<u64>().saturating_sub(EVENTS as u64);
    set(record, "events", &kept);
    if left_out > 0 {
        set(record, "events_left_out", &(left_out as f64).into());
    }
}

/// What happened in the last run of a variant, whether it came to its end or not.
fn trace<'a>(variant: &Variant, results: &'a Results) -> Option<&'a Trace> {
    let cut = results.cut_short.as_ref().filter(|(cut, _)| cut == variant).map(|(_, trace)| trace);
    let whole = results.variants.iter().find(|ran| ran.variant == *variant).map(|ran| &ran.trace);
    cut.or(whole).map(|trace| &**trace)
}

/// An event, with its time in seconds of the lesson.
fn told(variant: &str, trace: &Trace, event: &Event) -> JsValue {
    let task = Some(trace.task_name(event.task)).filter(|name| !name.is_empty());
    let (kind, detail, line) = words(event.kind);
    let told: Object = object([
        ("variant", variant.into()),
        ("at_s", (event.at_ns as f64 / 1e9).into()),
        ("task", task.map_or(JsValue::NULL, JsValue::from)),
        ("kind", kind.into()),
    ])
    .unchecked_into();
    if let Some(detail) = detail {
        set(&told, "on", &detail.into());
    }
    if line > 0 {
        set(&told, "line", &line.into());
    }
    told.into()
}

/// An event's kind, what it is about, and its line in the listing.
fn words(kind: Kind) -> (&'static str, Option<&'static str>, u32) {
    match kind {
        Kind::Spawned => ("spawned", None, 0),
        Kind::Woken(Cause::Timer { .. }) => ("woken", Some("timer"), 0),
        Kind::Woken(Cause::Task(_)) => ("woken", Some("task"), 0),
        Kind::Woken(Cause::Itself) => ("woken", Some("itself"), 0),
        Kind::Woken(Cause::Answer(_)) => ("woken", Some("answer"), 0),
        Kind::Woken(Cause::Job(_)) => ("woken", Some("job"), 0),
        Kind::Woken(Cause::Outside) => ("woken", Some("outside"), 0),
        Kind::PollBegan => ("poll began", None, 0),
        Kind::PollEnded => ("poll ended", None, 0),
        Kind::WorkBegan { line, .. } => ("work began", None, line),
        Kind::WorkEnded => ("work ended", None, 0),
        Kind::WorkDropped => ("work dropped", None, 0),
        Kind::Waits { on, line } => ("waits", Some(wait(on)), line),
        Kind::GaveUp(on) => ("gave up", Some(wait(on)), 0),
        Kind::Printed => ("printed", None, 0),
        Kind::Sent(_) => ("sent", None, 0),
        Kind::Received(_) => ("received", None, 0),
        Kind::RequestBegan(_) => ("request began", None, 0),
        Kind::HeldBack { .. } => ("held back", None, 0),
        Kind::Answered(_) => ("answered", None, 0),
        Kind::Aborted(_) => ("aborted", None, 0),
        Kind::Locked(_) => ("locked", None, 0),
        Kind::Unlocked(_) => ("unlocked", None, 0),
        Kind::Read(_) => ("read", None, 0),
        Kind::Wrote(_) => ("wrote", None, 0),
        Kind::Detached => ("detached", None, 0),
        Kind::Forgotten => ("forgotten", None, 0),
        Kind::NeverAwaited { line, .. } => ("never awaited", None, line),
        Kind::Finished => ("finished", None, 0),
        Kind::Cancelled { .. } => ("cancelled", None, 0),
        Kind::Failed => ("failed", None, 0),
    }
}

fn wait(on: Wait) -> &'static str {
    match on {
        Wait::Timer { .. } => "timer",
        Wait::Turn => "turn",
        Wait::Lock(_) => "lock",
        Wait::Permit(_) => "permit",
        Wait::Channel(_) => "channel",
        Wait::Task(_) => "task",
        Wait::Answer(_) => "answer",
        Wait::Start => "start",
        Wait::Job => "job",
        Wait::Action => "action",
        Wait::Stop => "stop",
    }
}

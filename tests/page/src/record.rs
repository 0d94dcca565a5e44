//! What the contract says of a run record.

use crate::Setting;
use anyhow::{Context, Result, ensure};
use serde_json::Value;

/// Checks that a record is one of `simul.run/1`, of a finished run of this setting, `runs` times.
///
/// # Errors
/// What is wrong with it.
pub fn check_record(record: &Value, setting: &Setting, runs: usize) -> Result<()> {
    ensure!(record["schema"] == "simul.run/1", "the schema is {}", record["schema"]);
    ensure!(record["lesson"] == setting.lesson.meta.slug, "the lesson is {}", record["lesson"]);
    ensure!(record["seed"].is_u64(), "the seed is {}", record["seed"]);
    ensure!(record["tainted"].is_null() || record["tainted"].is_string(), "tainted is {}", record["tainted"]);
    check_params(record, setting)?;
    check_figures(record, setting, runs)?;
    check_output(record, setting)?;
    check_events(record)?;
    check_environment(&record["environment"])
}

fn check_params(record: &Value, setting: &Setting) -> Result<()> {
    let params = record["params"].as_object().context("params is no object")?;
    for field in setting.lesson.fields {
        let value = params.get(field.name).with_context(|| format!("params has no {}", field.name))?;
        let said = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let mut values = setting.opened.values.clone();
        ensure!(values.set(field.name, &said).is_none(), "params.{} is {said}", field.name);
        ensure!(values == setting.opened.values, "params.{} is {said}, and was another", field.name);
    }
    ensure!(params.len() == setting.lesson.fields.len(), "there are other params: {params:?}");
    Ok(())
}

fn check_figures(record: &Value, setting: &Setting, runs: usize) -> Result<()> {
    let variants = setting.variants();
    let entries = |key: &str| record[key].as_array().cloned().with_context(|| format!("{key} is no array"));
    let (predicted, measured) = (entries("predicted")?, entries("measured")?);
    for (place, variant) in variants.iter().enumerate() {
        let (predicted, measured) = (predicted.get(place), measured.get(place));
        let (predicted, measured) = (predicted.context("one is missing")?, measured.context("one is missing")?);
        ensure!(predicted["name"] == *variant && measured["name"] == *variant, "the names are not {variants:?}");
        let formula_ms = setting.formula_ms(variant)?;
        close(&predicted["formula_ms"], formula_ms).context("formula_ms")?;
        close(&predicted["virtual_ms"], setting.virtual_ms(variant)?).context("virtual_ms")?;
        match setting.textbook_ms(variant)? {
            Some(textbook_ms) => close(&predicted["textbook_ms"], textbook_ms).context("textbook_ms")?,
            None => ensure!(predicted["textbook_ms"].is_null(), "textbook_ms is {}", predicted["textbook_ms"]),
        }
        ensure!(predicted["machine_ms"].as_f64().is_some_and(|ms| ms > 0.0), "machine_ms: {}", predicted["machine_ms"]);
        let times = measured["runs_ms"].as_array().context("runs_ms is no array")?;
        // A variant's run that cannot be trusted is shown alone, and left out of what comes after it.
        let expected = 1..=runs;
        ensure!(expected.contains(&times.len()), "{} runs are in the record, and there were {runs}", times.len());
        let early = times.iter().find(|ms| ms.as_f64().is_none_or(|ms| ms < 0.97 * formula_ms));
        ensure!(early.is_none(), "a run of {early:?} ms took less than theory allows, {formula_ms} ms");
        let median = measured["median_ms"].as_f64().context("median_ms is a number")?;
        ensure!((median - middle_of(times)).abs() < 1e-3, "{median} is not the median of {times:?}");
        let guess = record["guess_ms"].get(variant).context("guess_ms has no entry for each variant")?;
        ensure!(guess.is_null() || guess.is_number(), "guess_ms.{variant} is {guess}");
    }
    ensure!(
        predicted.len() == variants.len() && measured.len() == variants.len(),
        "there are others than {variants:?}"
    );
    Ok(())
}

fn check_output(record: &Value, setting: &Setting) -> Result<()> {
    let mut expected = Vec::new();
    for variant in setting.variants() {
        expected.extend(setting.output(variant)?.into_iter().map(|(_, line)| Value::from(line)));
    }
    ensure!(record["output"] == Value::from(expected.clone()), "the output is {}, not {expected:?}", record["output"]);
    Ok(())
}

fn check_events(record: &Value) -> Result<()> {
    let events = record["events"].as_array().context("events is no array")?;
    ensure!(!events.is_empty() && events.len() <= 100_000, "{} events", events.len());
    let left_out = &record["events_left_out"];
    ensure!(left_out.is_null() || left_out.is_u64() && events.len() == 100_000, "events_left_out is {left_out}");
    let odd = events.iter().find(|event| !(event["kind"].is_string() && event["at_s"].is_number()));
    ensure!(odd.is_none(), "an event is {odd:?}");
    Ok(())
}

fn check_environment(environment: &Value) -> Result<()> {
    let of = |key: &str| &environment[key];
    ensure!(of("user_agent").as_str().is_some_and(|agent| agent.contains("Mozilla")), "{environment}");
    ensure!(of("cores").as_u64().is_some_and(|cores| cores > 0), "{environment}");
    ensure!(of("clock_resolution_us").as_f64().is_some_and(|us| us > 0.0 && us < 20_000.0), "{environment}");
    ensure!(of("cross_origin_isolated").is_boolean(), "{environment}");
    ensure!(of("build").as_str().is_some_and(|build| !build.is_empty()), "{environment}");
    Ok(())
}

/// Whether a figure is what it should be, to the microsecond.
fn close(figure: &Value, expected_ms: f64) -> Result<()> {
    let ms = figure.as_f64().with_context(|| format!("it is {figure}"))?;
    ensure!((ms - expected_ms).abs() <= 1e-3, "it is {ms} ms, and should be {expected_ms} ms");
    Ok(())
}

/// The middle one; of an even number, half-way between the two.
fn middle_of(times: &[serde_json::Value]) -> f64 {
    let mut times: Vec<f64> = times.iter().filter_map(serde_json::Value::as_f64).collect();
    times.sort_by(f64::total_cmp);
    let at = |place: usize| times.get(place).copied().unwrap_or(f64::NAN);
    (at(times.len() / 2) + at(times.len().saturating_sub(1) / 2)) / 2.0
}

//! How near a run comes to its prediction: every lesson with its defaults, the exhibition with few boards and many, every
//! pitfall, and whatever else a parameter has to choose from that is waited for; five runs each, as a table.
//!
//! `SIMUL_DIST` says where the page is, `SIMUL_ENGINE` in which engine (`chromium`, `firefox`, `webkit`), and the variables
//! in `engine` where that is. Arguments are queries to run instead of all that; `--runs 1` in front of them, or alone, is how
//! often each is run. What cannot be measured has a row that says why, and the others are measured all the same.

use anyhow::{Context, Result, bail, ensure};
use simul::lessons::entries;
use simul::params::FieldKind;
use simul_page_tests::{Setting, Site, Tab, Table, block_on, dist, median};
use std::num::NonZeroUsize;

/// How often each query is run where nothing else is asked for.
const RUNS: usize = 5;
/// Beside the defaults of every lesson: few boards and many, at a speed that keeps a run within some seconds.
const QUERIES: &[&str] = &[
    "lesson=exhibition&opponents=1",
    "lesson=exhibition&opponents=6&variant=asynchronous",
    "lesson=exhibition&opponents=12&variant=asynchronous",
    "lesson=exhibition&opponents=40&variant=asynchronous",
    "lesson=exhibition&opponents=24&spread=1&variant=asynchronous",
    "lesson=exhibition&opponents=24&spread=1&order=tables&variant=asynchronous",
];

fn main() -> Result<()> {
    let (runs, queries) = asked_for()?;
    let mut failed = 0;
    block_on(async {
        let site = Site::start(&dist()?, &[]).await?;
        let heading =
            ["what", "variant", "formula ms", "machine ms", "measured ms", "median ms", "off machine", "off exact"];
        let mut table = Table::new(heading);
        for query in &queries {
            if let Err(why) = measure(&site, query, runs, &mut table).await {
                eprintln!("{query}: {why:#}");
                let mut row = [const { String::new() }; 8];
                (row[0], row[1]) = (said(query), format!("{why:#}"));
                table.row(row);
                failed += 1;
            }
        }
        println!("{table}");
        if failed > 0 {
            bail!("{failed} of {} could not be measured", queries.len());
        }
        Ok(())
    })
}

/// How many runs, and of which queries.
fn asked_for() -> Result<(usize, Vec<String>)> {
    let mut queries: Vec<String> = std::env::args().skip(1).collect();
    let mut runs = RUNS;
    if queries.first().is_some_and(|first| first == "--runs") {
        let number: NonZeroUsize =
            queries.get(1).and_then(|text| text.parse().ok()).context("--runs wants a number")?;
        runs = number.get();
        queries.drain(..2);
    }
    Ok((runs, if queries.is_empty() { everything() } else { queries }))
}

/// The defaults of every lesson; of its choices called `case` or `io`, each with the other defaults; and [`QUERIES`].
fn everything() -> Vec<String> {
    let mut queries = Vec::new();
    for entry in entries() {
        let slug = entry.meta.slug;
        queries.push(format!("lesson={slug}"));
        for field in entry.fields.iter().filter(|field| ["case", "io"].contains(&field.name)) {
            if let FieldKind::Choice { choices } = field.kind {
                // The first is the default, and stands there already.
                let others = choices.iter().skip(1);
                queries.extend(others.map(|choice| format!("lesson={slug}&{}={}", field.name, choice.value)));
            }
        }
    }
    queries.extend(QUERIES.iter().map(ToString::to_string));
    queries
}

/// Adds a row for each variant of a query, measured in a browser of its own.
async fn measure(site: &Site, query: &str, runs: usize, table: &mut Table) -> Result<()> {
    let tab = Tab::open(site.url()).await?;
    let measured = run(&tab, query, runs).await;
    // Whatever happened, the browser goes: otherwise the next one runs beside it.
    tab.close().await?;
    let Measured { measured, machine } = measured?;
    let setting = Setting::of(query);
    for (place, name) in setting.variants().iter().enumerate() {
        let exact_ms = setting.virtual_ms(name)?;
        let (middle_ms, machine_ms) = (median(measured[place].clone()), median(machine[place].clone()));
        // Against the prediction made for that very run.
        let off: Vec<f64> =
            measured[place].iter().zip(&machine[place]).map(|(ran, said)| (ran / said - 1.0) * 100.0).collect();
        let every: Vec<String> = measured[place].iter().map(|ms| format!("{ms:.1}")).collect();
        table.row([
            said(query),
            (*name).to_owned(),
            setting.formula_ms(name).map_or("none".to_owned(), |ms| format!("{ms:.1}")),
            format!("{machine_ms:.1}"),
            every.join(", "),
            format!("{middle_ms:.1}"),
            format!("{:+.2} %", median(off)),
            format!("{:+.2} %", (middle_ms / exact_ms - 1.0) * 100.0),
        ]);
    }
    Ok(())
}

/// A query as it is said in the table.
fn said(query: &str) -> String {
    query.trim_start_matches("lesson=").replace('&', " ")
}

/// What runs took, and what had been predicted for each of them, in milliseconds: a list for each variant.
struct Measured {
    measured: Vec<Vec<f64>>,
    machine: Vec<Vec<f64>>,
}

/// Runs a query so many times.
async fn run(tab: &Tab, query: &str, runs: usize) -> Result<Measured> {
    let names = Setting::of(query).variants();
    let view = tab.goto(query).await?;
    ensure!(view.visibility == "visible", "a page that is not seen is slowed down");
    let mut measured = vec![Vec::new(); names.len()];
    let mut machine = vec![Vec::new(); names.len()];
    for run in 1..=runs {
        // Loaded anew each time: the page keeps the median of its runs, and here every one of them is wanted.
        tab.goto(query).await?;
        let view = tab.run().await?;
        for (place, name) in names.iter().enumerate() {
            measured[place].push(view.figure(&format!("measured-{name}"))?);
            machine[place].push(view.figure(&format!("predicted-{name}-machine"))?);
        }
        let tainted: Option<String> =
            tab.js("return document.querySelector('.tainted')?.textContent ?? null", &[]).await?;
        let remark = tainted.map(|why| format!(": {why}")).unwrap_or_default();
        eprintln!("{query}: run {run} of {runs}{remark}");
    }
    tab.console_is_quiet().await?;
    Ok(Measured { measured, machine })
}

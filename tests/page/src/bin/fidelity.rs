//! How near a run comes to its prediction: every lesson with its defaults, the exhibition with few boards and many, every
//! pitfall, and whatever else a parameter has to choose from that is waited for; five runs each, as a table.
//!
//! `SIMUL_DIST`, `SIMUL_CHROMIUM` and `SIMUL_CHROMEDRIVER` say where things are; arguments are queries to run instead.

use anyhow::{Context, Result, ensure};
use simul::lessons::entries;
use simul::params::FieldKind;
use simul_page_tests::{Setting, Site, Tab, Table, block_on, dist, median};

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
    let asked: Vec<String> = std::env::args().skip(1).collect();
    let queries = if asked.is_empty() { everything() } else { asked };
    block_on(async {
        let site = Site::start(&dist()?, &[]).await?;
        let heading =
            ["what", "variant", "formula ms", "machine ms", "measured ms", "median ms", "off machine", "off exact"];
        let mut table = Table::new(heading);
        for query in queries {
            measure(&site, &query, &mut table).await.with_context(|| query.clone())?;
        }
        println!("{table}");
        Ok(())
    })
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
async fn measure(site: &Site, query: &str, table: &mut Table) -> Result<()> {
    let tab = Tab::open(site.url()).await?;
    let setting = Setting::of(query);
    let view = tab.goto(query).await?;
    ensure!(view.visibility == "visible", "a page that is not seen is slowed down");
    let names = setting.variants();
    let mut measured = vec![Vec::new(); names.len()];
    let mut machine = vec![Vec::new(); names.len()];
    for run in 1..=RUNS {
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
        eprintln!("{query}: run {run} of {RUNS}{remark}");
    }
    tab.console_is_quiet().await?;
    tab.close().await?;
    for (place, name) in names.iter().enumerate() {
        let exact_ms = setting.virtual_ms(name)?;
        let (middle_ms, machine_ms) = (median(measured[place].clone()), median(machine[place].clone()));
        // Against the prediction made for that very run.
        let off: Vec<f64> =
            measured[place].iter().zip(&machine[place]).map(|(ran, said)| (ran / said - 1.0) * 100.0).collect();
        let every: Vec<String> = measured[place].iter().map(|ms| format!("{ms:.1}")).collect();
        table.row([
            query.trim_start_matches("lesson=").replace('&', " "),
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

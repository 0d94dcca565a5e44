//! What the page costs: its first load, and, where `SIMUL_BENCH_DIST` names the built page of the benches, those.
//!
//! `SIMUL_DIST`, `SIMUL_CHROMIUM` and `SIMUL_CHROMEDRIVER` say where things are.

use anyhow::{Context, Result, ensure};
use brotli::enc::BrotliEncoderParams;
use serde::Deserialize;
use simul_page_tests::{Site, Special, Tab, Table, block_on, dist, median, until};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tempfile::TempDir;

/// First loads, each in a browser that has never seen the page.
const LOADS: usize = 5;
/// The benches take their time.
const LONG: Duration = Duration::from_secs(600);

fn main() -> Result<()> {
    block_on(async {
        first_load().await?;
        match std::env::var_os("SIMUL_BENCH_DIST") {
            Some(folder) => in_page(&PathBuf::from(folder)).await,
            None => Ok(()),
        }
    })
}

/// A first load, as the page's own clock has it.
#[derive(Deserialize)]
struct Load {
    ready_ms: f64,
    wire_bytes: f64,
    plain_bytes: f64,
    requests: usize,
}

async fn first_load() -> Result<()> {
    let served = compressed(&dist()?)?;
    let site = Site::start(served.path(), &[Special::Compressed]).await?;
    let mut loads = Vec::new();
    for _ in 0..LOADS {
        loads.push(load(&site).await?);
    }
    let of = |figure: fn(&Load) -> f64| loads.iter().map(figure).collect::<Vec<_>>();
    let (ready_ms, wire, plain) = (of(|load| load.ready_ms), of(|load| load.wire_bytes), of(|load| load.plain_bytes));
    let every: Vec<String> = ready_ms.iter().map(|ms| format!("{ms:.0}")).collect();
    let mut table = Table::new(["first load, from this machine, cold", "median", "every one"]);
    table.row(["until ready to run".into(), format!("{:.0} ms", median(ready_ms)), every.join(", ")]);
    table.row(["over the wire, in brotli".into(), format!("{:.1} kB", median(wire) / 1e3), String::new()]);
    table.row(["unpacked".into(), format!("{:.1} kB", median(plain) / 1e3), String::new()]);
    table.row(["requests".into(), loads[0].requests.to_string(), String::new()]);
    println!("{table}");
    Ok(())
}

async fn load(site: &Site) -> Result<Load> {
    let tab = Tab::open(site.url()).await?;
    // Noted in the page itself, when it happens; asking from outside would come late, and take time from it.
    let note = "new MutationObserver((_, observer) => {
        if (document.querySelector('main[data-state=ready]')) { window.readyMs = performance.now(); observer.disconnect(); }
    }).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-state'] });";
    let note = serde_json::json!({ "source": note });
    tab.driver().cdp().send_raw("Page.addScriptToEvaluateOnNewDocument", note).await?;
    tab.goto("").await?;
    let script = "
        const [page] = performance.getEntriesByType('navigation'), all = [page, ...performance.getEntriesByType('resource')];
        const over = all.filter((entry) => entry.name.startsWith('http'));
        const sum = (key) => over.reduce((sum, entry) => sum + entry[key], 0);
        return { ready_ms: window.readyMs, wire_bytes: sum('transferSize'), plain_bytes: sum('decodedBodySize'), requests: over.length };";
    let load = tab.js(script, &[]).await?;
    tab.console_is_quiet().await?;
    tab.close().await?;
    Ok(load)
}

/// The page as a static host keeps it that sends files compressed: each with its compressed form beside it.
fn compressed(dist: &Path) -> Result<TempDir> {
    let folder = TempDir::with_prefix("simul-compressed-")?;
    let mut folders = vec![(dist.to_path_buf(), folder.path().to_path_buf())];
    while let Some((from, to)) = folders.pop() {
        fs::create_dir_all(&to)?;
        for entry in fs::read_dir(&from).with_context(|| format!("{} cannot be read", from.display()))? {
            let entry = entry?;
            let copy = to.join(entry.file_name());
            if entry.file_type()?.is_dir() {
                folders.push((entry.path(), copy));
                continue;
            }
            let plain = fs::read(entry.path())?;
            let mut packed = Vec::new();
            let best = BrotliEncoderParams { quality: 11, lgwin: 22, ..BrotliEncoderParams::default() };
            brotli::BrotliCompress(&mut plain.as_slice(), &mut packed, &best)?;
            let mut name = copy.clone().into_os_string();
            name.push(".br");
            fs::write(name, packed)?;
            fs::write(copy, plain)?;
        }
    }
    Ok(folder)
}

/// The benches that run in a page of their own.
async fn in_page(folder: &Path) -> Result<()> {
    let site = Site::start(folder, &[]).await?;
    let tab = Tab::open(site.url()).await?;
    tab.driver().goto(tab.address("")).await?;
    let look = "return { state: document.body.dataset.state ?? null, visible: document.visibilityState === 'visible',
        lines: [...document.querySelectorAll('#results > li')].map((line) => line.textContent) }";
    let mut shown = 0;
    until("the benches have ended", LONG, async || {
        let now: Results = tab.js(look, &[]).await?;
        ensure!(now.visible, "a page that is not seen is slowed down");
        now.lines.iter().skip(shown).for_each(|line| println!("{line}"));
        shown = now.lines.len();
        // Looking takes time from what is measured: seldom is often enough.
        tokio::time::sleep(Duration::from_secs(2)).await;
        Ok((now.state.as_deref() == Some("finished")).then_some(()))
    })
    .await?;
    tab.close().await
}

#[derive(Deserialize)]
struct Results {
    state: Option<String>,
    visible: bool,
    lines: Vec<String>,
}

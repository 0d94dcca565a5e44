//! The page as `cargo xtask serve` serves it where there is no network: it opens, and a lesson runs.

use anyhow::{Context, Result, ensure};
use simul_page_tests::{Setting, Tab, block_on};

#[test]
fn a_lesson_runs_without_a_network() -> Result<()> {
    let how = "SIMUL_URL is not set: `cargo xtask test --only offline` serves the page without a network and says where it is";
    let address = std::env::var("SIMUL_URL").context(how)?;
    block_on(async {
        let tab = Tab::open(address).await?;
        let looked = runs(&tab).await;
        let quiet = tab.console_is_quiet().await;
        tab.close().await?;
        looked.and(quiet)
    })
}

async fn runs(tab: &Tab) -> Result<()> {
    let query = "lesson=exhibition&opponents=6&rounds=2&speed=6000";
    tab.goto(query).await?;
    let view = tab.run().await?;
    for variant in Setting::of(query).variants() {
        let (measured_ms, formula_ms) =
            (view.figure(&format!("measured-{variant}"))?, Setting::of(query).formula_ms(variant)?);
        ensure!(measured_ms >= 0.97 * formula_ms, "{variant} took {measured_ms} ms of {formula_ms} ms: early");
    }
    ensure!(view.output.len() == 12, "{:?}", view.output);
    Ok(())
}

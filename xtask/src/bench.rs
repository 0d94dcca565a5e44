//! `bench`: what the runtime costs, natively and in the browser.

use anyhow::{Context, Result};

use crate::{
    build,
    kit::{self, Kit},
    say::say,
    serve,
    setup::{self, Need},
};

/// Runs the native benchmarks and those of the browser, as far as the checkout has them.
pub fn run(kit: &mut Kit, args: &[String]) -> Result<()> {
    if kit.project.has("benches") {
        say("benchmarks on this machine");
        kit::finish(kit.cargo(["bench", "-p", "simul", "--"]).args(args))?;
    }
    if kit.project.has("tests/page/src/bin/bench.rs") {
        in_browser(kit, args)?;
    }
    Ok(())
}

fn in_browser(kit: &mut Kit, args: &[String]) -> Result<()> {
    setup::all_of(kit, serve::NEEDS)?;
    setup::all_of(kit, &[Need::Browser])?;
    setup::some_of(kit, &[Need::WasmOpt]);
    let page = kit.project.tested_page();
    build::published(kit, &page)?;
    let benches = page.with_file_name("bench-page");
    build::published_from("benches/page/index.html", kit, &benches)?;
    say("benchmarks in the browser");
    let mut bench = kit.cargo(["run", "--release", "-p", "simul-page-tests", "--bin", "bench", "--"]);
    kit.browser.as_ref().context("set-up found no browser")?.tell(&mut bench);
    kit::finish(bench.args(args).env("SIMUL_DIST", page).env("SIMUL_BENCH_DIST", benches))
}

//! Without what the page needs, it says so.

use anyhow::{Result, ensure};
use simul_page_tests::{Special, Tab, Visitor, until, visit_as, visit_site};
use std::time::Duration;

const PATIENCE: Duration = Duration::from_secs(20);

/// Whether a text tells what is needed.
fn says_so(text: &str) -> bool {
    text.contains("JavaScript") && text.contains("WebAssembly")
}

async fn main_text(tab: &Tab) -> Result<String> {
    Ok(tab.element("main").await?.text().await?)
}

#[test]
fn the_file_that_is_served_says_what_it_needs() {
    let index =
        std::fs::read_to_string(simul_page_tests::dist().expect("it is set").join("index.html")).expect("it is built");
    let (_, main) = index.split_once("<main").expect("there is a main");
    let (main, _) = main.split_once("</main>").expect("it ends");
    assert!(says_so(main), "{main}");
    assert!(!main.contains("data-state"), "nothing has been answered yet");
    // What is published has no more quotation marks than it needs.
    let index = index.replace('"', "");
    assert!(index.contains("rel=icon"), "an icon is declared");
    assert!(!index.contains("src=http"), "nothing is loaded from elsewhere");
}

#[test]
fn without_script_the_text_stands() {
    visit_as(&[Visitor::WithoutScript], async |tab| {
        tab.driver().goto(tab.address("")).await?;
        let text = main_text(tab).await?;
        ensure!(says_so(&text), "{text:?}");
        Ok(())
    });
}

#[test]
fn without_wasm_the_text_stands() {
    visit_site(&[Special::WithoutWasm], async |tab| {
        tab.expects_on_console(".wasm");
        tab.expects_on_console("Uncaught");
        tab.expects_on_console("CompileError");
        tab.driver().goto(tab.address("")).await?;
        // The browser has asked for it, in vain.
        until("the wasm has been asked for", PATIENCE, async || {
            let asked = "return performance.getEntriesByType('resource').some((one) => one.name.endsWith('.wasm') && one.responseEnd > 0)";
            Ok(tab.js::<bool>(asked, &[]).await?.then_some(()))
        })
        .await?;
        let view = tab.view().await?;
        ensure!(view.mains == 1 && view.state.is_none());
        let text = main_text(tab).await?;
        ensure!(says_so(&text), "{text:?}");
        Ok(())
    });
}

#[test]
fn where_nothing_can_be_stored_and_no_worker_started_it_still_runs() {
    let take_away = "
        Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } });
        window.Worker = class { constructor() { throw new DOMException('no', 'SecurityError'); } };
        delete Navigator.prototype.serviceWorker;
        delete Navigator.prototype.locks;
        delete Navigator.prototype.clipboard;";
    visit_site(&[Special::Preface(take_away)], async |tab| {
        tab.goto(crate::SHORT).await?;
        let view = tab.run().await?;
        ensure!(view.has("measured-synchronous") && view.has("measured-asynchronous"));
        Ok(())
    });
}

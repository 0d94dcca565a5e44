//! A page that is not looked at.

use crate::SHORT;
use anyhow::{Result, ensure};
use simul_page_tests::{Tab, visit};

/// Minimises the window.
async fn hide(tab: &Tab) -> Result<()> {
    tab.driver().minimize_window().await?;
    tab.see("the page is hidden", |view| view.visibility == "hidden").await.map(drop)
}

/// Opens the window again.
async fn show(tab: &Tab) -> Result<()> {
    tab.driver().set_window_rect(0, 0, 1280, 900).await?;
    tab.see("the page is seen", |view| view.visibility == "visible").await.map(drop)
}

#[test]
fn a_hidden_page_waits_with_the_run_its_link_asks_for_until_it_is_seen() {
    visit(async |tab| {
        tab.goto("").await?;
        hide(tab).await?;
        let view = tab.goto(&format!("{SHORT}&run=1")).await?;
        ensure!(view.visibility == "hidden" && view.is("ready"), "it is {} and {:?}", view.visibility, view.state);
        // A hidden page predicts all the same, and runs nothing.
        let view = tab.see("predictions are there", |view| view.has("predicted-asynchronous-virtual")).await?;
        ensure!(view.is("ready") && view.output.is_empty());
        show(tab).await?;
        let view = tab.see("it runs by itself", simul_page_tests::View::has_ended).await?;
        ensure!(view.is("finished"));
        Ok(())
    });
}

#[test]
fn a_run_during_which_the_page_was_hidden_is_marked() {
    visit(async |tab| {
        tab.goto("opponents=4&rounds=3&speed=300").await?;
        tab.click("#run").await?;
        tab.see("it prints", |view| view.is("running") && !view.output.is_empty()).await?;
        hide(tab).await?;
        show(tab).await?;
        tab.finish().await?;
        let words: String = tab.js("return document.querySelector('main').innerText", &[]).await?;
        ensure!(words.contains("hidden"), "nothing says that the page was hidden");
        Ok(())
    });
}

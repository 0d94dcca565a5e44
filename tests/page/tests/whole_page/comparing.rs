//! What a lesson compares beside its program, and the ring of a deadlock.

use anyhow::ensure;
use simul_page_tests::{PATIENCE, Tab, until, visit};

const STATUS: &str = "return document.querySelector('.costs [role=status]').textContent";

async fn said(tab: &Tab) -> anyhow::Result<String> {
    tab.js(STATUS, &[]).await
}

#[test]
fn a_million_switches_of_each_kind_are_measured_and_the_page_lives() {
    visit(async |tab| {
        tab.goto("lesson=coroutines").await?;
        let watch = "window.longest = 0; new PerformanceObserver((list) => list.getEntries().forEach((task) => \
                     { window.longest = Math.max(window.longest, task.duration); })).observe({ type: 'longtask' });";
        tab.js::<()>(watch, &[]).await?;
        tab.click("#measure").await?;
        let all = async || Ok((said(tab).await? == "All measured.").then_some(()));
        until("all are measured", PATIENCE, all).await?;
        let figures = "return [...document.querySelectorAll('.costs tbody tr')].map((row) => \
                       [Number(row.querySelector('data').value), row.lastElementChild.textContent])";
        let figures: Vec<(f64, String)> = tab.js(figures, &[]).await?;
        ensure!(figures.len() == 6, "{figures:?}");
        ensure!(figures.iter().all(|(ns, times)| *ns > 0.0 && times == "1,000,000"), "{figures:?}");
        ensure!(figures[0].0 < figures[5].0, "a call is cheaper than a future's turn: {figures:?}");
        let longest: f64 = tab.js("return window.longest", &[]).await?;
        ensure!(longest == 0.0, "the page stood still for {longest} ms");
        Ok(())
    });
}

#[test]
fn a_comparison_can_be_stopped_and_makes_room_for_a_run() {
    visit(async |tab| {
        tab.goto("lesson=coroutines").await?;
        let stopped = async || Ok((said(tab).await? == "Stopped before its end.").then_some(()));
        // Both in one go: it would be over before a second command comes.
        tab.js::<()>("document.querySelector('#measure').click(); document.querySelector('#measure').click();", &[])
            .await?;
        until("it is stopped", PATIENCE, stopped).await?;
        tab.js::<()>("document.querySelector('#measure').click(); document.querySelector('#run').click();", &[])
            .await?;
        tab.see("the lesson runs", |view| view.is("running")).await?;
        let waits = async || Ok(said(tab).await?.starts_with("Not while a program runs").then_some(()));
        until("it waits", PATIENCE, waits).await?;
        tab.click("#stop").await?;
        tab.see("it has stopped", |view| view.is("stopped")).await?;
        until("it was given up", PATIENCE, stopped).await
    });
}

#[test]
fn without_the_browsers_own_contestants_the_others_are_measured_all_the_same() {
    visit(async |tab| {
        tab.expects_on_console("switches.js");
        tab.cdp("Network.enable", serde_json::json!({})).await?;
        tab.cdp("Network.setBlockedURLs", serde_json::json!({ "urls": ["*switches.js"] })).await?;
        tab.goto("lesson=coroutines").await?;
        tab.click("#measure").await?;
        let all = async || Ok((said(tab).await? == "All measured.").then_some(()));
        until("all are measured", PATIENCE, all).await?;
        let rows = "return [...document.querySelectorAll('.costs tbody tr')].map((row) => row.textContent)";
        let rows: Vec<String> = tab.js(rows, &[]).await?;
        let missing: Vec<_> = rows.iter().filter(|row| row.contains("not measured: the page’s host did not")).collect();
        ensure!(missing.len() == 2 && missing[0].contains("generator") && missing[1].contains("await"), "{rows:?}");
        Ok(())
    });
}

#[test]
fn a_deadlock_is_drawn_as_a_ring_and_told_in_words() {
    visit(async |tab| {
        tab.goto("lesson=pitfalls&case=deadlock&wait=0.1").await?;
        tab.run().await?;
        let ring: (String, Vec<String>) = tab
            .js(
                "const ring = document.querySelector('.ring'); \
                 return [ring.querySelector('svg').getAttribute('aria-label'), \
                 [...ring.querySelectorAll('li')].map((item) => item.textContent)]",
                &[],
            )
            .await?;
        let words = [
            "alice has left fork, and waits for right fork.",
            "bob has right fork, and waits for left fork.",
            "main waits for alice to end.",
        ];
        ensure!(ring.1 == words, "{ring:?}");
        ensure!(ring.0 == format!("Broken: {} {}", words[0], words[1]), "{ring:?}");
        tab.goto("lesson=pitfalls&case=blocking-call&wait=0.1&tasks=1").await?;
        tab.run().await?;
        ensure!(tab.js::<bool>("return document.querySelector('.ring') === null", &[]).await?);
        Ok(())
    });
}

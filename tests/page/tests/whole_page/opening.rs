//! Opening the page.

use anyhow::{Result, ensure};
use simul_page_tests::{Setting, Special, visit_beside_others, visit_site};

#[test]
fn the_plain_address_opens_the_first_lesson_with_its_defaults_ready_to_run() {
    visit_beside_others(async |tab| {
        let view = tab.goto("").await?;
        ensure!(view.lesson.as_deref() == Some("exhibition"));
        ensure!(view.is("ready"));
        ensure!(view.mains == 1);
        ensure!(view.notices.is_empty());
        ensure!(view.can_run && !view.can_stop);
        ensure!(view.fields == Setting::of("").form());
        ensure!(view.output.is_empty());
        Ok(())
    });
}

#[test]
fn nothing_is_asked_of_another_server_and_nothing_outside_the_folder() {
    visit_beside_others(async |tab| {
        tab.goto(crate::SHORT).await?;
        tab.run().await?;
        let script = "return performance.getEntriesByType('resource').map((entry) => entry.name)";
        let asked: Vec<String> = tab.js(script, &[]).await?;
        ensure!(asked.iter().any(|address| address.ends_with(".wasm")), "{asked:?}");
        let folder = tab.address("");
        let own = |address: &&String| {
            address.starts_with(&folder) || address.starts_with("blob:") || address.starts_with("data:")
        };
        let others: Vec<_> = asked.iter().filter(|address| !own(address)).collect();
        ensure!(others.is_empty(), "{others:?}");
        Ok(())
    });
}

#[test]
fn opening_a_lesson_starts_no_worker_and_runs_nothing() {
    // Counted from the very beginning of the page.
    let count = "window.workers = 0; window.Worker = class extends Worker { constructor(...all) { super(...all); window.workers++; } };";
    visit_site(&[Special::Preface(count)], async |tab| {
        let view = tab.goto("").await?;
        ensure!(view.output.is_empty() && !view.figures.keys().any(|id| id.starts_with("measured-")));
        let workers: u32 = tab.js("return window.workers", &[]).await?;
        ensure!(workers <= 1, "{workers} workers: more than the alarm");
        tab.see("predictions are there", |view| view.has("predicted-asynchronous-virtual")).await?;
        Ok(())
    });
}

#[test]
fn every_part_of_the_page_has_its_element() {
    visit_beside_others(async |tab| -> Result<()> {
        tab.goto("").await?;
        for selector in ["h1", "nav", "ul#notices", "ol#output", "button#run", "button#stop", "#guess-synchronous"] {
            let count: usize =
                tab.js("return document.querySelectorAll(arguments[0]).length", &[selector.into()]).await?;
            ensure!(count == 1, "{count} × {selector}");
        }
        Ok(())
    });
}

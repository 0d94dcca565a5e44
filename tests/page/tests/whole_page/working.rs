//! Real workers: how many there are, seen from outside the page, what becomes of them, and what the page says of it.

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use simul_page_tests::{PATIENCE, Special, Tab, until, visit, visit_site};

const LESSON: &str = "lesson=processes";
const TOGETHER: &str = "lesson=processes&variant=together";

/// The workers of the page, in the browser's own list: the alarm, and what a run has started.
async fn workers(tab: &Tab) -> Result<Vec<String>> {
    let targets = tab.ask_chromium("Target.getTargets", json!({ "filter": [{ "type": "worker" }] })).await?;
    let all = targets["targetInfos"].as_array().context("a list of targets")?;
    Ok(all.iter().filter_map(|target| target["targetId"].as_str().map(str::to_owned)).collect())
}

async fn are_gone(tab: &Tab) -> Result<()> {
    until("only the alarm is left", PATIENCE, async || Ok((workers(tab).await?.len() <= 1).then_some(()))).await
}

async fn message(tab: &Tab) -> Result<String> {
    tab.js("return document.querySelector('.message')?.textContent ?? ''", &[]).await
}

#[test]
fn opening_the_lesson_starts_no_worker_and_a_default_run_leaves_none() {
    visit(async |tab| {
        tab.goto(LESSON).await?;
        ensure!(workers(tab).await?.len() <= 1, "only the alarm");
        let view = tab.run().await?;
        let lines = |line: &str| view.output.iter().filter(|one| one.contains(line)).count();
        ensure!(lines("loaded as __main__") == 2 && lines("loaded as __mp_main__") == 8, "{:?}", view.output);
        ensure!(lines(": counter 1 at 0x") == 8 && lines("parent: counter 0 at 0x") == 2, "{:?}", view.output);
        for (variant, formula_ms) in [("together", 1_000.0), ("one-by-one", 2_000.0)] {
            ensure!(view.figure(&format!("predicted-{variant}-formula"))? == formula_ms);
            let (machine_ms, measured_ms) =
                (view.figure(&format!("predicted-{variant}-machine"))?, view.figure(&format!("measured-{variant}"))?);
            ensure!((0.5 * machine_ms..2.0 * machine_ms).contains(&measured_ms), "{measured_ms} against {machine_ms}");
        }
        are_gone(tab).await
    });
}

#[test]
fn what_holds_what_is_a_list_in_a_list() {
    visit(async |tab| {
        tab.goto(LESSON).await?;
        let names: Vec<String> = tab
            .js("return [...document.querySelectorAll('.nest li > b')].map((name) => name.textContent)", &[])
            .await?;
        ensure!(names == ["Machine", "Process", "Thread", "Task"], "{names:?}");
        let depth: u64 = tab.js("return document.querySelectorAll('.nest li li li li').length", &[]).await?;
        ensure!(depth == 1, "the task is in all the others");
        tab.goto(super::SHORT).await?;
        let other: bool = tab.js("return document.querySelector('.nest') === null", &[]).await?;
        ensure!(other, "a lesson that declares none has none");
        Ok(())
    });
}

#[test]
fn as_many_threads_as_the_lesson_says_are_seen_from_outside_and_stop_ends_them() {
    visit(async |tab| {
        tab.goto(&format!("{TOGETHER}&work=10")).await?;
        for _ in 0..3 {
            tab.click("#run").await?;
            // Four processes and the alarm. While workers are measured there are fewer.
            let all = async || Ok((workers(tab).await?.len() == 5).then_some(()));
            until("four processes and the alarm", PATIENCE, all).await?;
            tab.click("#stop").await?;
            tab.see("it has stopped", |view| view.is("stopped")).await?;
            are_gone(tab).await?;
        }
        Ok(())
    });
}

#[test]
fn a_worker_that_is_ended_from_outside_is_told_of_and_the_others_do_their_jobs() {
    visit(async |tab| {
        tab.goto(&format!("{TOGETHER}&work=2")).await?;
        // The first run measures workers too, and starts some for that.
        tab.run().await?;
        tab.click("#run").await?;
        let all = async || Ok(Some(workers(tab).await?).filter(|workers| workers.len() == 5));
        let running = until("four processes and the alarm", PATIENCE, all).await?;
        end_one_with_a_program(tab, &running).await?;
        let view = tab.finish().await?;
        let lines = |line: &str| view.output.iter().filter(|one| one.contains(line)).count();
        ensure!(lines("ended from outside the page") == 1 && lines(": counter 1 at 0x") == 3, "{:?}", view.output);
        are_gone(tab).await
    });
}

/// Ends the first of these workers that is no alarm, as a browser does that needs the memory: no event tells.
async fn end_one_with_a_program(tab: &Tab, workers: &[String]) -> Result<()> {
    let end = json!({ "id": 1, "method": "Runtime.evaluate", "params": {
        "expression": "typeof wasm_bindgen === 'undefined' || close()",
    } });
    for worker in workers {
        let attached =
            tab.ask_chromium("Target.attachToTarget", json!({ "targetId": worker, "flatten": false })).await?;
        let message = json!({ "sessionId": attached["sessionId"], "message": Value::to_string(&end) });
        tab.ask_chromium("Target.sendMessageToTarget", message).await?;
        let fewer = async || Ok((self::workers(tab).await?.len() < workers.len()).then_some(()));
        if until("it is gone", std::time::Duration::from_secs(2), fewer).await.is_ok() {
            return Ok(());
        }
    }
    anyhow::bail!("none of them could be ended")
}

#[test]
fn a_worker_that_crashes_or_hangs_does_not_take_the_others_along() {
    // A browser for each: one that goes from page to page keeps the alarm of the page before.
    for (trouble, why) in [("crash", "The worker panicked: "), ("hang", "gave no answer in time")] {
        for pool in ["0", "2"] {
            visit(async |tab| {
                tab.goto(&format!("{TOGETHER}&work=0.01&trouble={trouble}&pool={pool}")).await?;
                let view = tab.run().await?;
                let lines = |line: &str| view.output.iter().filter(|one| one.contains(line)).count();
                ensure!(lines(why) == 1 && lines(": counter ") == 4, "{:?}", view.output);
                are_gone(tab).await
            });
        }
    }
}

#[test]
fn a_page_that_may_start_no_workers_says_so() {
    visit_site(&[Special::NoWorkers], async |tab| {
        tab.expects_on_console("Content Security Policy");
        tab.goto(LESSON).await?;
        tab.click("#run").await?;
        tab.see("the run has failed", |view| view.is("failed")).await?;
        let said = message(tab).await?;
        ensure!(said.contains("not allowed to start workers"), "{said}");
        // What needs no workers runs all the same.
        tab.goto(super::SHORT).await?;
        tab.run().await.map(drop)
    });
}

#[test]
fn the_program_of_another_build_is_not_worked_with() {
    visit_site(&[Special::OtherWorkers], async |tab| {
        tab.goto(LESSON).await?;
        tab.click("#run").await?;
        tab.see("the run has failed", |view| view.is("failed")).await?;
        let said = message(tab).await?;
        ensure!(said.contains("another build of this page"), "{said}");
        are_gone(tab).await
    });
}

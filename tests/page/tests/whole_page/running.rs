//! Running: the states, the figures, the output, Stop, and running again.

use crate::{LONG, SHORT};
use anyhow::{Result, ensure};
use simul_page_tests::{Setting, Tab, View, visit};
use std::time::Duration;

/// What was measured is never early, and not absurdly late.
fn is_plausible(view: &View, setting: &Setting) -> Result<()> {
    for variant in setting.variants() {
        let (measured_ms, formula_ms) = (view.figure(&format!("measured-{variant}"))?, setting.formula_ms(variant)?);
        ensure!(measured_ms >= 0.97 * formula_ms, "{variant} took {measured_ms} ms of {formula_ms} ms: early");
        ensure!(measured_ms <= 5.0 * formula_ms + 2_000.0, "{variant} took {measured_ms} ms of {formula_ms} ms");
        let machine_ms = view.figure(&format!("predicted-{variant}-machine"))?;
        ensure!(machine_ms >= 0.97 * formula_ms, "{variant} is predicted to take {machine_ms} ms of {formula_ms} ms");
    }
    Ok(())
}

fn printed(setting: &Setting, variant: &str) -> Result<Vec<String>> {
    Ok(setting.output(variant)?.into_iter().map(|(_, line)| line).collect())
}

#[test]
fn a_run_goes_through_its_states_and_fills_in_what_was_measured() {
    visit(async |tab| {
        let setting = Setting::of(SHORT);
        let before = tab.goto(SHORT).await?;
        ensure!(before.is("ready") && !before.has("measured-synchronous"));
        // Every state the page goes through, noted in the page: a run can be over between two looks.
        let note = "window.states = []; const main = document.querySelector('main');
            new MutationObserver(() => states.push(main.dataset.state)).observe(main, { attributeFilter: ['data-state'] });";
        tab.js::<()>(note, &[]).await?;
        let view = tab.run().await?;
        let states: Vec<String> = tab.js("return states", &[]).await?;
        ensure!(states == ["running", "finished"], "{states:?}");
        is_plausible(&view, &setting)?;
        ensure!(view.can_run && !view.can_stop);
        ensure!(view.notices.is_empty());
        Ok(())
    });
}

#[test]
fn a_run_prints_what_the_virtual_run_prints_in_the_same_order() {
    visit(async |tab| {
        // Replies that vary, with games that end far enough apart for a busy machine to keep their order.
        let apart = |seed: &u32| -> bool {
            let setting = Setting::of(&varied(*seed));
            let times: Vec<f64> =
                setting.output("asynchronous").into_iter().flatten().map(|(at_ms, _)| at_ms).collect();
            times.len() == 4 && times.windows(2).all(|pair| pair[1] - pair[0] > 120.0)
        };
        let Some(seed) = (1..500).find(apart) else { anyhow::bail!("no seed gives games that end far apart") };
        let setting = Setting::of(&varied(seed));
        tab.goto(&varied(seed)).await?;
        let view = tab.run().await?;
        let expected = [printed(&setting, "synchronous")?, printed(&setting, "asynchronous")?];
        ensure!(expected[0] != expected[1], "seed {seed} shows nothing: both orders are the same");
        ensure!(view.output == expected.concat(), "seed {seed}");
        Ok(())
    });
}

fn varied(seed: u32) -> String {
    format!("opponents=4&rounds=3&speed=150&spread=1&seed={seed}")
}

#[test]
fn one_variant_alone_runs_alone() {
    visit(async |tab| {
        let query = format!("{SHORT}&variant=asynchronous");
        let setting = Setting::of(&query);
        tab.goto(&query).await?;
        let view = tab.run().await?;
        is_plausible(&view, &setting)?;
        ensure!(!view.figures.keys().any(|id| id.contains("-synchronous")), "{:?}", view.figures.keys());
        ensure!(view.output == printed(&setting, "asynchronous")?);
        Ok(())
    });
}

#[test]
fn running_again_prints_again_and_stays_plausible() {
    visit(async |tab| {
        let setting = Setting::of(SHORT);
        tab.goto(SHORT).await?;
        let first = tab.run().await?;
        let second = tab.run().await?;
        is_plausible(&second, &setting)?;
        ensure!(second.output == first.output, "the output is that of one run");
        Ok(())
    });
}

#[test]
fn an_edit_marks_the_figures_of_the_run_before_and_undoing_it_takes_the_mark_away() {
    visit(async |tab| {
        tab.goto(SHORT).await?;
        let ran = tab.run().await?;
        ensure!(!is_marked(tab).await?);
        tab.set("opponents", "9").await?;
        let edited = tab.see("the page is ready for another run", |view| view.is("ready")).await?;
        ensure!(edited.has("measured-synchronous"), "the older run is still shown");
        ensure!(is_marked(tab).await?);
        let setting = Setting::of(&edited.query);
        let formula_ms = setting.formula_ms("synchronous")?;
        let new =
            |view: &View| view.figure("predicted-synchronous-formula").is_ok_and(|ms| (ms - formula_ms).abs() < 1e-3);
        tab.see("the predictions are those of the edit", new).await?;
        tab.set("opponents", "6").await?;
        let undone = tab.see("the form is as it was", |view| view.fields == ran.fields).await?;
        ensure!(undone.figure("measured-synchronous")? == ran.figure("measured-synchronous")?);
        ensure!(!is_marked(tab).await?);
        Ok(())
    });
}

/// Whether the figures of the last run are marked as those of other parameters, in words.
async fn is_marked(tab: &Tab) -> Result<bool> {
    let script = "return /other parameters|earlier/.test(
        document.getElementById('measured-synchronous').closest('.stale')?.textContent ?? '')";
    tab.js(script, &[]).await
}

#[test]
fn an_edit_during_a_run_leaves_it_alone() {
    visit(async |tab| {
        let query = "opponents=4&rounds=3&speed=400";
        let setting = Setting::of(query);
        tab.goto(query).await?;
        tab.click("#run").await?;
        tab.see("it prints", |view| view.is("running") && !view.output.is_empty()).await?;
        tab.set("opponents", "7").await?;
        let during = tab.view().await?;
        ensure!(during.is("running") && during.field("opponents")? == "7");
        let view = tab.finish().await?;
        ensure!(view.output == [printed(&setting, "synchronous")?, printed(&setting, "asynchronous")?].concat());
        let measured_ms = view.figure("measured-synchronous")?;
        let formula_ms = setting.formula_ms("synchronous")?;
        ensure!((0.97 * formula_ms..1.5 * formula_ms).contains(&measured_ms), "{measured_ms} ms of {formula_ms} ms");
        ensure!(is_marked(tab).await?, "the form says something else by now");
        Ok(())
    });
}

#[test]
fn a_long_run_shows_how_far_it_is_and_stops_within_a_second() {
    visit(async |tab| {
        tab.goto(LONG).await?;
        tab.click("#run").await?;
        tab.see("it prints", |view| view.is("running") && !view.output.is_empty()).await?;
        let shown = "const bar = document.querySelector('progress, [role=progressbar]');
            return bar !== null && bar.value > 0 && bar.max > bar.value;";
        ensure!(tab.js::<bool>(shown, &[]).await?, "there is no progress");
        let during = tab.view().await?;
        ensure!(during.can_stop && !during.can_run);
        tab.click("#stop").await?;
        let stopped = tab.see_within("it has stopped", Duration::from_secs(1), |view| view.is("stopped")).await?;
        ensure!(!stopped.has("measured-synchronous"), "half a run was measured");
        ensure!(stopped.can_run && !stopped.can_stop);
        // And the page is as usable as before.
        tab.set("speed", "6000").await?;
        let view = tab.run().await?;
        is_plausible(&view, &Setting::of(&view.query))
    });
}

#[test]
fn stopping_while_this_browser_is_measured_stops() {
    visit(async |tab| {
        tab.goto(LONG).await?;
        // In one go: the measuring takes less time than two clicks.
        tab.js::<()>(
            "document.getElementById('run').click(); setTimeout(() => document.getElementById('stop').click(), 400);",
            &[],
        )
        .await?;
        let view = tab.see_within("it has stopped", Duration::from_secs(3), |view| view.is("stopped")).await?;
        ensure!(!view.has("predicted-synchronous-machine"), "it was measured to the end");
        Ok(())
    });
}

#[test]
fn a_run_asked_for_by_the_link_starts_at_once_and_waits_for_no_guess() {
    visit(async |tab| {
        let query = format!("{SHORT}&run=1");
        tab.goto(&query).await?;
        let view = tab.see("it runs by itself", View::has_ended).await?;
        ensure!(view.is("finished"));
        is_plausible(&view, &Setting::of(SHORT))
    });
}

#[test]
fn the_run_record_can_be_downloaded() {
    visit(async |tab| {
        let setting = Setting::of(SHORT);
        tab.goto(SHORT).await?;
        tab.run().await?;
        tab.run().await?;
        // What would be written into the file.
        let keep = "URL.createObjectURL = ((create) => (blob) => { window.saved = blob; return create.call(URL, blob); })(URL.createObjectURL);
            const clicked = new Promise((done) => { HTMLAnchorElement.prototype.click = function () { done(this.download); }; });
            [...document.querySelectorAll('button, a')].find((one) => /download/i.test(one.textContent)).click();
            return clicked.then((name) => saved.text().then((text) => ({ name, record: JSON.parse(text) })));";
        let saved: serde_json::Value = tab.js(keep, &[]).await?;
        ensure!(saved["name"] == "simul-exhibition.json", "{}", saved["name"]);
        simul_page_tests::check_record(&saved["record"], &setting, 2)
    });
}

#[test]
fn a_run_too_fast_for_this_clock_is_allowed_and_the_page_says_what_to_expect() {
    visit(async |tab| {
        let query = "opponents=5&own_move=0.1&reply=1&rounds=3&speed=100000";
        tab.goto(query).await?;
        let says =
            "return [...document.querySelectorAll('main [role=status]')].map((one) => one.textContent).join(' ')";
        tab.see("predictions are there", |view| view.has("predicted-asynchronous-virtual")).await?;
        let said: String = tab.js(says, &[]).await?;
        ensure!(said.contains("clock"), "nothing is said about the clock, only {said:?}");
        let view = tab.run().await?;
        ensure!(view.has("measured-asynchronous") && view.output.len() == 10);
        Ok(())
    });
}

#[test]
fn a_deadlock_that_a_lesson_means_is_an_ending() {
    visit(async |tab| {
        tab.goto("lesson=pitfalls&case=deadlock&wait=0.1&work=0.05").await?;
        let view = tab.run().await?;
        ensure!(view.is("finished"), "{:?}", view.state);
        ensure!(view.has("measured-broken") && view.has("measured-mended"));
        let found: String = tab.js("return document.querySelector('.lints').textContent", &[]).await?;
        ensure!(found.contains("Deadlock"), "nobody says who waits for whom: {found}");
        Ok(())
    });
}

#[test]
fn another_lesson_begins_anew() {
    visit(async |tab| {
        tab.goto(SHORT).await?;
        tab.run().await?;
        tab.js::<()>("document.querySelector('.head a[href*=pitfalls]').focus()", &[]).await?;
        tab.press(thirtyfour::Key::Enter).await?;
        let view = tab.see("the lesson is open", |view| view.lesson.as_deref() == Some("pitfalls")).await?;
        ensure!(view.is("ready") && view.output.is_empty(), "{:?}", view.state);
        let focus: String = tab.js("return document.activeElement.textContent", &[]).await?;
        ensure!(focus == "Pitfalls", "the focus has gone to {focus:?}");
        Ok(())
    });
}

#[test]
fn a_run_that_another_lesson_ends_says_nothing_more() {
    visit(async |tab| {
        tab.goto(LONG).await?;
        tab.click("#run").await?;
        tab.see("it prints", |view| view.is("running") && !view.output.is_empty()).await?;
        tab.click(".head a[href*=pitfalls]").await?;
        let view = tab.see("it has ended", |view| !view.is("running")).await?;
        ensure!(view.is("ready") && view.output.is_empty(), "{:?} {:?}", view.state, view.output);
        Ok(())
    });
}

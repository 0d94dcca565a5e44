//! Predict first: the learner commits to a duration before the page shows its own.

use crate::SHORT;
use anyhow::{Result, ensure};
use simul_page_tests::{Tab, View, visit_beside_others};

/// How many of the predictions in the page can be seen or are read aloud, and how many there are.
async fn uncovered(tab: &Tab) -> Result<(usize, usize)> {
    let script = "
        const all = [...document.querySelectorAll('data[id^=predicted-]')];
        const open = all.filter((data) => {
            const style = getComputedStyle(data);
            const seen = data.checkVisibility({ opacityProperty: true, visibilityProperty: true });
            const inked = style.color !== 'rgba(0, 0, 0, 0)' && style.filter === 'none';
            return (seen && inked) || !data.closest('[aria-hidden=true]');
        });
        return [open.length, all.length];";
    tab.js(script, &[]).await
}

async fn goto(tab: &Tab) -> Result<View> {
    tab.goto(SHORT).await?;
    tab.see("predictions are in the page", |view| view.has("predicted-asynchronous-virtual")).await
}

#[test]
fn predictions_are_in_the_page_and_covered_before_a_guess() {
    visit_beside_others(async |tab| {
        goto(tab).await?;
        let (open, all) = uncovered(tab).await?;
        ensure!(all >= 5, "{all} predictions");
        ensure!(open == 0, "{open} of {all} can be read");
        let words: String = tab.js("return document.body.innerText", &[]).await?;
        ensure!(!words.contains("12 minutes") && !words.contains("2 min 25 s"), "an answer can be read");
        Ok(())
    });
}

#[test]
fn a_guess_stands_beside_what_was_measured() {
    visit_beside_others(async |tab| {
        goto(tab).await?;
        // Committed together, from the second field.
        tab.fill("#guess-synchronous", "11 min").await?;
        tab.guess("asynchronous", "170 s").await?;
        tab.run().await?;
        let (open, all) = uncovered(tab).await?;
        ensure!(open == all, "{open} of {all} can be read after the run");
        let words: String = tab.js("return document.querySelector('main').innerText", &[]).await?;
        for guess in ["11 min", "2 min 50 s"] {
            ensure!(words.contains(guess), "{guess} is nowhere in: {words}");
        }
        Ok(())
    });
}

#[test]
fn run_never_waits_for_a_guess() {
    visit_beside_others(async |tab| {
        goto(tab).await?;
        let view = tab.run().await?;
        ensure!(view.has("measured-synchronous") && view.has("measured-asynchronous"));
        let (open, all) = uncovered(tab).await?;
        ensure!(open == all, "{open} of {all} can be read after the run");
        Ok(())
    });
}

#[test]
fn what_is_no_duration_is_answered_and_covers_on() {
    visit_beside_others(async |tab| {
        goto(tab).await?;
        for text in ["soon", "-3", "1e99 h", "<b>5</b>"] {
            tab.guess("synchronous", text).await?;
            let invalid = "return document.getElementById('guess-synchronous').getAttribute('aria-invalid')";
            let invalid: Option<String> = tab.js(invalid, &[]).await?;
            ensure!(invalid.as_deref() == Some("true"), "{text} is taken");
            ensure!(uncovered(tab).await?.0 == 0, "{text} uncovers");
        }
        Ok(())
    });
}

#[test]
fn skipping_is_one_click_and_remembered() {
    visit_beside_others(async |tab| {
        goto(tab).await?;
        tab.click_on("ask me").await?;
        let (open, all) = uncovered(tab).await?;
        ensure!(open == all && all > 0, "{open} of {all} can be read");
        goto(tab).await?;
        let (open, all) = uncovered(tab).await?;
        ensure!(open == all && all > 0, "{open} of {all} can be read after opening the page again");
        Ok(())
    });
}

#[test]
fn the_prediction_can_be_shown_without_a_guess() {
    visit_beside_others(async |tab| {
        goto(tab).await?;
        tab.click_on("Show me the prediction").await?;
        let (open, all) = uncovered(tab).await?;
        ensure!(open == all && all > 0, "{open} of {all} can be read");
        Ok(())
    });
}

#[test]
fn an_edit_covers_what_is_predicted_again() {
    visit_beside_others(async |tab| {
        goto(tab).await?;
        tab.run().await?;
        tab.set("opponents", "9").await?;
        tab.see("predictions of the edit are in the page", |view| view.has("predicted-asynchronous-virtual")).await?;
        let (open, all) = uncovered(tab).await?;
        ensure!(open == 0, "{open} of {all} can be read");
        Ok(())
    });
}

#[test]
fn an_edit_during_a_run_covers_what_is_predicted_for_it() {
    visit_beside_others(async |tab| {
        tab.goto("opponents=4&rounds=3&speed=400").await?;
        tab.click("#run").await?;
        tab.see("it prints", |view| view.is("running") && !view.output.is_empty()).await?;
        tab.set("opponents", "7").await?;
        tab.finish().await?;
        tab.see("the edit is predicted", |view| view.has("predicted-asynchronous-virtual")).await?;
        let words: String = tab.js("return document.querySelector('.clocks').innerText", &[]).await?;
        ensure!(words.contains("covered"), "the dials tell: {words}");
        Ok(())
    });
}

#[test]
fn what_stands_in_the_fields_when_it_runs_is_a_guess() {
    visit_beside_others(async |tab| {
        goto(tab).await?;
        tab.fill("#guess-synchronous", "11 min").await?;
        tab.fill("#guess-asynchronous", "soon").await?;
        tab.run().await?;
        let words: String = tab.js("return document.querySelector('form.guess').innerText", &[]).await?;
        ensure!(words.contains("11 min"), "the guess is lost: {words}");
        ensure!(words.contains("not a duration"), "what is no guess is dropped without a word: {words}");
        Ok(())
    });
}

#[test]
fn something_to_try_leads_back_to_the_clocks() {
    visit_beside_others(async |tab| {
        goto(tab).await?;
        tab.click(".tries a").await?;
        tab.see("it is set up", |view| view.field("opponents").is_ok_and(|boards| boards == "6")).await?;
        let seen: bool = tab
            .js(
                "const { top, bottom } = document.getElementById('clocks').getBoundingClientRect();
                 return top < innerHeight && bottom > 0 && document.activeElement.id === 'clocks'",
                &[],
            )
            .await?;
        ensure!(seen, "the clocks are out of sight");
        Ok(())
    });
}

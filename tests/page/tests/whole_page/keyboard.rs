//! Without a mouse.

use crate::SHORT;
use anyhow::{Result, ensure};
use simul_page_tests::{Tab, visit_beside_others};
use thirtyfour::common::keys::Key;

/// More stops than any page should have.
const MANY: usize = 150;

/// Where the focus is: an id, or else a description; nothing when it is nowhere.
async fn focus(tab: &Tab) -> Result<Option<String>> {
    let script = "
        const at = document.activeElement;
        if (!at || at === document.body || at === document.documentElement) return null;
        if (!at.checkVisibility()) return 'unseen ' + at.outerHTML.slice(0, 80);
        return at.id || at.tagName.toLowerCase() + ': ' + (at.getAttribute('aria-label') ?? at.textContent).trim().slice(0, 40);";
    tab.js(script, &[]).await
}

/// Tabs on until the focus is on an element with this id; returns the stops on the way.
async fn tab_to(tab: &Tab, id: &str) -> Result<Vec<String>> {
    let mut stops = Vec::new();
    while stops.len() < MANY {
        tab.press(Key::Tab).await?;
        let Some(stop) = focus(tab).await? else { anyhow::bail!("the focus is nowhere after {stops:?}") };
        ensure!(!stop.starts_with("unseen"), "the focus is on something {stop}");
        stops.push(stop.clone());
        if stop == id {
            return Ok(stops);
        }
    }
    anyhow::bail!("{id} is not reached by {stops:?}")
}

#[test]
fn tab_reaches_the_form_the_guess_and_run_and_enter_runs() {
    visit_beside_others(async |tab| {
        tab.goto(SHORT).await?;
        let mut stops = Vec::new();
        for id in ["param-opponents", "guess-synchronous", "run"] {
            stops.extend(tab_to(tab, id).await?);
        }
        let mut once = stops.clone();
        once.sort();
        once.dedup();
        ensure!(once.len() + 5 > stops.len(), "the focus goes in circles: {stops:?}");
        tab.press(Key::Enter).await?;
        let view = tab.finish().await?;
        ensure!(view.has("measured-asynchronous"));
        let at = focus(tab).await?;
        ensure!(at.is_some(), "the run has taken the focus away");
        Ok(())
    });
}

#[test]
fn stop_is_reached_by_keyboard_and_the_focus_survives_it() {
    visit_beside_others(async |tab| {
        tab.goto(crate::LONG).await?;
        tab.element("#run").await?.focus().await?;
        tab.press(Key::Space).await?;
        tab.see("it runs", |view| view.is("running") && !view.output.is_empty()).await?;
        ensure!(focus(tab).await?.is_some(), "starting has taken the focus away");
        if focus(tab).await?.as_deref() != Some("stop") {
            tab_to(tab, "stop").await?;
        }
        tab.press(Key::Enter).await?;
        tab.see("it has stopped", |view| view.is("stopped")).await?;
        ensure!(focus(tab).await?.is_some(), "stopping has taken the focus away");
        Ok(())
    });
}

#[test]
fn arrows_step_a_number_and_enter_in_the_guess_commits_it() {
    visit_beside_others(async |tab| {
        tab.goto(SHORT).await?;
        tab.element("#param-opponents").await?.focus().await?;
        tab.press(Key::Up).await?;
        tab.see("there is one more", |view| view.field("opponents").is_ok_and(|text| text == "7")).await?;
        tab.press(Key::Down).await?;
        tab.see("there is one less", |view| view.field("opponents").is_ok_and(|text| text == "6")).await?;
        tab.guess("synchronous", "11 min").await?;
        let words: String = tab.js("return document.querySelector('main').innerText", &[]).await?;
        ensure!(words.contains("11 min"), "the guess is nowhere");
        ensure!(focus(tab).await?.is_some(), "guessing has taken the focus away");
        Ok(())
    });
}

#[test]
fn every_stop_of_the_focus_can_be_seen() {
    visit_beside_others(async |tab| {
        tab.goto(SHORT).await?;
        tab.run().await?;
        tab.js::<()>("document.activeElement.blur()", &[]).await?;
        // Something around the element looks different while it has the focus.
        let outlined = "
            const at = document.activeElement, around = [at, at.nextElementSibling];
            for (let up = at.parentElement, level = 0; up && level < 4; up = up.parentElement, level++) around.push(up);
            const looks = () => around.filter((one) => one).map((one) => {
                const { outline, outlineOffset, boxShadow, borderColor, backgroundColor } = getComputedStyle(one);
                return [outline, outlineOffset, boxShadow, borderColor, backgroundColor].join();
            }).join();
            const focused = looks();
            at.blur();
            const plain = looks();
            at.focus();
            return focused !== plain;";
        let mut stops = Vec::new();
        loop {
            tab.press(Key::Tab).await?;
            let Some(stop) = focus(tab).await? else { break };
            // Where there is nothing around the page to go to, the focus begins anew.
            let begins_anew = "const first = window.firstStop; window.firstStop ??= document.activeElement; return document.activeElement === first;";
            if tab.js::<bool>(begins_anew, &[]).await? {
                break;
            }
            ensure!(tab.js::<bool>(outlined, &[]).await?, "the focus on {stop} cannot be seen");
            stops.push(stop);
            if stops.len() > MANY {
                break;
            }
        }
        ensure!((10..MANY).contains(&stops.len()), "{} stops: {stops:?}", stops.len());
        Ok(())
    });
}

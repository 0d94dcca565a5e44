//! The address: what a link says, what editing writes back, and the history.

use crate::SHORT;
use anyhow::{Context, Result, ensure};
use simul_page_tests::{Setting, Tab, View, visit_beside_others};

/// Waits for the predictions of a setting, and compares them with what theory and the virtual clock say.
async fn predicts(tab: &Tab, setting: &Setting) -> Result<()> {
    for variant in setting.variants() {
        let id = |what: &str| format!("predicted-{variant}-{what}");
        let formula_ms = setting.formula_ms(variant)?;
        let close = |view: &View, id: &str, ms: f64| view.figure(id).is_ok_and(|shown| (shown - ms).abs() <= 1e-3);
        let virtual_ms = setting.virtual_ms(variant)?;
        let what = format!("{variant}: the formula says {formula_ms} ms and the virtual clock {virtual_ms} ms");
        let wanted = |view: &View| close(view, &id("formula"), formula_ms) && close(view, &id("virtual"), virtual_ms);
        let view = tab.see(&what, wanted).await?;
        match setting.textbook_ms(variant)? {
            Some(textbook_ms) => {
                ensure!(close(&view, &id("textbook"), textbook_ms), "the textbook says {textbook_ms} ms")
            }
            None => ensure!(!view.has(&id("textbook")), "there is a textbook for {variant}"),
        }
    }
    Ok(())
}

#[test]
fn a_link_sets_the_form_and_is_predicted_as_theory_says() {
    let links = [
        SHORT,
        "",
        "opponents=12&speed=900",
        "opponents=1&own_move=0.25&reply=0&rounds=500&speed=1",
        "opponents=1000&own_move=600&reply=600&rounds=2&speed=100000&variant=asynchronous",
        "own_move=0&reply=0",
    ];
    visit_beside_others(async |tab| {
        for link in links {
            let setting = Setting::of(link);
            ensure!(setting.opened.notices.is_empty(), "{link} is a good link");
            let view = tab.goto(link).await.context(link)?;
            ensure!(view.fields == setting.form(), "{link}");
            ensure!(view.notices.is_empty(), "{link}");
            predicts(tab, &setting).await.context(link)?;
        }
        Ok(())
    });
}

#[test]
fn typing_replaces_the_address_and_the_new_one_opens_the_same_page() {
    visit_beside_others(async |tab| {
        let before = tab.goto(SHORT).await?;
        tab.set("opponents", "9").await?;
        tab.set("reply", "40.5").await?;
        tab.set("order", "tables").await?;
        tab.set("variant", "asynchronous").await?;
        let after = tab.see("the address follows", |view| view.query.contains("variant=asynchronous")).await?;
        ensure!(after.history == before.history, "the history grew from {} to {}", before.history, after.history);
        let setting = Setting::of(&after.query);
        ensure!(setting.opened.notices.is_empty());
        ensure!(after.fields == setting.form());
        ensure!((after.field("opponents")?, after.field("reply")?) == ("9", "40.5"));
        predicts(tab, &setting).await?;
        let opened = tab.goto(after.query.trim_start_matches('?')).await?;
        ensure!(opened.fields == after.fields);
        Ok(())
    });
}

#[test]
fn something_to_try_enters_the_history_and_back_returns() {
    visit_beside_others(async |tab| {
        let before = tab.goto(SHORT).await?;
        tab.set("opponents", "9").await?;
        let edited = tab.see("the address follows", |view| view.query.contains("opponents=9")).await?;
        let first = Setting::of(SHORT).lesson.meta.tries[0].query;
        tab.click(&format!("a[href*='{first}']")).await?;
        let wanted = Setting::of(first).form();
        let tried = tab.see("it is set up", |view| view.fields == wanted).await?;
        ensure!(tried.history == before.history + 1);
        tab.driver().back().await?;
        let back = tab.see("the earlier parameters are back", |view| view.fields == edited.fields).await?;
        ensure!(back.query == edited.query);
        tab.driver().forward().await?;
        tab.see("it is set up again", |view| view.fields == wanted).await?;
        Ok(())
    });
}

#[test]
fn the_lessons_link_in_the_list_enters_the_history() {
    visit_beside_others(async |tab| {
        let before = tab.goto(SHORT).await?;
        tab.click("nav a[href*='lesson=exhibition']").await?;
        let wanted = Setting::of("").form();
        let opened = tab.see("the lesson opens with its defaults", |view| view.fields == wanted).await?;
        ensure!(opened.history == before.history + 1);
        tab.driver().back().await?;
        tab.see("the earlier parameters are back", |view| view.fields == before.fields).await?;
        Ok(())
    });
}

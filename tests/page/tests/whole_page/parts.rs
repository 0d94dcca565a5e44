//! The two parts of the program: the page with its first lesson, and what only the other lessons need.

use crate::SHORT;
use anyhow::{Context, Result, ensure};
use simul::lessons::LESSONS;
use simul_page_tests::{Setting, Special, Tab, View, visit, visit_site};

const SECOND_PART: &str = "/lessons-";

/// How many times the page has asked for its second part.
async fn asked(tab: &Tab) -> Result<usize> {
    let names = "return performance.getEntriesByType('resource').map((entry) => entry.name)";
    let names: Vec<String> = tab.js(names, &[]).await?;
    Ok(names.iter().filter(|name| name.contains(SECOND_PART)).count())
}

async fn click_lesson(tab: &Tab, slug: &str) -> Result<()> {
    tab.click(&format!("nav a[href*='lesson={slug}']")).await
}

fn says_it_is_missing(view: &View, slug: &str) -> bool {
    view.notices.len() == 1 && view.notices[0].contains("lesson") && view.notices[0].contains(slug)
}

#[test]
fn the_first_lesson_never_asks_for_the_second_part_and_another_asks_once() {
    visit(async |tab| {
        tab.goto(SHORT).await?;
        tab.run().await?;
        ensure!(asked(tab).await? == 0, "the first lesson has asked for the second part");
        for line in LESSONS.iter().skip(1).chain(&LESSONS[..1]) {
            click_lesson(tab, line.slug).await?;
            tab.see("it opens", |view| view.lesson.as_deref() == Some(line.slug)).await?;
        }
        ensure!(asked(tab).await? == 1, "it was asked for {} times", asked(tab).await?);
        Ok(())
    });
}

#[test]
fn every_lesson_is_predicted_as_the_whole_program_does_and_runs_to_its_end() {
    visit(async |tab| {
        for line in &LESSONS {
            let query = format!("lesson={}", line.slug);
            let setting = Setting::of(&query);
            let view = tab.goto(&query).await.context(query)?;
            ensure!(view.lesson.as_deref() == Some(line.slug) && view.notices.is_empty());
            ensure!(view.fields == setting.form(), "the form of {}", line.slug);
            for variant in setting.variants() {
                let (id, ms) = (format!("predicted-{variant}-virtual"), setting.virtual_ms(variant)?);
                let close = |view: &View| view.figure(&id).is_ok_and(|shown| (shown - ms).abs() <= 1e-3);
                tab.see(&format!("{}: {id} is {ms} ms", line.slug), close).await?;
            }
            let view = tab.run().await.context(line.slug)?;
            let measured = |variant: &&str| view.has(&format!("measured-{variant}"));
            ensure!(setting.variants().iter().all(measured), "{} was not measured", line.slug);
        }
        Ok(())
    });
}

#[test]
fn where_the_second_part_is_gone_the_first_lesson_runs_and_the_page_says_what_is_missing() {
    visit_site(&[Special::WithoutLaterLessons], async |tab| {
        tab.expects_on_console("404");
        tab.goto(SHORT).await?;
        let before = tab.run().await?;
        let other = LESSONS[1].slug;
        click_lesson(tab, other).await?;
        let view = tab.see("it says so", |view| says_it_is_missing(view, other)).await?;
        ensure!(view.lesson == before.lesson && view.is("finished"), "the page has left its lesson");
        ensure!((&view.query, view.history) == (&before.query, before.history), "the address has changed");
        ensure!(view.output == before.output && view.figures == before.figures);
        tab.run().await?;
        let asked_for = format!("lesson={other}&wait=2&theme=dark&run=1");
        let view = tab.goto(&asked_for).await?;
        ensure!(says_it_is_missing(&view, other), "{:?}", view.notices);
        ensure!(
            view.lesson.as_deref() == Some(LESSONS[0].slug) && view.is("ready"),
            "something else runs than asked for"
        );
        ensure!(view.fields == Setting::of("").form() && view.theme.as_deref() == Some("dark"));
        ensure!(view.query.ends_with(&asked_for), "whoever loads the page again wants what was asked for");
        Ok(())
    });
}

#[test]
fn what_could_not_be_fetched_is_tried_again_at_the_next_click() {
    visit(async |tab| {
        tab.expects_on_console("ERR_BLOCKED_BY_CLIENT");
        tab.cdp("Network.enable", serde_json::json!({})).await?;
        tab.goto(SHORT).await?;
        let other = LESSONS[1].slug;
        tab.cdp("Network.setBlockedURLs", serde_json::json!({ "urls": [format!("*{SECOND_PART}*")] })).await?;
        click_lesson(tab, other).await?;
        tab.see("it says so", |view| says_it_is_missing(view, other)).await?;
        tab.cdp("Network.setBlockedURLs", serde_json::json!({ "urls": [] })).await?;
        click_lesson(tab, other).await?;
        let view = tab.see("it opens", |view| view.lesson.as_deref() == Some(other)).await?;
        ensure!(view.notices.is_empty() && view.fields == Setting::of(&format!("lesson={other}")).form());
        Ok(())
    });
}

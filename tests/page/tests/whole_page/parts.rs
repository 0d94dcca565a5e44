//! The two parts of the program: the page with its first lesson, and what only the other lessons need.

use crate::SHORT;
use anyhow::{Context, Result, ensure};
use simul::lessons::LESSONS;
use simul_page_tests::{PATIENCE, Setting, Special, Tab, View, until, visit, visit_and_watch, visit_site};

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
fn two_lessons_at_once_ask_for_the_second_part_once_and_the_last_one_opens() {
    visit(async |tab| {
        tab.goto(SHORT).await?;
        let (first, last) = (LESSONS[1].slug, LESSONS[2].slug);
        let click = "arguments[0].forEach((slug) => document.querySelector(`nav a[href*='lesson=${slug}']`).click())";
        tab.js::<()>(click, &[serde_json::json!([first, last])]).await?;
        tab.see("the last one opens", |view| view.lesson.as_deref() == Some(last)).await?;
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

/// The page's patience, and no other time, is over at once; and the host never answers for the second part.
const SILENT: &str = "const wait = setTimeout; const ask = fetch; \
    window.setTimeout = (act, ms, ...rest) => wait(act, ms === 20000 ? 0 : ms, ...rest); \
    window.fetch = (address, options) => !String(address).includes('lessons-') ? ask(address, options) : \
        new Promise((_, refuse) => options.signal.addEventListener('abort', () => refuse(options.signal.reason)));";

#[test]
fn a_host_that_never_sends_the_second_part_is_given_up() {
    visit_site(&[Special::Preface(SILENT)], async |tab| {
        tab.goto(SHORT).await?;
        let other = LESSONS[1].slug;
        click_lesson(tab, other).await?;
        let view = tab.see("it says so", |view| says_it_is_missing(view, other)).await?;
        ensure!(view.notices[0].contains("the host does not answer"), "{:?}", view.notices);
        Ok(())
    });
}

#[test]
fn what_could_not_be_fetched_is_tried_again_at_the_next_click() {
    visit_and_watch(&[Special::WithoutLaterLessons], async |tab, site| {
        tab.expects_on_console("404");
        tab.goto(SHORT).await?;
        let other = LESSONS[1].slug;
        click_lesson(tab, other).await?;
        tab.see("it says so", |view| says_it_is_missing(view, other)).await?;
        site.finds_it_again();
        click_lesson(tab, other).await?;
        let view = tab.see("it opens", |view| view.lesson.as_deref() == Some(other)).await?;
        ensure!(view.notices.is_empty() && view.fields == Setting::of(&format!("lesson={other}")).form());
        Ok(())
    });
}

#[test]
fn the_run_record_is_fetched_when_it_is_asked_for_and_the_page_says_where_it_cannot_be() {
    visit(async |tab| {
        tab.goto(SHORT).await?;
        tab.run().await?;
        ensure!(asked(tab).await? == 0);
        tab.click(".share .download").await?;
        until("it is asked for", PATIENCE, async || Ok((asked(tab).await? == 1).then_some(()))).await?;
        ensure!(tab.view().await?.notices.is_empty());
        Ok(())
    });
    visit_site(&[Special::WithoutLaterLessons], async |tab| {
        tab.expects_on_console("404");
        tab.goto(SHORT).await?;
        tab.run().await?;
        tab.click(".share .download").await?;
        tab.see("it says so", |view| view.notices.iter().any(|notice| notice.contains("run record"))).await?;
        ensure!(tab.view().await?.is("finished"), "the run is gone");
        Ok(())
    });
}

#[test]
fn views_of_later_lessons_stand_in_their_places_once_and_follow_every_lesson() {
    const PLACES: &str = "return [...document.querySelectorAll('.arrange, .actions, .heartbeat, .inside, .costs, \
                          .puzzle')].map((view) => view.classList[0])";
    const VIEWS: [&str; 6] = ["arrange", "actions", "heartbeat", "inside", "costs", "puzzle"];
    visit(async |tab| {
        tab.goto(SHORT).await?;
        ensure!(
            tab.js::<Vec<String>>(PLACES, &[]).await?.is_empty(),
            "the first lesson has views that it does not need"
        );
        for line in LESSONS.iter().skip(1).chain(&LESSONS).chain(&LESSONS[1..2]) {
            click_lesson(tab, line.slug).await?;
            tab.see("it opens", |view| view.lesson.as_deref() == Some(line.slug)).await?;
            ensure!(tab.js::<Vec<String>>(PLACES, &[]).await? == VIEWS, "{}", line.slug);
        }
        // What is in them still follows the page, after many lessons.
        let game = "return document.querySelector('.puzzle').hidden";
        ensure!(!tab.js::<bool>(game, &[]).await?, "the lesson has no game");
        Ok(())
    });
}

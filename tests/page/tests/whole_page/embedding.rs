//! A lesson in somebody else's page: another origin, a plain iframe, a sub-path.

use crate::LONG;
use anyhow::ensure;
use serde_json::json;
use simul_page_tests::{Course, PATIENCE, Setting, check_record, until, visit_beside_others};

#[test]
fn an_embedded_lesson_is_alone_and_tells_its_parent_how_high_it_is() {
    visit_beside_others(async |tab| {
        let course = Course::open(tab, "lesson=exhibition&embed=1").await?;
        let resize = course.hears("simul:resize", 1).await?;
        let height = resize.data["height"].as_f64().unwrap_or_default();
        ensure!(height > 100.0, "the height is {height}");
        let navs: usize =
            course.inside(async |tab| tab.js("return document.querySelectorAll('nav').length", &[]).await).await?;
        ensure!(navs == 0);
        let isolated: bool = course.inside(async |tab| tab.js("return crossOriginIsolated", &[]).await).await?;
        ensure!(!isolated, "a plain iframe is not isolated");
        // Once the frame is as high as the lesson says, nothing is left to scroll.
        let fits = "return document.documentElement.scrollHeight <= innerHeight + 1 && document.documentElement.scrollWidth <= innerWidth";
        until("the frame is as high as the lesson", PATIENCE, async || {
            let fits: bool = course.inside(async |tab| tab.js(fits, &[]).await).await?;
            Ok(fits.then_some(()))
        })
        .await?;
        let heard = course.messages().await?;
        ensure!(heard.iter().all(|message| tab.address("").starts_with(&message.origin)), "{heard:?}");
        Ok(())
    });
}

#[test]
fn a_parent_sets_parameters_starts_and_hears_of_the_run() {
    visit_beside_others(async |tab| {
        let course = Course::open(tab, "lesson=exhibition&embed=1&speed=6000").await?;
        course.run(json!({ "opponents": 3, "rounds": 1 })).await?;
        let setting = Setting::of("opponents=3&rounds=1&speed=6000");
        let ran = course.hears("simul:run", 1).await?;
        check_record(&ran.data["record"], &setting, 1)?;
        course.tell(json!({ "type": "simul:start" })).await?;
        let again = course.hears("simul:run", 2).await?;
        check_record(&again.data["record"], &setting, 2)?;
        let view = course.see("the run is on the page", |view| view.is("finished")).await?;
        ensure!(view.fields == setting.form());
        ensure!(view.query.contains("embed=1"), "the address forgets that the lesson is embedded: {}", view.query);
        Ok(())
    });
}

#[test]
fn what_a_parent_says_at_once_behind_another_lesson_is_done_in_its_order() {
    visit_beside_others(async |tab| {
        let course = Course::open(tab, "embed=1").await?;
        let messages = json!([
            { "type": "simul:set", "params": { "lesson": "deferring", "wait": 0.2 } },
            { "type": "simul:set", "params": { "operations": 2 } },
            { "type": "simul:start" },
        ]);
        // All in one go: the part of the program that this lesson needs is still to be fetched.
        tab.js::<()>("arguments[0].forEach(tell)", &[messages]).await?;
        let ran = course.hears("simul:run", 1).await?;
        check_record(&ran.data["record"], &Setting::of("lesson=deferring&wait=0.2&operations=2"), 1)
    });
}

#[test]
fn a_guess_is_in_the_record() {
    visit_beside_others(async |tab| {
        let course = Course::open(tab, "embed=1&opponents=3&rounds=1&speed=6000").await?;
        course.inside(async |tab| tab.guess("synchronous", "2 min").await).await?;
        course.tell(json!({ "type": "simul:start" })).await?;
        let record = course.hears("simul:run", 1).await?.data["record"].clone();
        let guess = &record["guess_ms"];
        ensure!(guess["synchronous"].as_f64() == Some(20.0) && guess["asynchronous"].is_null(), "{guess}");
        check_record(&record, &Setting::of("opponents=3&rounds=1&speed=6000"), 1)
    });
}

#[test]
fn a_parent_stops_a_long_run() {
    visit_beside_others(async |tab| {
        let course = Course::open(tab, &format!("{LONG}&embed=1")).await?;
        course.tell(json!({ "type": "simul:start" })).await?;
        course.see("it prints", |view| view.is("running") && !view.output.is_empty()).await?;
        course.tell(json!({ "type": "simul:stop" })).await?;
        course.see("it has stopped", |view| view.is("stopped")).await?;
        course.hears("simul:run", 1).await?;
        Ok(())
    });
}

#[test]
fn a_parent_hears_of_what_it_set_wrongly_by_notices_and_nothing_else_changes() {
    visit_beside_others(async |tab| {
        let course = Course::open(tab, "embed=1&opponents=3&rounds=1&speed=6000").await?;
        let params = json!({ "opponents": "lots", "rounds": 2, "reply": true, "colour": "red", "order": null, "seed": [1], "run": 1 });
        course.tell(json!({ "type": "simul:set", "params": params })).await?;
        let view = course.see("the notices are there", |view| view.notices.len() >= 6).await?;
        ensure!(view.field("rounds")? == "2" && view.field("speed")? == "6000" && view.is("ready"));
        for name in ["opponents", "reply", "colour", "order", "seed", "run"] {
            ensure!(view.notices.iter().any(|notice| notice.contains(name)), "{name} is not in {:?}", view.notices);
        }
        Ok(())
    });
}

#[test]
fn messages_that_make_no_sense_do_no_harm() {
    let odd = [
        "null",
        "undefined",
        "0",
        "-1",
        "NaN",
        "''",
        "'simul:start'",
        "'{\"type\":\"simul:start\"}'",
        "true",
        "[]",
        "[['type', 'simul:start']]",
        "{}",
        "{ type: null }",
        "{ type: 5 }",
        "{ type: ['simul:start'] }",
        "{ type: { toString: 'simul:start' } }",
        "{ type: 'simul:Start' }",
        "{ type: 'simul:start ' }",
        "{ type: 'simul:ready' }",
        "{ type: 'simul:run', record: {} }",
        "{ type: 'simul:set' }",
        "{ type: 'simul:set', params: null }",
        "{ type: 'simul:set', params: 5 }",
        "{ type: 'simul:set', params: 'opponents=9' }",
        "{ type: 'simul:set', params: [['opponents', 9]] }",
        "{ type: 'simul:set', params: { } }",
        "{ type: 'simul:set', params: { opponents: { valueOf: 9 } } }",
        "{ type: 'simul:set', params: { opponents: [9] } }",
        "{ type: 'simul:set', params: { opponents: null, rounds: undefined } }",
        "{ type: 'simul:set', params: { opponents: 9n } }",
        "new Map([['type', 'simul:start']])",
        "new Date()",
        "new ArrayBuffer(8)",
        "new Error('simul:start')",
        "/simul:start/",
        "(() => { const loop = {}; loop.loop = loop; return loop; })()",
        "(() => { let deep = {}; for (let i = 0; i < 2000; i++) deep = { deep }; return { type: 'simul:set', params: deep }; })()",
        "{ type: 'simul:stop' }",
    ];
    visit_beside_others(async |tab| {
        let course = Course::open(tab, "embed=1&opponents=3&rounds=1&speed=6000").await?;
        let before = course.see("predictions are there", |view| view.has("predicted-asynchronous-virtual")).await?;
        for message in odd {
            course.tell_odd(message).await?;
        }
        // Names that mean something to JavaScript are parameters nobody has, and a thousand of them are too many.
        let names = "Object.fromEntries([['__proto__', 'x'], ['constructor', 1], ['toString', 2], ['<b>', 3]])";
        course.tell_odd(&format!("{{ type: 'simul:set', params: {names} }}")).await?;
        let view = course.see("those are named", |view| view.notices.len() >= 3).await?;
        ensure!((&view.fields, &view.state) == (&before.fields, &before.state), "something came through");
        let many = "Object.fromEntries(Array.from({ length: 1000 }, (_, i) => ['p' + i, 'x'.repeat(1000)]))";
        course.tell_odd(&format!("{{ type: 'simul:set', params: {many} }}")).await?;
        let view = course.see("those are counted", |view| view.notices.len() > 10).await?;
        ensure!(view.notices.len() <= 21 && view.fields == before.fields);
        ensure!(course.heard("simul:run").await?.is_empty(), "something ran");
        // What makes sense is still heard.
        course.run(json!({ "opponents": 2 })).await?;
        let ran = course.hears("simul:run", 1).await?;
        check_record(&ran.data["record"], &Setting::of("opponents=2&rounds=1&speed=6000"), 1)
    });
}

#[test]
fn only_the_parent_is_listened_to() {
    visit_beside_others(async |tab| {
        let course = Course::open(tab, "embed=1&opponents=3&rounds=1&speed=6000").await?;
        course.neighbour_tells(json!({ "type": "simul:set", "params": { "opponents": 9 } })).await?;
        course.neighbour_tells(json!({ "type": "simul:start" })).await?;
        // The lesson telling itself is no better.
        course.inside(async |tab| tab.js::<()>("postMessage({ type: 'simul:start' }, '*')", &[]).await).await?;
        // By the time this has come, so would those.
        course.tell(json!({ "type": "simul:set", "params": { "rounds": 2 } })).await?;
        let view =
            course.see("the parent's word has come", |view| view.field("rounds").is_ok_and(|text| text == "2")).await?;
        ensure!(view.field("opponents")? == "3" && view.is("ready"));
        ensure!(course.heard("simul:run").await?.is_empty());
        Ok(())
    });
}

#[test]
fn a_page_that_is_not_embedded_listens_to_nobody() {
    visit_beside_others(async |tab| {
        tab.goto("opponents=3&rounds=1&speed=6000").await?;
        // Another message behind them, to know that they have come.
        let tell = "return new Promise((came) => {
            addEventListener('message', (event) => event.data === 'came' && came(true));
            for (const message of [{ type: 'simul:start' }, { type: 'simul:set', params: { opponents: 9 } }, 'came']) postMessage(message, '*');
        })";
        tab.js::<bool>(tell, &[]).await?;
        let view = tab.view().await?;
        ensure!(view.is("ready") && view.field("opponents")? == "3");
        Ok(())
    });
}

#[test]
fn a_record_keeps_a_hundred_thousand_events_and_counts_the_others() {
    visit_beside_others(async |tab| {
        let many = "opponents=1000&own_move=1&reply=9&rounds=25&speed=100000&variant=asynchronous";
        let course = Course::open(tab, &format!("{many}&embed=1")).await?;
        course.tell(json!({ "type": "simul:start" })).await?;
        // A record of this size stays where it is: it is counted there.
        let count = "const ran = heard.find((message) => message.data.type === 'simul:run');
            return ran ? [ran.data.record.events.length, ran.data.record.events_left_out ?? 0] : null;";
        let counted = async || tab.js::<Option<(usize, usize)>>(count, &[]).await;
        let (kept, left_out) = until("the run has ended", PATIENCE, counted).await?;
        ensure!(kept == 100_000 && left_out > 0, "{kept} are kept, {left_out} left out");
        Ok(())
    });
}

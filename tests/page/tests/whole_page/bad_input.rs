//! Whatever an address or a visitor says, the page is usable, and names what it did not understand.

use crate::SHORT;
use anyhow::{Context, Result, ensure};
use simul_page_tests::{Setting, Tab, View, visit_beside_others};
use thirtyfour::common::keys::Key;

/// An address, and the parameters it has a problem with, in the order of the notices; those not named may have any.
const ADDRESSES: &[(&str, &[&str])] = &[
    ("lesson=", &["lesson"]),
    ("lesson=chess", &["lesson"]),
    ("lesson=Exhibition", &["lesson"]),
    ("lesson=exhibition&lesson=pitfalls", &["lesson"]),
    ("lesson=%E2%99%9E", &["lesson"]),
    ("colour=red", &["colour"]),
    ("oponents=5&own_moves=3", &["oponents", "own_moves"]),
    ("opponents=5&opponents=6", &["opponents"]),
    ("opponents=", &["opponents"]),
    ("opponents", &["opponents"]),
    ("opponents=NaN", &["opponents"]),
    ("opponents=inf", &["opponents"]),
    ("opponents=-inf", &["opponents"]),
    ("opponents=-1", &["opponents"]),
    ("opponents=0", &["opponents"]),
    ("opponents=1001", &["opponents"]),
    ("opponents=1.5", &["opponents"]),
    ("opponents=1e999", &["opponents"]),
    ("opponents=-1e999", &["opponents"]),
    ("opponents=1000000000000000000000000000000", &["opponents"]),
    ("opponents=18446744073709551616", &["opponents"]),
    ("opponents=0x10", &["opponents"]),
    ("opponents=five", &["opponents"]),
    ("opponents=1,000", &["opponents"]),
    ("opponents=%F0%9F%A6%84", &["opponents"]),
    ("opponents=%FF%FE", &["opponents"]),
    ("opponents=%", &["opponents"]),
    ("opponents=%zz", &["opponents"]),
    ("opponents=%00", &["opponents"]),
    ("opponents[]=5", &["opponents[]"]),
    ("own_move=-0.001", &["own_move"]),
    ("own_move=601", &["own_move"]),
    ("own_move=1e-400&reply=1e400", &["reply"]),
    ("reply=5%20s", &["reply"]),
    ("rounds=0", &["rounds"]),
    ("rounds=501", &["rounds"]),
    ("speed=0", &["speed"]),
    ("speed=-0", &["speed"]),
    ("speed=1e6", &["speed"]),
    ("spread=2", &["spread"]),
    ("order=nonsense", &["order"]),
    ("order=READY", &["order"]),
    ("seed=-5", &["seed"]),
    ("seed=4294967296", &["seed"]),
    ("variant=nonsense", &["variant"]),
    ("variant=all", &["variant"]),
    ("variant=", &["variant"]),
    ("run=maybe", &["run"]),
    ("embed=yes", &["embed"]),
    ("theme=pink", &["theme"]),
    ("__proto__=1&constructor=2&toString=3", &["__proto__", "constructor", "toString"]),
    ("opponents=5;rounds=6", &["opponents"]),
    ("%FF%FE=%FF%FE", &[]),
    ("=5", &[]),
    ("&&&&&", &[]),
    ("?&=&?", &[]),
    ("=", &[]),
];

/// Attempts to be read as HTML.
const SCRIPTS: &[&str] = &[
    "<script>window.broken = 1</script>",
    "<img src=x onerror='window.broken = 1'>",
    "\"><svg onload=window.broken=1>",
    "</ul></main><h1>broken</h1>",
    "javascript:window.broken=1",
];

/// The page is usable: it says where it stands, its form holds values that are none too bad, and it would run.
fn is_usable(view: &View) -> Result<()> {
    ensure!(view.mains == 1 && view.lesson.as_deref() == Some("exhibition"));
    ensure!(view.is("ready") && view.can_run);
    let query: Vec<String> = view.fields.iter().map(|(name, text)| format!("{name}={text}")).collect();
    let form = Setting::of(&query.join("&"));
    ensure!(form.opened.notices.is_empty(), "the form holds {:?}", form.opened.notices);
    Ok(())
}

#[test]
fn a_broken_address_opens_a_usable_page_that_names_what_it_did_not_understand() {
    visit_beside_others(async |tab| {
        for (query, parameters) in ADDRESSES {
            answers(tab, query, parameters).await.with_context(|| format!("the address ends with ?{query}"))?;
        }
        Ok(())
    });
}

async fn answers(tab: &Tab, query: &str, parameters: &[&str]) -> Result<()> {
    let view = tab.goto(query).await?;
    is_usable(&view)?;
    let setting = Setting::of(&format!("?{query}"));
    ensure!(view.fields == setting.form(), "the form is not what the parser makes of it");
    let expected: Vec<&str> = setting.opened.notices.iter().map(|notice| notice.text.as_str()).collect();
    ensure!(view.notices == expected);
    ensure!(
        parameters.is_empty() || view.notices.len() == parameters.len(),
        "there are {} notices",
        view.notices.len()
    );
    for (notice, parameter) in view.notices.iter().zip(parameters) {
        ensure!(notice.contains(parameter), "{notice:?} does not name {parameter}");
        ensure!(notice.contains("taken") || notice.contains("left out") || notice.contains("opened"), "{notice:?}");
    }
    Ok(())
}

#[test]
fn nothing_in_an_address_is_read_as_html() {
    visit_beside_others(async |tab| {
        for script in SCRIPTS {
            let value: String = form_urlencoded::byte_serialize(script.as_bytes()).collect();
            for query in
                [format!("{value}={value}"), format!("lesson={value}"), format!("order={value}&variant={value}")]
            {
                let view = tab.goto(&query).await?;
                is_usable(&view).context(query.clone())?;
                ensure!(!view.notices.is_empty());
                let harm: bool = tab
                    .js(
                        "return 'broken' in window || !!document.querySelector('main img, main script, #notices li *')",
                        &[],
                    )
                    .await?;
                ensure!(!harm, "{script} was read as HTML in {query}");
            }
        }
        Ok(())
    });
}

#[test]
fn an_enormous_address_is_answered() {
    visit_beside_others(async |tab| {
        // Servers refuse what is longer than 65,535 bytes.
        let many: String = (0..4_000).map(|number| format!("p{number}=x&")).collect();
        for query in [format!("opponents={}", "9".repeat(60_000)), format!("x={}", "<".repeat(20_000)), many] {
            let view = tab.goto(&query).await?;
            is_usable(&view)?;
            ensure!((1..=21).contains(&view.notices.len()), "{} notices", view.notices.len());
            let length: usize = view.notices.iter().map(String::len).sum();
            ensure!(length < 5_000, "the notices have {length} bytes");
        }
        Ok(())
    });
}

#[test]
fn a_page_with_a_broken_address_runs() {
    visit_beside_others(async |tab| {
        tab.goto(&format!("{SHORT}&rounds=many&colour=red&run=maybe")).await?;
        let view = tab.run().await?;
        ensure!(view.has("measured-synchronous") && view.has("measured-asynchronous"));
        Ok(())
    });
}

#[test]
fn what_a_field_cannot_take_is_named_and_replaced() {
    let typed = [
        ("opponents", "lots"),
        ("opponents", ""),
        ("opponents", "0"),
        ("opponents", "-3"),
        ("opponents", "1e30"),
        ("opponents", "2.5"),
        ("opponents", "♞"),
        ("own_move", "<b>5</b>"),
        ("reply", "soon"),
        ("reply", "601"),
        ("rounds", "NaN"),
        ("speed", "inf"),
        ("speed", "0"),
    ];
    visit_beside_others(async |tab| {
        tab.goto(SHORT).await?;
        for (place, (name, text)) in typed.into_iter().enumerate() {
            tab.set(name, text).await?;
            let named = |view: &View| view.notices.iter().any(|notice| notice.contains(name));
            let view = tab.see(&format!("{text:?} in {name} is named"), named).await?;
            is_usable(&view).with_context(|| format!("{text:?} in {name}"))?;
            let invalid = format!("return document.getElementById('param-{name}').getAttribute('aria-invalid')");
            ensure!(tab.js::<Option<String>>(&invalid, &[]).await?.as_deref() == Some("true"), "{name} is not marked");
            // Another value each time: typing what stands there already is no edit.
            tab.set(name, &(place + 2).to_string()).await?;
            let mended = |view: &View| !view.notices.iter().any(|notice| notice.contains(name));
            tab.see(&format!("{name} is mended"), mended).await?;
        }
        Ok(())
    });
}

#[test]
fn enter_in_a_field_takes_what_was_typed_and_leaves_the_page() {
    visit_beside_others(async |tab| {
        tab.goto(SHORT).await?;
        let field = tab.element("#param-opponents").await?;
        field.focus().await?;
        field.send_keys(Key::Control + "a").await?;
        field.send_keys("11" + Key::Enter).await?;
        let view = tab.see("the address follows", |view| view.query.contains("opponents=11")).await?;
        ensure!(view.field("opponents")? == "11" && view.is("ready"));
        Ok(())
    });
}

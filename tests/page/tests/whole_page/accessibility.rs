//! What a screen reader finds: names, roles, headings in order, references that lead somewhere.

use crate::SHORT;
use anyhow::{Context, Result, ensure};
use simul_page_tests::{Course, Tab, visit_beside_others};

/// What may be nothing without a name, and is told at all: what cannot be seen and what a picture consists of are not.
const CANDIDATES: &str = "
    const all = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, canvas, img, svg, progress, [role], [tabindex]')];
    return all.filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.closest('[aria-hidden=true]')
        && !one.parentElement.closest('[role=img]'));";
/// Roles that are nothing without a name.
const NAMED: &[&str] = &[
    "button",
    "checkbox",
    "combobox",
    "graphics-document",
    "image",
    "img",
    "link",
    "listbox",
    "meter",
    "progressbar",
    "radio",
    "searchbox",
    "slider",
    "spinbutton",
    "switch",
    "tab",
    "textbox",
    "application",
    "dialog",
];

async fn is_accessible(tab: &Tab) -> Result<()> {
    let problems: Vec<String> = tab.js(include_str!("structure.js"), &[]).await?;
    ensure!(problems.is_empty(), "{}", problems.join("\n"));
    let nameless = nameless(tab).await?;
    ensure!(nameless.is_empty(), "without a name: {nameless:?}");
    Ok(())
}

/// What the browser itself tells a screen reader that has no name.
async fn nameless(tab: &Tab) -> Result<Vec<String>> {
    let (mut nameless, mut buttons) = (Vec::new(), 0);
    for element in tab.driver().execute(CANDIDATES, Vec::new()).await?.elements()? {
        let told = tab.role_and_name(&element).await;
        let (role, name) = told.with_context(|| format!("nothing is told of {element:?}"))?;
        buttons += usize::from(role == "button");
        if NAMED.contains(&role.as_str()) && name.trim().is_empty() {
            nameless.push(format!("{role}: {}", element.outer_html().await?));
        }
    }
    ensure!(buttons > 1, "the browser tells of {buttons} buttons");
    Ok(nameless)
}

#[test]
fn the_page_is_accessible_before_during_and_after_a_run() {
    visit_beside_others(async |tab| {
        tab.goto(&format!("{SHORT}&colour=red")).await?;
        tab.see("predictions are there", |view| view.has("predicted-asynchronous-virtual")).await?;
        is_accessible(tab).await.context("before a run")?;
        tab.run().await?;
        is_accessible(tab).await.context("after a run")?;
        tab.set("opponents", "none").await?;
        is_accessible(tab).await.context("after an edit")?;
        tab.goto(crate::LONG).await?;
        tab.click("#run").await?;
        tab.see("it runs", |view| view.is("running") && !view.output.is_empty()).await?;
        is_accessible(tab).await.context("during a run")?;
        tab.click("#stop").await?;
        tab.see("it has stopped", |view| view.is("stopped")).await?;
        Ok(())
    });
}

#[test]
fn an_embedded_lesson_is_accessible() {
    visit_beside_others(async |tab| {
        let course = Course::open(tab, "embed=1").await?;
        let problems: Vec<String> = course.inside(async |tab| tab.js(include_str!("structure.js"), &[]).await).await?;
        ensure!(problems.is_empty(), "{}", problems.join("\n"));
        Ok(())
    });
}

#[test]
fn notices_and_the_end_of_a_run_are_announced() {
    visit_beside_others(async |tab| {
        tab.goto(SHORT).await?;
        let live =
            "return document.getElementById('notices').closest('[aria-live], [role=status], [role=alert]') !== null";
        ensure!(tab.js::<bool>(live, &[]).await?, "notices appear silently");
        let listen = "
            window.announced = [];
            const regions = [...document.querySelectorAll('[aria-live], [role=status], [role=alert]')];
            for (const region of regions) {
                new MutationObserver(() => announced.push(region.textContent)).observe(region, { childList: true, subtree: true, characterData: true });
            }";
        tab.js::<()>(listen, &[]).await?;
        tab.run().await?;
        let announced: Vec<String> = tab.js("return announced", &[]).await?;
        ensure!(announced.iter().any(|text| text.contains("Finished")), "{announced:?}");
        Ok(())
    });
}

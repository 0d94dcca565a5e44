//! Light and dark, wide and narrow; and pictures of it all for people to look at.

use crate::SHORT;
use anyhow::{Context, Result, ensure};
use simul_page_tests::{Tab, Visitor, visit_as, visit_beside_others};
use std::path::PathBuf;

/// Where the pictures are: `screenshots`, beside what cargo builds.
fn pictures() -> Result<PathBuf> {
    let folder =
        PathBuf::from(env!("CARGO_TARGET_TMPDIR")).parent().context("a folder lies in a folder")?.join("screenshots");
    std::fs::create_dir_all(&folder)?;
    Ok(folder)
}

/// Takes a picture of the whole page, as long as it is.
async fn picture(tab: &Tab, name: &str, width: u32) -> Result<()> {
    let height: u32 = tab.js("return document.documentElement.scrollHeight", &[]).await?;
    tab.resize(width, height.clamp(700, 12_000)).await?;
    let file = format!("{:?}-{name}.png", tab.engine()).to_lowercase();
    tab.driver().screenshot(&pictures()?.join(file)).await?;
    Ok(())
}

async fn does_not_scroll_sideways(tab: &Tab, width: u32) -> Result<()> {
    let widest = "
        const root = document.documentElement;
        if (root.scrollWidth <= innerWidth) return null;
        const out = [...document.querySelectorAll('body *')].filter((one) => one.getBoundingClientRect().right > innerWidth + 1);
        return root.scrollWidth + ' px: ' + out.slice(0, 5).map((one) => one.tagName + '.' + one.getAttribute('class') + '#' + one.id).join(', ');";
    let widest: Option<String> = tab.js(widest, &[]).await?;
    ensure!(widest.is_none(), "at {width} px the page scrolls sideways: {widest:?}");
    Ok(())
}

#[test]
fn every_theme_and_width_fits_before_and_after_a_run() {
    visit_beside_others(async |tab| {
        for theme in ["light", "dark"] {
            for width in [1280, 768, 390, 360, 320] {
                tab.resize(width, 900).await?;
                let view = tab.goto(&format!("{SHORT}&theme={theme}")).await?;
                ensure!(view.theme.as_deref() == Some(theme), "data-theme is {:?}", view.theme);
                does_not_scroll_sideways(tab, width).await?;
                if width == 1280 {
                    picture(tab, &format!("{theme}-{width}-ready"), width).await?;
                }
                tab.run().await?;
                does_not_scroll_sideways(tab, width).await.context("after a run")?;
                picture(tab, &format!("{theme}-{width}-finished"), width).await?;
            }
        }
        Ok(())
    });
}

#[test]
fn without_a_word_in_the_address_the_system_decides() {
    let mut papers = Vec::new();
    for system in [Visitor::LikesLight, Visitor::LikesDark] {
        visit_as(&[system], async |tab| {
            let view = tab.goto("").await?;
            ensure!(view.theme.is_none(), "data-theme is {:?}", view.theme);
            papers.push(paper(tab).await?);
            // What the address says is worth more than what the system says.
            for theme in ["light", "dark"] {
                tab.goto(&format!("theme={theme}")).await?;
                papers.push(paper(tab).await?);
            }
            Ok(())
        });
    }
    let [light, light_in_light, dark_in_light, dark, light_in_dark, dark_in_dark] = &papers[..] else {
        panic!("six were looked at")
    };
    assert!(light != dark && light_in_light == light && light_in_dark == light, "{papers:?}");
    assert!(dark_in_light == dark && dark_in_dark == dark, "{papers:?}");
}

async fn paper(tab: &Tab) -> Result<String> {
    let script = "
        const colour = (node) => getComputedStyle(node).backgroundColor;
        const body = colour(document.body);
        return body === 'rgba(0, 0, 0, 0)' ? colour(document.documentElement) : body;";
    tab.js(script, &[]).await
}

#[test]
fn a_chosen_theme_is_remembered() {
    visit_beside_others(async |tab| {
        tab.goto("").await?;
        tab.js::<()>("document.querySelector('input[name=theme][value=dark]').click()", &[]).await?;
        tab.see("it is dark", |view| view.theme.as_deref() == Some("dark")).await?;
        let view = tab.goto("").await?;
        ensure!(view.theme.as_deref() == Some("dark"), "data-theme is {:?}", view.theme);
        ensure!(!view.query.contains("theme"), "nobody asked for it in the address");
        Ok(())
    });
}

#[test]
fn reduced_motion_is_respected() {
    visit_as(&[Visitor::LikesLessMotion], async |tab| {
        tab.goto(crate::LONG).await?;
        tab.click("#run").await?;
        tab.see("it runs", |view| view.is("running") && !view.output.is_empty()).await?;
        let moving = "return document.getAnimations().filter((one) => one.playState === 'running' && one.effect.getComputedTiming().duration > 1).length";
        let moving: usize = tab.js(moving, &[]).await?;
        ensure!(moving == 0, "{moving} animations");
        tab.click("#stop").await?;
        tab.see("it has stopped", |view| view.is("stopped")).await?;
        Ok(())
    });
}

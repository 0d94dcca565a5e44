//! What a lesson compares beside its program, and the ring of a deadlock.

use anyhow::ensure;
use simul_page_tests::{PATIENCE, Special, Tab, until, visit, visit_site};
use thirtyfour::common::keys::Key;

const STATUS: &str = "return document.querySelector('.costs [role=status]').textContent";

async fn said(tab: &Tab) -> anyhow::Result<String> {
    tab.js(STATUS, &[]).await
}

#[test]
fn a_million_switches_of_each_kind_are_measured_and_the_page_lives() {
    visit(async |tab| {
        tab.goto("lesson=coroutines").await?;
        let watch = "window.longest = 0; new PerformanceObserver((list) => list.getEntries().forEach((task) => \
                     { window.longest = Math.max(window.longest, task.duration); })).observe({ type: 'longtask' });";
        tab.js::<()>(watch, &[]).await?;
        tab.click("#measure").await?;
        let all = async || Ok((said(tab).await? == "All measured.").then_some(()));
        until("all are measured", PATIENCE, all).await?;
        let figures = "return [...document.querySelectorAll('.costs tbody tr')].map((row) => \
                       [Number(row.querySelector('data').value), row.lastElementChild.textContent])";
        let figures: Vec<(f64, String)> = tab.js(figures, &[]).await?;
        ensure!(figures.len() == 6, "{figures:?}");
        ensure!(figures.iter().all(|(ns, times)| *ns > 0.0 && times == "1,000,000"), "{figures:?}");
        ensure!(figures[0].0 < figures[5].0, "a call is cheaper than a future's turn: {figures:?}");
        let longest: f64 = tab.js("return window.longest", &[]).await?;
        ensure!(longest == 0.0, "the page stood still for {longest} ms");
        Ok(())
    });
}

#[test]
fn whoever_measures_with_the_keyboard_keeps_the_focus_and_hears_the_status() {
    visit(async |tab| {
        tab.goto("lesson=coroutines").await?;
        let hold = "window.held = ['#measure', '.costs [role=status]'].map((one) => document.querySelector(one)); \
                    window.held[0].focus();";
        tab.js::<()>(hold, &[]).await?;
        tab.press(Key::Enter).await?;
        let all = async || Ok((said(tab).await? == "All measured.").then_some(()));
        until("all are measured", PATIENCE, all).await?;
        let kept = "return [document.activeElement === window.held[0] && window.held[0].isConnected, \
                    window.held[1].isConnected && window.held[1].textContent === 'All measured.']";
        let (focus, status): (bool, bool) = tab.js(kept, &[]).await?;
        ensure!(focus, "the button that was pressed is gone");
        ensure!(status, "the status is another element than before");
        Ok(())
    });
}

#[test]
fn a_clock_with_long_steps_does_not_make_the_page_stand_still() {
    visit(async |tab| {
        tab.goto("lesson=coroutines").await?;
        let all = async || Ok((said(tab).await? == "All measured.").then_some(()));
        tab.click("#measure").await?;
        until("all are measured", PATIENCE, all).await?;
        // From now on the page's clock goes on by a tenth of a second at a time; and how much is done in one go is noted.
        let coarse = "const now = performance.now.bind(performance); \
                      performance.now = () => Math.floor(now() / 100) * 100; \
                      const script = document.querySelector('script[src=\"switches.js\"]'); \
                      const { generator } = script; window.most = 0; \
                      script.generator = (times) => { window.most = Math.max(window.most, times); generator(times); }; \
                      document.querySelector('#measure').click();";
        tab.js::<()>(coarse, &[]).await?;
        until("all are measured again", PATIENCE, all).await?;
        let most: u32 = tab.js("return window.most", &[]).await?;
        ensure!((256..=1 << 15).contains(&most), "{most} switches in one go");
        Ok(())
    });
}

/// The contestants' file is asked for, and comes when `release` is called.
const HELD: &str = "const { appendChild } = Node.prototype; Node.prototype.appendChild = function (child) { \
    if (child.getAttribute?.('src') === 'switches.js') { \
        child.type = 'held'; \
        window.release = () => { ['type', 'src'].forEach((name) => child.removeAttribute(name)); child.src = 'switches.js'; }; \
    } \
    return appendChild.call(this, child); };";

#[test]
fn who_measures_again_while_the_contestants_are_fetched_waits_for_them_too() {
    visit_site(&[Special::Preface(HELD)], async |tab| {
        tab.goto("lesson=coroutines").await?;
        tab.click("#measure").await?;
        let asked = async || Ok(tab.js::<bool>("return 'release' in window", &[]).await?.then_some(()));
        until("the file is asked for", PATIENCE, asked).await?;
        let again = "document.querySelector('#measure').click(); document.querySelector('#measure').click();";
        tab.js::<()>(again, &[]).await?;
        // Those before it in the table have been measured again.
        let rows = "return [...document.querySelectorAll('.costs tbody tr')].map((row) => row.textContent)";
        let two = async || {
            Ok((tab.js::<usize>("return document.querySelectorAll('.costs data').length", &[]).await? == 2)
                .then_some(()))
        };
        until("it waits", PATIENCE, two).await?;
        tab.js::<()>("window.release()", &[]).await?;
        let all = async || Ok((said(tab).await? == "All measured.").then_some(()));
        until("all are measured", PATIENCE, all).await?;
        let rows: Vec<String> = tab.js(rows, &[]).await?;
        ensure!(rows.iter().all(|row| !row.contains("not measured")), "{rows:?}");
        Ok(())
    });
}

#[test]
fn a_comparison_can_be_stopped_and_makes_room_for_a_run() {
    visit(async |tab| {
        tab.goto("lesson=coroutines").await?;
        let stopped = async || Ok((said(tab).await? == "Stopped before its end.").then_some(()));
        // Both in one go: it would be over before a second command comes.
        tab.js::<()>("document.querySelector('#measure').click(); document.querySelector('#measure').click();", &[])
            .await?;
        until("it is stopped", PATIENCE, stopped).await?;
        tab.js::<()>("document.querySelector('#measure').click(); document.querySelector('#run').click();", &[])
            .await?;
        tab.see("the lesson runs", |view| view.is("running")).await?;
        let waits = async || Ok(said(tab).await?.starts_with("Not while a program runs").then_some(()));
        until("it waits", PATIENCE, waits).await?;
        tab.click("#stop").await?;
        tab.see("it has stopped", |view| view.is("stopped")).await?;
        until("it was given up", PATIENCE, stopped).await
    });
}

#[test]
fn without_the_browsers_own_contestants_the_others_are_measured_all_the_same() {
    visit_site(&[Special::Without("switches.js")], async |tab| {
        tab.expects_on_console("switches.js");
        tab.goto("lesson=coroutines").await?;
        tab.click("#measure").await?;
        let all = async || Ok((said(tab).await? == "All measured.").then_some(()));
        until("all are measured", PATIENCE, all).await?;
        let rows = "return [...document.querySelectorAll('.costs tbody tr')].map((row) => row.textContent)";
        let rows: Vec<String> = tab.js(rows, &[]).await?;
        let missing: Vec<_> = rows.iter().filter(|row| row.contains("not measured: the page’s host did not")).collect();
        ensure!(missing.len() == 2 && missing[0].contains("generator") && missing[1].contains("await"), "{rows:?}");
        Ok(())
    });
}

#[test]
fn a_deadlock_is_drawn_as_a_ring_and_told_in_words() {
    visit(async |tab| {
        tab.goto("lesson=pitfalls&case=deadlock&wait=0.1").await?;
        tab.run().await?;
        let ring: (String, Vec<String>) = tab
            .js(
                "const ring = document.querySelector('.ring'); \
                 return [ring.querySelector('svg').getAttribute('aria-label'), \
                 [...ring.querySelectorAll('li')].map((item) => item.textContent)]",
                &[],
            )
            .await?;
        let words = [
            "alice has left fork, and waits for right fork.",
            "bob has right fork, and waits for left fork.",
            "main waits for alice to end.",
        ];
        ensure!(ring.1 == words, "{ring:?}");
        ensure!(ring.0 == format!("Broken: {} {}", words[0], words[1]), "{ring:?}");
        tab.goto("lesson=pitfalls&case=blocking-call&wait=0.1&tasks=1").await?;
        tab.run().await?;
        ensure!(tab.js::<bool>("return document.querySelector('.ring') === null", &[]).await?);
        Ok(())
    });
}

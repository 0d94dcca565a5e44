//! What is inside the loop, while a program runs and afterwards.

use anyhow::{Result, ensure};
use simul_page_tests::{Tab, visit};

/// A run of some two seconds, most of which a hundred tasks wait.
const HUNDRED: &str = "lesson=event-loop&feeds=100&latency=0.1&limit=5&items=1&variant=limited";

/// The words of the view, without what makes lines and columns of them.
async fn words(tab: &Tab) -> Result<String> {
    let script = "return document.querySelector('.inside').innerText.replace(/\\s+/g, ' ')";
    tab.js(script, &[]).await
}

/// Goes to a part of the run, of a thousand.
async fn go(tab: &Tab, part: u32) -> Result<String> {
    let script = "
        const slider = document.querySelector('#inside-at');
        slider.value = arguments[0];
        slider.dispatchEvent(new Event('input', { bubbles: true }));";
    tab.js::<()>(script, &[part.into()]).await?;
    words(tab).await
}

#[test]
fn the_loop_its_tasks_and_futures_are_seen_while_it_runs_and_at_any_moment_afterwards() {
    visit(async |tab| {
        tab.goto(HUNDRED).await?;
        tab.js::<()>(NOTE_WHAT_IS_SEEN, &[]).await?;
        tab.run().await?;
        let seen: Vec<String> = tab.js("return window.seen", &[]).await?;
        let while_running: Vec<_> = seen.iter().filter(|words| words.contains("Just now")).collect();
        ensure!((2..=8).contains(&while_running.len()), "{} looks in some two seconds", while_running.len());
        ensure!(while_running[0].contains("and 89 more"), "{}", while_running[0]);
        for word in ["Ready queue", "Timers", "waiting", "pending", "a connection"] {
            ensure!(while_running.iter().all(|words| words.contains(word)), "{word} is missing");
        }
        let start = go(tab, 0).await?;
        ensure!(start.contains("at 0 of"), "{start}");
        let end = go(tab, 1_000).await?;
        ensure!(end.contains("101 finished") && end.contains("nobody runs") && !end.contains("pending since"), "{end}");
        let middle = go(tab, 500).await?;
        ensure!(middle.contains("waiting, ") && middle.contains("pending since"), "{middle}");
        Ok(())
    });
}

/// Notes every text that the view has, as it has it.
const NOTE_WHAT_IS_SEEN: &str = "
    const view = document.querySelector('.inside');
    window.seen = [];
    new MutationObserver(() => window.seen.push(view.textContent))
        .observe(view.querySelector('.inside-lists'), { childList: true });";

#[test]
fn steps_go_from_one_event_to_the_next_and_a_slice_of_the_timeline_leads_to_its_moment() {
    visit(async |tab| {
        tab.goto("lesson=event-loop&latency=0.2&items=1&variant=concurrent").await?;
        tab.run().await?;
        go(tab, 0).await?;
        let mut ready = 0;
        for _ in 0..12 {
            tab.click(".inside-moment [data-forward]").await?;
            let queue = "return document.querySelectorAll('.inside-lists ol > li').length";
            ready = ready.max(tab.js::<u32>(queue, &[]).await?);
        }
        ensure!(ready == 3, "three tasks were ready at once, and {ready} were seen");
        let stepped = words(tab).await?;
        tab.click(".inside-moment button").await?;
        ensure!(words(tab).await? != stepped, "a step back shows the same");
        let key =
            "document.querySelector('.timeline-canvas').dispatchEvent(new KeyboardEvent('keydown', { key: 'n' }))";
        let when = "return document.querySelector('.inside-when').textContent";
        go(tab, 1_000).await?;
        let before: String = tab.js(when, &[]).await?;
        tab.js::<()>(key, &[]).await?;
        ensure!(tab.js::<String>(when, &[]).await? != before, "the timeline does not lead there: {before}");
        Ok(())
    });
}

#[test]
fn lessons_that_do_not_show_it_have_none() {
    visit(async |tab| {
        tab.goto("lesson=exhibition").await?;
        ensure!(tab.js::<bool>("return document.querySelector('.inside').hidden", &[]).await?);
        Ok(())
    });
}

//! The order game: lines put in order, run for real, and judged.

use anyhow::{Result, ensure};
use simul_page_tests::{Course, PATIENCE, Tab, until, visit};
use thirtyfour::common::keys::Key;

const ASYNCIO: &str = "lesson=deferring&puzzle=3";
const PAGE: &str = "lesson=deferring&level=browser&puzzle=4";

/// What program 3 of asyncio's level prints: it has no timer, so every place is certain.
const PRINTED: &str = "ABCDFGE";

/// The cards' letters as they lie.
async fn cards(tab: &Tab) -> Result<String> {
    tab.js(
        "return [...document.querySelectorAll('.puzzle [data-card]')].map((card) => card.dataset.card).join('')",
        &[],
    )
    .await
}

/// A column of the answer; empty before there is one.
async fn column(tab: &Tab, at: usize) -> Result<String> {
    let script = format!(
        "return [...document.querySelectorAll('.puzzle td:nth-child({at})')].map((one) => one.textContent).join('')"
    );
    tab.js(&script, &[]).await
}

async fn words(tab: &Tab, selector: &str) -> Result<String> {
    tab.js(&format!("return document.querySelector('{selector}').innerText"), &[]).await
}

/// Waits until the page says how far the puzzle is.
async fn until_it_is(tab: &Tab, step: &str) -> Result<()> {
    let script = "return document.querySelector('.puzzle').dataset.step ?? ''";
    until(&format!("the puzzle is {step}"), PATIENCE, async || {
        let now: String = tab.js(script, &[]).await?;
        Ok((now == step).then_some(()))
    })
    .await
}

/// Puts the cards into an order, by keyboard alone.
async fn arrange(tab: &Tab, order: &str) -> Result<()> {
    for (place, letter) in order.chars().enumerate() {
        let from = cards(tab).await?.find(letter).unwrap_or(place);
        tab.element(&format!("[data-card={letter}] .card")).await?.focus().await?;
        for _ in place..from {
            tab.press(Key::Up).await?;
        }
    }
    ensure!(cards(tab).await? == order, "the cards lie {}", cards(tab).await?);
    Ok(())
}

#[test]
fn a_right_order_is_played_by_keyboard_alone() {
    visit(async |tab| {
        tab.goto(ASYNCIO).await?;
        until_it_is(tab, "open").await?;
        ensure!(
            cards(tab).await? == "ABCDEFG" && column(tab, 3).await?.is_empty(),
            "the answer is there before a guess"
        );
        arrange(tab, PRINTED).await?;
        let said = words(tab, ".puzzle-said").await?;
        ensure!(said.contains("is number 6 of 7, after F, before E"), "nobody hears where the card is: {said}");
        // From the last card on there are two stops to Run: nothing in between but the cards after it.
        let mut stops = 0;
        while tab.js::<String>("return document.activeElement.id", &[]).await? != "puzzle-show" {
            tab.press(Key::Tab).await?;
            stops += 1;
            ensure!(stops < 10, "the button is not reached");
        }
        tab.press(Key::Enter).await?;
        until_it_is(tab, "shown").await?;
        ensure!((column(tab, 2).await?, column(tab, 3).await?) == (PRINTED.to_owned(), PRINTED.to_owned()));
        ensure!(words(tab, ".puzzle-answer").await?.contains("All 21 pairs that are certain are right"));
        ensure!(
            words(tab, ".puzzle-said").await?.contains("It printed A, B, C, D, F, G, E"),
            "nobody hears of the answer"
        );
        ensure!(tab.js::<bool>("return document.activeElement.id === 'puzzle-show'", &[]).await?, "the focus is lost");
        Ok(())
    });
}

#[test]
fn every_wrong_pair_is_named_beside_its_reason() {
    visit(async |tab| {
        tab.goto(ASYNCIO).await?;
        until_it_is(tab, "open").await?;
        tab.click("[data-card=C] [data-by=up]").await?;
        ensure!(cards(tab).await? == "ACBDEFG");
        tab.click("#puzzle-show").await?;
        until_it_is(tab, "shown").await?;
        ensure!(column(tab, 2).await? == "ACBDEFG" && column(tab, 3).await? == PRINTED);
        let answer = words(tab, ".puzzle-answer").await?;
        for part in ["18 of the 21 pairs", "You had C before it.", "call_soon put it in the queue"] {
            ensure!(answer.contains(part), "{part} is not in: {answer}");
        }
        ensure!(answer.matches("You had").count() == 3, "{answer}");
        Ok(())
    });
}

#[test]
fn cards_are_dragged() {
    visit(async |tab| {
        tab.goto(ASYNCIO).await?;
        until_it_is(tab, "open").await?;
        let (from, to) = (tab.element("[data-card=A] .card b").await?, tab.element("[data-card=C] .card b").await?);
        let hand = tab.driver().action_chain().click_and_hold_element(&from).move_to_element_center(&to);
        hand.move_by_offset(0, 8).release().perform().await?;
        let lie = cards(tab).await?;
        ensure!(lie == "BCADEFG", "the cards lie {lie}");
        Ok(())
    });
}

#[test]
fn another_program_is_in_the_address_and_leaves_the_lesson_as_it_is() {
    visit(async |tab| {
        let before = tab.goto(&format!("{ASYNCIO}&operations=2&wait=0.1")).await?;
        until_it_is(tab, "open").await?;
        let program = words(tab, ".puzzle-program").await?;
        tab.run().await?;
        tab.click("#puzzle-show").await?;
        until_it_is(tab, "shown").await?;
        tab.click("#puzzle-next").await?;
        until_it_is(tab, "open").await?;
        ensure!(words(tab, ".puzzle-program").await? != program && column(tab, 3).await?.is_empty());
        let view = tab.view().await?;
        ensure!(view.query.contains("puzzle=4") && view.query.contains("operations=2"), "{}", view.query);
        ensure!(view.is("finished") && view.has("measured-deferred"), "what was run is gone");
        ensure!(view.history == before.history, "an edit is no place to go back to");
        tab.goto(view.query.trim_start_matches('?')).await?;
        until_it_is(tab, "open").await?;
        ensure!(tab.js::<String>("return document.getElementById('puzzle-number').value", &[]).await? == "4");
        Ok(())
    });
}

#[test]
fn a_number_that_is_none_is_answered() {
    visit(async |tab| {
        let view = tab.goto("lesson=deferring&puzzle=first&level=c").await?;
        let named = |name: &str| view.notices.iter().any(|notice| notice.starts_with(name));
        ensure!(view.notices.len() == 2 && named("puzzle") && named("level"), "{:?}", view.notices);
        until_it_is(tab, "open").await?;
        tab.fill("#puzzle-number", "-1").await?;
        tab.press(Key::Tab).await?;
        tab.see("it is named", |view| view.notices.iter().any(|notice| notice.contains("“-1”"))).await?;
        let view = tab.goto("lesson=exhibition&puzzle=3").await?;
        ensure!(view.notices.len() == 1 && view.notices[0].contains("no such parameter"), "{:?}", view.notices);
        ensure!(tab.js::<bool>("return document.querySelector('.puzzle').hidden", &[]).await?);
        Ok(())
    });
}

#[test]
fn a_page_program_runs_in_a_course_page() {
    visit(async |tab| {
        let course = Course::open(tab, &format!("{PAGE}&embed=1")).await?;
        course
            .inside(async |tab| {
                until_it_is(tab, "open").await?;
                ensure!(cards(tab).await? == "ABCDEF");
                tab.click("#puzzle-show").await?;
                until_it_is(tab, "shown").await?;
                // Timers and microtasks alone: every place is certain.
                ensure!(column(tab, 3).await? == "AFCBDE", "{}", column(tab, 3).await?);
                ensure!(words(tab, ".puzzle").await?.contains("Every pair is certain here"));
                Ok(())
            })
            .await
    });
}

#[test]
fn what_the_browser_is_free_to_choose_is_said_and_not_scored() {
    visit(async |tab| {
        for seed in 1..=12 {
            tab.goto(&format!("lesson=deferring&level=browser&puzzle={seed}")).await?;
            until_it_is(tab, "open").await?;
            tab.click("#puzzle-show").await?;
            until_it_is(tab, "shown").await?;
            let answer = words(tab, ".puzzle-answer").await?;
            ensure!(!answer.contains("against the rules"), "program {seed}: {answer}");
            let is_open = answer.contains("Your browser was free here") && answer.contains("This time it was");
            ensure!(is_open || answer.contains("Every pair is certain"), "program {seed}: {answer}");
            if is_open {
                return Ok(());
            }
        }
        anyhow::bail!("no program leaves anything open")
    });
}

#[test]
fn a_hidden_page_gets_no_frame_and_says_so() {
    visit(async |tab| {
        tab.goto("lesson=deferring&level=browser").await?;
        until_it_is(tab, "open").await?;
        let mut seed = 1;
        while !words(tab, ".puzzle-program").await?.contains("requestAnimationFrame") {
            seed += 1;
            tab.goto(&format!("lesson=deferring&level=browser&puzzle={seed}")).await?;
            until_it_is(tab, "open").await?;
        }
        tab.driver().minimize_window().await?;
        tab.see("the page is hidden", |view| view.visibility == "hidden").await?;
        tab.js::<()>("document.getElementById('puzzle-show').click()", &[]).await?;
        until_it_is(tab, "shown").await?;
        let answer = words(tab, ".puzzle-answer").await?;
        ensure!(answer.contains("gets no frame") && answer.contains('–'), "{answer}");
        Ok(())
    });
}

#[test]
fn the_game_is_accessible_before_and_after_it_is_played() {
    visit(async |tab| {
        tab.goto(PAGE).await?;
        for (step, press) in [("open", true), ("shown", false)] {
            until_it_is(tab, step).await?;
            let problems: Vec<String> = tab.js(include_str!("structure.js"), &[]).await?;
            ensure!(problems.is_empty(), "{step}: {}", problems.join("\n"));
            if press {
                tab.click("#puzzle-show").await?;
            }
        }
        Ok(())
    });
}

#[test]
fn callbacks_are_handed_over_in_the_order_of_their_cards() {
    visit(async |tab| {
        tab.goto("lesson=deferring&operations=4&wait=0.05&variant=deferred").await?;
        let cards =
            "return [...document.querySelectorAll('.arrange [data-card]')].map((card) => card.dataset.card).join(' ')";
        tab.element(".arrange [data-card='3'] .card").await?.focus().await?;
        tab.press(Key::Up).await?;
        tab.press(Key::Home).await?;
        let view = tab
            .see("the order is in the form", |view| view.field("order").is_ok_and(|order| order == "3 1 2 4"))
            .await?;
        ensure!(view.query.contains("order=3+1+2+4"), "{}", view.query);
        let focused = "return document.activeElement.closest('[data-card]')?.dataset.card ?? ''";
        ensure!(tab.js::<String>(focused, &[]).await? == "3", "the card has lost the focus");
        let said = words(tab, ".arrange-said").await?;
        ensure!(said == "operation 3 is number 1 of 4, before operation 1.", "{said}");
        let view = tab.run().await?;
        let begun: Vec<&str> = view.output.iter().filter_map(|line| line.strip_suffix(": begins")).collect();
        ensure!(begun == ["operation 3", "operation 1", "operation 2", "operation 4"], "{begun:?}");
        tab.set("order", "4").await?;
        ensure!(tab.js::<String>(cards, &[]).await? == "4 1 2 3", "what is typed moves no card");
        tab.set("operations", "13").await?;
        ensure!(tab.js::<bool>("return document.querySelector('.arrange').hidden", &[]).await?);
        Ok(())
    });
}

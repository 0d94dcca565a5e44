//! What a visitor does to a program while it runs.

use anyhow::ensure;
use simul_page_tests::{View, visit};

const BY_HAND: &str = "lesson=coroutines&sender=you&variant=coroutine&lines=Dear%20reader";

fn button(at: usize) -> String {
    format!("#action-{at}")
}

#[test]
fn each_press_reaches_the_program_and_what_it_answers_is_on_the_page() {
    visit(async |tab| {
        tab.goto(BY_HAND).await?;
        let disabled = "return document.querySelector('#action-0').ariaDisabled";
        ensure!(tab.js::<String>(disabled, &[]).await? == "true", "before a run there is nothing to act on");
        tab.click("#run").await?;
        tab.see("there is a filter", |view| view.output.len() == 1).await?;
        ensure!(tab.js::<String>(disabled, &[]).await? == "false");
        let said = |line: &'static str| move |view: &View| view.output.iter().any(|said| said == line);
        for (at, line) in [
            (1, "TypeError: can't send non-None value to a just-started generator"),
            (0, "# suspended: at line = yield found; in Rust, its state is Suspended { found: 0 }"),
            (1, "Dear reader"),
            (3, "closed, 1 found"),
            (1, "StopIteration"),
        ] {
            tab.click(&button(at)).await?;
            tab.see(line, said(line)).await?;
        }
        tab.click("#stop").await?;
        let view = tab.see("it has stopped", |view| view.is("stopped")).await?;
        ensure!(!view.has("measured-coroutine"), "nothing was predicted, so nothing is compared");
        ensure!(tab.js::<String>(disabled, &[]).await? == "true");
        Ok(())
    });
}

#[test]
fn lessons_without_actions_have_no_buttons_for_them() {
    visit(async |tab| {
        for query in ["lesson=coroutines", "lesson=exhibition"] {
            tab.goto(query).await?;
            ensure!(
                tab.js::<bool>("return document.querySelectorAll('.actions button').length === 0", &[]).await?,
                "{query}"
            );
        }
        Ok(())
    });
}

#[test]
fn a_default_run_of_the_coroutines_takes_as_long_as_predicted() {
    visit(async |tab| {
        tab.goto("lesson=coroutines").await?;
        let view = tab.run().await?;
        ensure!(view.is("finished") && view.output.len() == 2 * 4 + 3 * 4, "{:?}", view.output);
        for (variant, formula_ms) in [("generator", 2_400.0), ("coroutine", 2_400.0), ("round-robin", 3_200.0)] {
            ensure!(view.figure(&format!("predicted-{variant}-formula"))? == formula_ms);
            let measured_ms = view.figure(&format!("measured-{variant}"))?;
            ensure!((0.99 * formula_ms..1.2 * formula_ms).contains(&measured_ms), "{variant} took {measured_ms} ms");
        }
        Ok(())
    });
}

//! The order game in a real browser: the page's own runs, beside a plain script of the same program.
#![cfg(target_arch = "wasm32")]

use js_sys::{Function, Promise};
use simul::browser::{Alarm, BrowserRun, End, PageRun, Program};
use simul::lessons::order::{self, Level};
use simul::lessons::{Puzzle, Way};
use simul::runtime::{Queues, Script, Source};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

/// Runs a program as it is written, in a turn of the page of its own; resolves to what it has printed by the time that all
/// its lines are there.
const PLAIN: &str = "
    return new Promise((resolve) => {
        const lines = [];
        const printed = (line) => {
            lines.push(line);
            if (lines.length === count) resolve(lines.join(''));
        };
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => {
            port1.close();
            new Function('console', program)({ log: printed });
        };
        port2.postMessage(null);
    });";

async fn as_a_plain_script(puzzle: &Puzzle) -> Vec<char> {
    let count = JsValue::from(puzzle.lines.len() as u32);
    let run = Function::new_with_args("program, count", PLAIN).call2(&JsValue::NULL, &(&puzzle.program).into(), &count);
    let promise: Promise = run.expect("the program is JavaScript").unchecked_into();
    let printed = JsFuture::from(promise).await.expect("it prints all its lines");
    printed.as_string().expect("letters").chars().collect()
}

async fn in_the_page(puzzle: &Puzzle) -> Vec<char> {
    match &puzzle.way {
        Way::Engine(program) => {
            let settings = Program { speed: 1.0, step_ms: 0.1, collect: Some(1_000) };
            let run = BrowserRun::start(&settings, &Alarm::new(), program).expect("the browser has what a run needs");
            let report = run.report().await;
            assert_eq!(report.end, End::Finished(Ok(())));
            report.trace.expect("it was collected").output.iter().flat_map(|line| line.text.chars()).collect()
        }
        Way::Page(script) => PageRun::start(script).expect("the browser has what it needs").printed().await,
    }
}

/// All lines are printed, and those of which the order is certain in that order.
fn agree(seed: u64, who: &str, puzzle: &Puzzle, printed: &[char]) {
    let mut sorted = printed.to_vec();
    sorted.sort_unstable();
    assert_eq!(sorted, puzzle.letters(), "{who}, seed {seed}: not the same lines\n{}", puzzle.program);
    assert_eq!(puzzle.wrong(printed), [], "{who}, seed {seed}: {printed:?}\n{}", puzzle.program);
}

#[wasm_bindgen_test]
async fn a_hundred_programs_print_the_same_in_the_page_and_as_plain_scripts_wherever_the_standard_says_how() {
    for seed in 1..=100 {
        let puzzle = order::of(Level::Browser, seed);
        agree(seed, "in the page", &puzzle, &in_the_page(&puzzle).await);
        agree(seed, "as a plain script", &puzzle, &as_a_plain_script(&puzzle).await);
    }
}

#[wasm_bindgen_test]
async fn a_hundred_programs_of_asyncios_level_print_on_the_engine_as_they_must() {
    for seed in 1..=100 {
        let puzzle = order::of(Level::Asyncio, seed);
        agree(seed, "on the engine", &puzzle, &in_the_page(&puzzle).await);
    }
}

#[wasm_bindgen_test]
async fn a_run_that_is_dropped_calls_nothing_any_more_and_keeps_nothing() {
    let called = Rc::new(Cell::new(0));
    let script: Script = {
        let called = Rc::clone(&called);
        Rc::new(move |queues: &Rc<dyn Queues>| {
            called.set(called.get() + 1);
            for source in [Source::Timer, Source::Message, Source::Frame] {
                let (called, kept) = (Rc::clone(&called), Rc::clone(queues));
                queues.queue(
                    source,
                    Box::new(move || called.set(called.get() + 100 + usize::from(Rc::strong_count(&kept) == 0))),
                );
            }
        })
    };
    let run = PageRun::start(&script).expect("the browser has what it needs");
    while called.get() == 0 {
        // A microtask of the script's turn comes before anything that it has handed over.
        let hop = PageRun::start(&(Rc::new(|_: &Rc<dyn Queues>| ()) as Script)).expect("as above");
        hop.printed().await;
    }
    drop((run, script));
    assert_eq!(called.get() % 100, 1);
    assert_eq!(Rc::strong_count(&called), 1, "what was handed over is still held");
    let before = called.get();
    in_the_page(&order::of(Level::Browser, 1)).await;
    assert_eq!(called.get(), before, "it was called after all");
}

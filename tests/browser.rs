//! The runtime on the browser's clock, in a real browser.
#![cfg(target_arch = "wasm32")]

use gloo_timers::callback::Interval;
use simul::browser::{Alarm, BrowserRun, End, Probe, Program, Report, calibrate, leaked, listen_to_panics, requests};
use simul::lessons::entries;
use simul::params::Values;
use simul::runtime::{Cx, FetchError, Outcome, gather, select};
use simul::trace::{Cause, Kind};
use simul::virtual_time::{Machine, Requests, VirtualRun};
use std::cell::Cell;
use std::future::Future;
use std::rc::Rc;
use std::time::Duration;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

const MS: Duration = Duration::from_millis(1);

fn start<F: Future<Output = Outcome> + 'static>(body: impl FnOnce(Cx) -> F) -> BrowserRun {
    let program = Program { speed: 1.0, step_ms: 0.1, collect: Some(100_000) };
    BrowserRun::start(&program, &Alarm::new(), body).expect("the browser has what a run needs")
}

async fn run<F: Future<Output = Outcome> + 'static>(body: impl FnOnce(Cx) -> F) -> Report {
    start(body).report().await
}

fn lines(report: &Report) -> Vec<String> {
    let trace = report.trace.as_ref().expect("the run was traced");
    trace.output.iter().map(|line| line.text.clone()).collect()
}

#[wasm_bindgen_test]
async fn a_run_takes_at_least_the_time_its_program_asks_for() {
    let report = run(|cx| async move {
        let inner = cx.clone();
        let other = cx.spawn("other", async move { inner.sleep(40 * MS).await });
        cx.work(20 * MS).await;
        cx.sleep(20 * MS).await;
        other.await;
        Ok(())
    });
    let report = report.await;
    assert_eq!(report.end, End::Finished(Ok(())));
    // The clock's step may hide at the beginning and at the end.
    assert!(report.elapsed >= Duration::from_micros(39_800), "{:?}", report.elapsed);
}

#[wasm_bindgen_test]
async fn no_deadline_is_noticed_early_and_every_lateness_is_recorded() {
    let report = run(|cx| async move {
        let sleep = |i: u32| {
            let inner = cx.clone();
            cx.spawn("sleeper", async move { inner.sleep(MS * i / 2).await })
        };
        gather((0..20).map(sleep).collect::<Vec<_>>()).await;
        Ok(())
    });
    let trace = report.await.trace.expect("the run was traced");
    let wakes = trace.events.iter().filter_map(|event| match event.kind {
        Kind::Woken(Cause::Timer { due_ns }) => Some((due_ns, event.at_ns)),
        _ => None,
    });
    let wakes: Vec<_> = wakes.collect();
    assert_eq!(wakes.len(), 20);
    assert!(wakes.iter().all(|(due, at)| at >= due), "{wakes:?}");
}

#[wasm_bindgen_test]
async fn both_clocks_print_the_same_lines_in_the_same_order() {
    let body = |cx: Cx| async move {
        let channel = cx.channel("letters", 2);
        let (inner, sender) = (cx.clone(), channel.clone());
        let writer = cx.spawn("writer", async move {
            for i in 0..6 {
                inner.work(MS).await;
                inner.print(format!("wrote {i}"));
                sender.send(i).await.map_err(|_| "nobody closed it")?;
            }
            sender.close();
            Ok::<(), &str>(())
        });
        while let Some(i) = channel.receive().await {
            cx.print(format!("read {i}"));
            cx.sleep(10 * MS).await;
        }
        writer.await.map_err(str::to_owned)
    };
    let measured = run(body).await;
    let predicted = VirtualRun::new(&Machine::ideal(1), 1, Some(10_000), body).finish();
    let predicted: Vec<_> = predicted.trace.expect("collected").output.into_iter().map(|line| line.text).collect();
    assert_eq!(lines(&measured), predicted);
}

#[wasm_bindgen_test]
async fn the_page_lives_while_a_lesson_works_and_stands_still_while_it_blocks() {
    let beats = Rc::new(Cell::new(0));
    let ours = Rc::clone(&beats);
    let _heart = Interval::new(5, move || ours.set(ours.get() + 1));
    run(|cx| async move {
        cx.work(200 * MS).await;
        Ok(())
    })
    .await;
    let while_working = beats.replace(0);
    let before = Rc::clone(&beats);
    let seen = Rc::new(Cell::new(u32::MAX));
    let ours = Rc::clone(&seen);
    run(|cx| async move {
        let at_begin = before.get();
        cx.block(100 * MS).await;
        ours.set(before.get() - at_begin);
        Ok(())
    })
    .await;
    assert!(while_working >= 5, "{while_working} beats during 200 ms of work");
    assert_eq!(seen.get(), 0, "no beat while the page is frozen");
}

#[wasm_bindgen_test]
async fn a_stopped_run_leaves_nothing_behind() {
    struct Counted(Rc<Cell<i32>>);
    impl Drop for Counted {
        fn drop(&mut self) {
            self.0.set(self.0.get() - 1);
        }
    }
    let alive = Rc::new(Cell::new(0));
    for _ in 0..20 {
        let counter = Rc::clone(&alive);
        let run = start(move |cx| async move {
            let tasks = (0..50_u32).map(|i| {
                counter.set(counter.get() + 1);
                let (inner, counted) = (cx.clone(), Counted(Rc::clone(&counter)));
                cx.spawn("sleeper", async move {
                    let _counted = counted;
                    inner.sleep(MS * (1 + i) * 100).await;
                })
            });
            gather(tasks.collect::<Vec<_>>()).await;
            Ok(())
        });
        gloo_timers::future::TimeoutFuture::new(3).await;
        let engine = run.engine();
        assert_eq!(alive.get(), 50);
        run.stop();
        assert_eq!(run.report().await.end, End::Stopped);
        drop(run);
        assert_eq!(alive.get(), 0, "tasks left");
        assert!(engine.upgrade().is_none(), "the engine is still held by something");
    }
}

#[wasm_bindgen_test]
async fn a_dropped_run_leaves_nothing_behind() {
    let run = start(|cx| async move {
        cx.sleep(MS * 10_000).await;
        Ok(())
    });
    gloo_timers::future::TimeoutFuture::new(3).await;
    let engine = run.engine();
    drop(run);
    assert!(engine.upgrade().is_none());
}

#[wasm_bindgen_test]
async fn a_program_that_listens_may_close_what_it_opened() {
    let run = start(|cx| async move {
        let inner = cx.clone();
        let _other = cx.spawn("other", async move { inner.sleep(MS * 60_000).await });
        cx.stopped().await;
        cx.sleep(20 * MS).await;
        cx.print("closed");
        Ok(())
    });
    gloo_timers::future::TimeoutFuture::new(3).await;
    run.stop();
    let report = run.report().await;
    assert_eq!(report.end, End::Stopped);
    assert_eq!(lines(&report), ["closed"]);
}

#[wasm_bindgen_test]
async fn what_comes_from_outside_between_two_turns_is_told_at_its_time() {
    let run = start(|cx| async move {
        cx.stopped().await;
        Ok(())
    });
    while run.elapsed() < 10 * MS {
        gloo_timers::future::TimeoutFuture::new(3).await;
    }
    let asked = run.elapsed();
    run.stop();
    let trace = run.report().await.trace.expect("the run was traced");
    let woken = trace.events.iter().rfind(|event| matches!(event.kind, Kind::Woken(_))).expect("Stop wakes it");
    assert!(u128::from(woken.at_ns) >= asked.as_nanos(), "woken at {} ns, asked at {asked:?}", woken.at_ns);
}

#[wasm_bindgen_test]
async fn a_panic_ends_its_run_with_its_message_and_the_page_lives_on() {
    listen_to_panics();
    let before = leaked();
    let report = run(|cx| async move {
        let lock = cx.lock("notebook", 1);
        let held = lock.lock().await;
        let borrowed = held.value();
        cx.print("before");
        assert_eq!(*borrowed, 2, "the notebook is wrong");
        Ok(())
    });
    let report = report.await;
    let End::Panicked(message) = &report.end else { panic!("{report:?}") };
    assert!(message.contains("the notebook is wrong"), "{message}");
    assert_eq!(lines(&report), ["before"]);
    assert_eq!(leaked(), before + 1);
    let after = run(|cx| async move {
        cx.sleep(MS).await;
        Ok(())
    });
    assert_eq!(after.await.end, End::Finished(Ok(())));
}

#[wasm_bindgen_test]
async fn a_deadlock_is_found_and_told() {
    let report = run(|cx| async move {
        let lock = cx.lock("fork", ());
        let _held = lock.lock().await;
        let _again = lock.lock().await;
        Ok(())
    });
    let End::Deadlock(waiting) = report.await.end else { panic!("no deadlock was found") };
    assert_eq!(waiting[0].to_string(), "main (waits for the lock fork, which main holds)");
}

#[wasm_bindgen_test]
async fn counted_work_is_computed_and_takes_time() {
    let report = run(|cx| async move {
        cx.compute(20_000).await;
        Ok(())
    });
    let report = report.await;
    assert_eq!(report.end, End::Finished(Ok(())));
    assert!(report.trace.expect("traced").account.work_ns > 1_000_000);
}

#[wasm_bindgen_test]
async fn the_browser_can_be_calibrated() {
    let alarm = Alarm::new();
    let calibration = calibrate(&alarm, drop).await.expect("a browser can be measured").expect("nobody stops it");
    let machine = calibration.machine;
    assert!(machine.switch_ns > 0.0 && machine.grain_ns > 0.0 && machine.unit_ns > 0.0, "{machine:?}");
    assert!(calibration.alarm_is_worker);
}

/// A file that the tests' own host has.
const FILE: &str = "/src/lessons/feeds/python.json";

#[wasm_bindgen_test]
async fn a_text_is_really_fetched_and_what_goes_wrong_is_told_apart() {
    let report = run(|cx| async move {
        assert_eq!(cx.fetch(FILE).await.as_deref(), Ok(include_str!("../src/lessons/feeds/python.json")));
        assert_eq!(cx.fetch("/nothing/of/this/name").await, Err(FetchError::Status(404)));
        assert_eq!(cx.fetch("/wasm-bindgen-test_bg.wasm").await, Err(FetchError::NotText));
        // A port that nobody may listen on.
        assert_eq!(cx.fetch("http://127.0.0.1:1/").await, Err(FetchError::OtherHost));
        for address in ["http://", "https://me:secret@127.0.0.1/", "data:,text"] {
            assert_eq!(cx.fetch(address).await, Err(FetchError::NoAddress), "{address}");
        }
        Ok(())
    });
    let report = report.await;
    assert_eq!(report.end, End::Finished(Ok(())));
    let trace = report.trace.expect("traced");
    let woken = trace.events.iter().filter(|event| matches!(event.kind, Kind::Woken(Cause::Answer(_)))).count();
    assert_eq!(woken, 7);
    assert!(trace.account.answers_ns > 0);
}

#[wasm_bindgen_test]
async fn a_request_that_is_dropped_is_aborted_and_one_that_is_answered_is_not() {
    let report = run(|cx| async move {
        // Between the two polls the page has no turn, so no answer can come.
        select(cx.fetch(FILE), cx.yield_now()).await;
        cx.fetch(FILE).await.map(drop).map_err(|why| why.to_string())
    });
    let trace = report.await.trace.expect("traced");
    let count = |wanted: fn(Kind) -> bool| trace.events.iter().filter(|event| wanted(event.kind)).count();
    assert_eq!(count(|kind| matches!(kind, Kind::RequestBegan(_))), 2);
    assert_eq!(
        (count(|kind| matches!(kind, Kind::Aborted(_))), count(|kind| matches!(kind, Kind::Answered(_)))),
        (1, 1)
    );
}

#[wasm_bindgen_test]
async fn a_run_that_is_stopped_or_dropped_with_requests_open_leaves_nothing_behind() {
    for stopped in [true, false] {
        let run = start(|cx| async move {
            let ask = |_: u32| {
                let inner = cx.clone();
                cx.spawn("asker", async move { while inner.fetch(FILE).await.is_ok() {} })
            };
            gather((0..20).map(ask).collect::<Vec<_>>()).await;
            Ok(())
        });
        let engine = run.engine();
        let is_open = || engine.upgrade().is_some_and(|engine| engine.awaits_outside());
        while !is_open() {
            gloo_timers::future::TimeoutFuture::new(0).await;
        }
        if stopped {
            run.stop();
            let trace = run.report().await.trace.expect("traced");
            let count = |wanted: fn(Kind) -> bool| trace.events.iter().filter(|event| wanted(event.kind)).count();
            let (began, aborted) =
                (count(|kind| matches!(kind, Kind::RequestBegan(_))), count(|kind| matches!(kind, Kind::Aborted(_))));
            assert!(aborted > 0);
            assert_eq!(began, aborted + count(|kind| matches!(kind, Kind::Answered(_))));
        }
        drop(run);
        assert!(engine.upgrade().is_none(), "the engine is still held by something");
    }
}

#[wasm_bindgen_test]
async fn what_requests_cost_can_be_measured() {
    let alarm = Alarm::new();
    let mut costs = Vec::new();
    // The host of these tests leaves a new connection unanswered now and then when several come at once.
    while costs.len() < 3 && costs.last().is_none_or(|cost: &Requests| cost.apart_ns == 0.0) {
        let cost = requests(&alarm, Probe::Host(FILE), drop).await.expect("a browser can be measured");
        costs.push(cost.expect("nobody stops it").0);
    }
    assert!(costs.iter().all(|cost| cost.alone.quantile_ns(0.5) > 0.0), "{costs:?}");
    assert!(costs.last().is_some_and(|cost| cost.apart_ns > 0.0), "{costs:?}");
    let cost = requests(&alarm, Probe::Host("/nothing/of/this/name"), drop).await.expect("that is an answer too");
    let (cost, _) = cost.expect("nobody stops it");
    assert!(cost.alone.is_empty());
}

#[wasm_bindgen_test]
async fn every_lesson_runs_in_all_its_variants_as_predicted() {
    // The program of the workers is beside the published page, and not here: lessons that need it run in the page's tests.
    for entry in entries().filter(|entry| !entry.workers) {
        let mut values = Values::defaults(entry.fields);
        if entry.meta.slug == "exhibition" {
            values.set("rounds", "2");
            values.set("opponents", "5");
        }
        if entry.meta.slug == "event-loop" {
            values.set("url", "/src/lessons/feeds/{feed}.json");
            values.set("latency", "0.1");
        }
        let speed = (entry.speed)(&values);
        for variant in entry.meta.variants {
            let program = Program { speed, step_ms: 0.1, collect: Some(100_000) };
            let body = |cx| (entry.run)(&values, *variant, cx);
            let run = BrowserRun::start(&program, &Alarm::new(), body).expect("it starts");
            let report = run.report().await;
            assert_eq!(report.end, End::Finished(Ok(())), "{} {}", entry.meta.slug, variant.name);
            let predicted = VirtualRun::new(&Machine::ideal(1), 1, Some(100_000), body).finish();
            let mut expected: Vec<_> = predicted.trace.expect("collected").output.into_iter().map(|l| l.text).collect();
            let mut printed = lines(&report);
            printed.sort();
            expected.sort();
            assert_eq!(printed, expected, "{} {}", entry.meta.slug, variant.name);
        }
    }
}

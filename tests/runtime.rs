//! The runtime on the virtual clock: what a lesson's program may rely on.

#![cfg(not(target_arch = "wasm32"))]

mod common;

use common::{SECOND, output, run};
use simul::runtime::gather;
use simul::virtual_time::{Ended, Machine, VirtualRun};
use std::time::Duration;

#[test]
fn sleeps_overlap_and_work_does_not() {
    let report = run(|cx| async move {
        let tasks: Vec<_> = (0..3)
            .map(|i| {
                let inner = cx.clone();
                cx.spawn(&format!("t{i}"), async move {
                    inner.work(SECOND).await;
                    inner.sleep(10 * SECOND).await;
                })
            })
            .collect();
        gather(tasks).await;
        Ok(())
    });
    assert_eq!(report.ended, Ended::Finished(Ok(())));
    assert_eq!(report.elapsed, 13 * SECOND);
}

#[test]
fn equal_deadlines_are_first_in_first_out() {
    let report = run(|cx| async move {
        let tasks: Vec<_> = (0..4)
            .map(|i| {
                let inner = cx.clone();
                cx.spawn("sleeper", async move {
                    inner.sleep(SECOND).await;
                    inner.print(format!("{i}"));
                })
            })
            .collect();
        gather(tasks).await;
        Ok(())
    });
    assert_eq!(output(&report), ["0", "1", "2", "3"]);
}

#[test]
fn a_dropped_handle_cancels_its_task_on_the_spot() {
    let report = run(|cx| async move {
        let inner = cx.clone();
        let task = cx.spawn("late", async move {
            inner.sleep(SECOND).await;
            inner.print("never");
        });
        cx.yield_now().await;
        drop(task);
        cx.print("gone");
        cx.sleep(2 * SECOND).await;
        Ok(())
    });
    assert_eq!(output(&report), ["gone"]);
    assert_eq!(report.elapsed, 2 * SECOND);
}

#[test]
fn a_detached_task_runs_on_until_the_run_ends() {
    let report = run(|cx| async move {
        let inner = cx.clone();
        cx.spawn("clock", async move {
            loop {
                inner.sleep(SECOND).await;
                inner.print("tick");
            }
        })
        .detach();
        cx.sleep(Duration::from_millis(2_500)).await;
        Ok(())
    });
    assert_eq!(output(&report), ["tick", "tick"]);
}

#[test]
fn a_deadlock_is_found_and_its_culprits_named() {
    let report = run(|cx| async move {
        let (fork, knife) = (cx.lock("fork", ()), cx.lock("knife", ()));
        let eat = |name: &str, first: &simul::runtime::Lock<()>, second: &simul::runtime::Lock<()>| {
            let (inner, first, second) = (cx.clone(), first.clone(), second.clone());
            cx.spawn(name, async move {
                let _first = first.lock().await;
                inner.sleep(SECOND).await;
                let _second = second.lock().await;
            })
        };
        gather([eat("Ada", &fork, &knife), eat("Bob", &knife, &fork)]).await;
        Ok(())
    });
    let words = report.ended.to_string();
    assert!(matches!(report.ended, Ended::Deadlock(_)), "{words}");
    assert!(words.contains("Ada (waits for the lock knife, which Bob holds)"), "{words}");
    assert!(words.contains("Bob (waits for the lock fork, which Ada holds)"), "{words}");
}

#[test]
fn an_endless_program_is_given_up_with_a_clear_message() {
    let endless = VirtualRun::new(&Machine::ideal(1), 1, None, |cx| async move {
        loop {
            cx.sleep(SECOND).await;
        }
    });
    let words = endless.with_budget(1_000).finish().ended.to_string();
    assert_eq!(
        words,
        "this program did not finish: after 1000 events it was still waiting for main (waits for a deadline)"
    );
}

#[test]
fn a_task_that_wakes_itself_for_ever_is_given_up_too() {
    let endless = VirtualRun::new(&Machine::ideal(1), 1, None, |cx| async move {
        loop {
            cx.yield_now().await;
        }
    });
    assert!(matches!(endless.with_budget(1_000).finish().ended, Ended::GivenUp { events: 1_000, .. }));
}

#[test]
fn the_same_program_gives_the_same_trace() {
    let once = || {
        run(|cx| async move {
            let tasks = (0..20_u64).map(|i| {
                let inner = cx.clone();
                cx.spawn("t", async move {
                    let mut random = simul::runtime::Random::new(7, i);
                    for _ in 0..20 {
                        inner.sleep(random.around(SECOND, 1.0)).await;
                        inner.work(random.around(SECOND, 0.5)).await;
                    }
                })
            });
            gather(tasks.collect::<Vec<_>>()).await;
            Ok(())
        })
    };
    assert_eq!(once(), once());
}

#[test]
fn a_deadline_passes_while_others_keep_the_loop_busy() {
    let machine = Machine { switch_ns: 1_000.0, ..Machine::ideal(1) };
    let run = VirtualRun::new(&machine, 1, None, |cx| async move {
        let inner = cx.clone();
        let _spinner = cx.spawn("spinner", async move {
            loop {
                inner.yield_now().await;
            }
        });
        cx.sleep(Duration::from_millis(1)).await;
        Ok(())
    });
    let report = run.with_budget(1_000_000).finish();
    assert_eq!(report.ended, Ended::Finished(Ok(())));
}

//! Who waits for whom when a program cannot go on, as the trace of its run tells.

#![cfg(not(target_arch = "wasm32"))]

use simul::runtime::{Cx, Lock, Task, gather};
use simul::trace::{ResourceId, Standstill, Stuck, TaskId, Wait, standstill};
use simul::virtual_time::{Ended, Machine, VirtualRun};
use std::future::Future;
use std::time::Duration;

const MS: Duration = Duration::from_millis(1);

/// What the trace of a program tells that ends in a deadlock.
fn told<F: Future<Output = ()> + 'static>(events: usize, program: impl FnOnce(Cx) -> F) -> Standstill {
    let run = VirtualRun::new(&Machine::ideal(1), 1, Some(events), |cx| {
        let program = program(cx);
        async move {
            program.await;
            Ok(())
        }
    });
    let report = run.finish();
    assert!(matches!(report.ended, Ended::Deadlock(_)), "{}", report.ended);
    standstill(&report.trace.expect("the run was collected"))
}

fn said(stuck: &[Stuck]) -> Vec<String> {
    let words = |one: &Stuck| format!("{} -> {} -> {:?}", one.name, one.what, one.whom.map(|task| task.0));
    stuck.iter().map(words).collect()
}

/// Philosophers in a ring, each with one fork in hand and in want of the next.
fn philosophers(cx: &Cx, count: usize) -> Vec<Task<()>> {
    let forks: Vec<Lock<()>> = (1..=count).map(|i| cx.lock(&format!("fork {i}"), ())).collect();
    let philosopher = |i: usize| {
        let (inner, one, two) = (cx.clone(), forks[i].clone(), forks[(i + 1) % count].clone());
        cx.spawn(&format!("philosopher {}", i + 1), async move {
            let _one = one.lock().await;
            inner.sleep(MS).await;
            let _two = two.lock().await;
        })
    };
    (0..count).map(philosopher).collect()
}

#[test]
fn a_ring_is_told_in_its_order_and_who_waits_outside_is_told_apart() {
    let told = told(1_000, |cx| async move { drop(gather(philosophers(&cx, 3)).await) });
    let ring = [
        "philosopher 1 -> fork 2 -> Some(2)",
        "philosopher 2 -> fork 3 -> Some(3)",
        "philosopher 3 -> fork 1 -> Some(1)",
    ];
    assert_eq!(said(&told.circle), ring);
    assert_eq!(said(&told.others), ["main -> philosopher 1 -> Some(1)"]);
}

#[test]
fn who_waits_for_a_lock_of_the_ring_is_not_in_it() {
    let told = told(1_000, |cx| async move {
        let (left, right) = (cx.lock("left", ()), cx.lock("right", ()));
        let eater = |name: &str, first: Lock<()>, second: Lock<()>| {
            let inner = cx.clone();
            cx.spawn(name, async move {
                let _first = first.lock().await;
                inner.sleep(MS).await;
                let _second = second.lock().await;
            })
        };
        let alice = eater("alice", left.clone(), right.clone());
        let bob = eater("bob", right, left.clone());
        let (late, inner) = (left, cx.clone());
        let guest = cx.spawn("guest", async move {
            inner.sleep(2 * MS).await;
            let _left = late.lock().await;
        });
        gather([guest, alice, bob]).await;
    });
    assert_eq!(said(&told.circle), ["alice -> right -> Some(2)", "bob -> left -> Some(1)"]);
    assert_eq!(said(&told.others)[1], "guest -> left -> Some(1)");
}

#[test]
fn one_who_holds_what_it_waits_for_is_a_ring_of_its_own() {
    let told = told(1_000, |cx| async move {
        let lock = cx.lock("lock", ());
        let _once = lock.lock().await;
        drop(lock.lock().await);
    });
    assert_eq!(said(&told.circle), ["main -> lock -> Some(0)"]);
}

#[test]
fn a_task_that_holds_what_the_awaited_one_needs_is_a_ring_too() {
    let told = told(1_000, |cx| async move {
        let lock = cx.lock("lock", ());
        let _held = lock.lock().await;
        let inner = lock.clone();
        cx.spawn("child", async move { drop(inner.lock().await) }).await;
    });
    assert_eq!(said(&told.circle), ["main -> child -> Some(1)", "child -> lock -> Some(0)"]);
}

#[test]
fn where_nobody_will_ever_send_there_is_no_ring() {
    let told = told(1_000, |cx| async move {
        let (jobs, keeps) = (cx.channel::<u32>("jobs", 1), cx.channel::<u32>("jobs", 1));
        let worker = cx.spawn("worker", async move { while jobs.receive().await.is_some() {} });
        worker.await;
        drop(keeps);
    });
    assert_eq!(said(&told.circle), [""; 0]);
    assert_eq!(said(&told.others), ["main -> worker -> Some(1)", "worker -> jobs -> None"]);
}

#[test]
fn a_trace_that_does_not_reach_the_end_tells_nothing() {
    let told = told(10, |cx| async move { drop(gather(philosophers(&cx, 3)).await) });
    assert_eq!(told, Standstill::default());
}

#[test]
fn what_is_waited_for_is_called_the_same_in_a_sentence_and_as_a_thing() {
    let run = VirtualRun::new(&Machine::ideal(1), 1, Some(100), |cx| async move {
        let (lock, inner) = (cx.lock("fork", ()), cx.clone());
        let holder = cx.spawn("alice", async move {
            let _held = lock.lock().await;
            inner.fetch("feeds/python.json").await.map(drop).map_err(|why| why.to_string())
        });
        drop(holder.await);
        Ok(())
    });
    let trace = run.finish().trace.expect("the run was collected");
    let said = |on| (trace.called(on), trace.waits_for(on).unwrap_or_default(), trace.awaited(on));
    let told = |(name, waits, thing): (&str, String, String)| format!("{name} | waits {waits} | {thing}");
    assert_eq!(told(said(Wait::Task(TaskId(1)))), "alice | waits for alice to end | alice");
    assert_eq!(told(said(Wait::Lock(ResourceId(0)))), "fork | waits for “fork” | fork");
    let answer = "feeds/python.json | waits for an answer from “feeds/python.json” | answer from feeds/python.json";
    assert_eq!(told(said(Wait::Answer(ResourceId(1)))), answer);
    assert_eq!(told(said(Wait::Stop)), " | waits to be stopped | a press on Stop");
}

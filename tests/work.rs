//! Holding a processor, and where its time went.

#![cfg(not(target_arch = "wasm32"))]

mod common;

use common::{SECOND, output, run, run_on};
use simul::runtime::{Elapsed, gather};
use simul::virtual_time::{Ended, Machine, VirtualRun};
use std::time::Duration;

#[test]
fn k_processors_run_k_works_at_a_time() {
    for (processors, seconds) in [(1, 6), (2, 3), (4, 2), (6, 1), (9, 1)] {
        let report = run_on(processors, |cx| async move {
            let work = |_| {
                let inner = cx.clone();
                cx.spawn("worker", async move { inner.work(SECOND).await })
            };
            gather((0..6).map(work).collect::<Vec<_>>()).await;
            Ok(())
        });
        assert_eq!(report.elapsed, seconds * SECOND, "{processors} processors");
    }
}

#[test]
fn two_works_of_one_task_follow_each_other() {
    let report = run(|cx| async move {
        let both = [cx.work(SECOND), cx.work(SECOND)];
        let [mut a, mut b] = both.map(Box::pin);
        let (mut a_done, mut b_done) = (false, false);
        std::future::poll_fn(|context| {
            a_done = a_done || a.as_mut().poll(context).is_ready();
            b_done = b_done || b.as_mut().poll(context).is_ready();
            if a_done && b_done { std::task::Poll::Ready(()) } else { std::task::Poll::Pending }
        })
        .await;
        Ok(())
    });
    assert_eq!(report.elapsed, 2 * SECOND);
}

#[test]
fn the_parts_of_the_account_add_up_to_the_time_of_the_run() {
    let report = run(|cx| async move {
        let tasks = (0..5_u64).map(|i| {
            let inner = cx.clone();
            cx.spawn("t", async move {
                let mut random = simul::runtime::Random::new(3, i);
                for _ in 0..10 {
                    inner.work(random.around(SECOND, 1.0)).await;
                    inner.sleep(random.around(3 * SECOND, 1.0)).await;
                }
            })
        });
        gather(tasks.collect::<Vec<_>>()).await;
        Ok(())
    });
    let account = report.trace.expect("the run was collected").account;
    let parts =
        [account.work_ns, account.overrun_ns, account.polling_ns, account.between_ns, account.idle_ns, account.late_ns];
    assert_eq!(Duration::from_nanos(parts.iter().sum()), report.elapsed);
    assert!(account.work_ns > 0 && account.idle_ns > 0);
    assert_eq!((account.overrun_ns, account.late_ns), (0, 0));
}

#[test]
fn a_work_that_is_dropped_lets_its_processor_go() {
    let report = run(|cx| async move {
        let inner = cx.clone();
        let given_up = cx.timeout(SECOND, async move {
            inner.sleep(SECOND).await;
            inner.work(5 * SECOND).await;
        });
        assert_eq!(given_up.await, Err(Elapsed));
        cx.sleep(SECOND).await;
        Ok(())
    });
    assert_eq!((report.ended, report.elapsed), (Ended::Finished(Ok(())), 2 * SECOND));
    let account = report.trace.expect("the run was collected").account;
    assert_eq!((account.work_ns, account.idle_ns), (0, 2_000_000_000));
}

#[test]
fn a_task_cancelled_just_as_its_work_ends_holds_nobody_up() {
    let report = run_on(2, |cx| async move {
        let inner = cx.clone();
        let other = cx.spawn("other", async move { inner.work(SECOND).await });
        cx.work(SECOND).await;
        drop(other);
        let inner = cx.clone();
        cx.spawn("third", async move { inner.print("third") }).await;
        Ok(())
    });
    assert_eq!(report.ended, Ended::Finished(Ok(())));
    assert_eq!(output(&report), ["third"]);
}

#[test]
fn a_task_whose_work_has_ended_goes_on_before_anybody_else() {
    let report = run(|cx| async move {
        let inner = cx.clone();
        let waiting = cx.spawn("waiting", async move { inner.print("second") });
        cx.work(SECOND).await;
        cx.print("first");
        waiting.await;
        Ok(())
    });
    assert_eq!(output(&report), ["first", "second"]);
}

#[test]
fn the_parts_of_the_account_add_up_on_a_machine_with_costs_too() {
    let costs = |ns: &[f64]| simul::virtual_time::Samples::new(ns.to_vec());
    let machine = Machine {
        switch_ns: 3_000.0,
        lateness: costs(&[0.0, 80_000.0, 200_000.0]),
        overrun: costs(&[0.0, 40_000.0]),
        ..Machine::ideal(1)
    };
    let run = VirtualRun::new(&machine, 5, Some(100_000), |cx| async move {
        let tasks = (0..4_u64).map(|i| {
            let inner = cx.clone();
            cx.spawn("t", async move {
                for j in 0..20 {
                    inner.work(Duration::from_micros(100 + 13 * i)).await;
                    inner.sleep(Duration::from_micros(900 + 37 * j)).await;
                }
            })
        });
        gather(tasks.collect::<Vec<_>>()).await;
        Ok(())
    });
    let report = run.finish();
    let account = report.trace.expect("the run was collected").account;
    let parts =
        [account.work_ns, account.overrun_ns, account.polling_ns, account.between_ns, account.idle_ns, account.late_ns];
    assert_eq!(Duration::from_nanos(parts.iter().sum()), report.elapsed);
    assert!(account.overrun_ns > 0 && account.late_ns > 0 && account.between_ns > 0, "{account:?}");
}

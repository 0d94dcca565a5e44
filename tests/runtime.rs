//! The runtime on the virtual clock: what a lesson's program may rely on.

#![cfg(not(target_arch = "wasm32"))]

use simul::runtime::{Cx, Elapsed, Outcome, gather};
use simul::virtual_time::{Ended, Machine, Report, VirtualRun};
use std::future::Future;
use std::time::Duration;

fn run<F: Future<Output = Outcome> + 'static>(program: impl FnOnce(Cx) -> F) -> Report {
    run_on(1, program)
}

fn run_on<F: Future<Output = Outcome> + 'static>(processors: usize, program: impl FnOnce(Cx) -> F) -> Report {
    VirtualRun::new(&Machine::ideal(processors), 1, Some(100_000), program).finish()
}

fn output(report: &Report) -> Vec<String> {
    let trace = report.trace.as_ref().expect("the run was collected");
    trace.output.iter().map(|line| line.text.clone()).collect()
}

const SECOND: Duration = Duration::from_secs(1);

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
fn a_timeout_ends_a_wait_and_drops_it() {
    let report = run(|cx| async move {
        let slow = cx.timeout(SECOND, cx.sleep(5 * SECOND)).await;
        let quick = cx.timeout(5 * SECOND, cx.sleep(SECOND)).await;
        assert_eq!((slow, quick), (Err(Elapsed), Ok(())));
        Ok(())
    });
    assert_eq!(report.elapsed, 2 * SECOND);
}

#[test]
fn a_lock_is_handed_on_in_the_order_of_asking() {
    let report = run(|cx| async move {
        let lock = cx.lock("notebook", Vec::new());
        let hold = |i| {
            let (inner, lock) = (cx.clone(), lock.clone());
            cx.spawn("writer", async move {
                let guard = lock.lock().await;
                inner.sleep(SECOND).await;
                guard.value().push(i);
            })
        };
        gather((0..3).map(hold).collect::<Vec<_>>()).await;
        assert_eq!(*lock.lock().await.value(), [0, 1, 2]);
        Ok(())
    });
    assert_eq!(report.elapsed, 3 * SECOND);
}

#[test]
fn a_permit_that_was_handed_over_and_not_taken_goes_on_to_the_next() {
    let report = run(|cx| async move {
        let semaphore = cx.semaphore("door", 1);
        let held = semaphore.acquire().await;
        let (inner, door) = (cx.clone(), semaphore.clone());
        let first = cx.spawn("first", async move {
            let _permit = door.acquire().await;
            inner.sleep(SECOND).await;
        });
        let door = semaphore.clone();
        let second = cx.spawn("second", async move { drop(door.acquire().await) });
        cx.yield_now().await;
        drop(held);
        drop(first);
        second.await;
        assert_eq!(semaphore.available(), 1);
        Ok(())
    });
    assert_eq!(report.ended, Ended::Finished(Ok(())));
}

#[test]
fn a_channel_waits_for_room_and_for_messages_and_ends_when_closed() {
    let report = run(|cx| async move {
        let channel = cx.channel("queue", 2);
        let (inner, sender) = (cx.clone(), channel.clone());
        let producer = cx.spawn("producer", async move {
            for i in 0..5 {
                sender.send(i).await.expect("nobody closed it yet");
                inner.print(format!("sent {i}"));
            }
            sender.close();
        });
        let mut got = Vec::new();
        while let Some(i) = channel.receive().await {
            cx.sleep(SECOND).await;
            got.push(i);
        }
        producer.await;
        assert_eq!(got, [0, 1, 2, 3, 4]);
        assert_eq!(channel.send(9).await.map_err(|closed| closed.0), Err(9));
        Ok(())
    });
    assert_eq!(report.ended, Ended::Finished(Ok(())));
    assert_eq!(report.elapsed, 5 * SECOND);
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

/// Polls its future only when the future's own waker was called, as combinators do.
struct Alone<F>(std::pin::Pin<Box<F>>, std::sync::Arc<Flag>);

struct Flag(std::sync::Mutex<Option<std::task::Waker>>, std::sync::atomic::AtomicBool);

impl std::task::Wake for Flag {
    fn wake(self: std::sync::Arc<Self>) {
        self.1.store(true, std::sync::atomic::Ordering::SeqCst);
        let outer = self.0.lock().expect("one thread").clone();
        outer.expect("it was polled").wake();
    }
}

impl<F: Future> Future for Alone<F> {
    type Output = F::Output;

    fn poll(mut self: std::pin::Pin<&mut Self>, cx: &mut std::task::Context<'_>) -> std::task::Poll<F::Output> {
        *self.1.0.lock().expect("one thread") = Some(cx.waker().clone());
        if !self.1.1.swap(false, std::sync::atomic::Ordering::SeqCst) {
            return std::task::Poll::Pending;
        }
        let waker = std::task::Waker::from(std::sync::Arc::clone(&self.1));
        self.0.as_mut().poll(&mut std::task::Context::from_waker(&waker))
    }
}

#[test]
fn every_wait_wakes_the_waker_it_was_polled_with() {
    let report = run(|cx| async move {
        let inner = cx.clone();
        let body = async move {
            inner.work(SECOND).await;
            inner.sleep(SECOND).await;
            inner.compute(1_000).await;
            inner.yield_now().await;
            let door = inner.semaphore("door", 0);
            let (other, opener) = (inner.clone(), door.clone());
            let task = inner.spawn("opener", async move {
                other.sleep(SECOND).await;
                opener.release();
            });
            door.acquire().await.consume();
            task.await;
        };
        let flag = Flag(std::sync::Mutex::new(None), std::sync::atomic::AtomicBool::new(true));
        Alone(Box::pin(body), std::sync::Arc::new(flag)).await;
        Ok(())
    });
    assert_eq!(report.ended, Ended::Finished(Ok(())));
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

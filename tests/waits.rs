//! Waiting: deadlines, locks, permits, messages, and who is woken.

#![cfg(not(target_arch = "wasm32"))]

mod common;

use common::{SECOND, output, run};
use simul::runtime::{Cx, Elapsed, Engine, Settings, gather};
use simul::trace::{Cause, Event, Kind};
use simul::virtual_time::Ended;
use std::future::Future;
use std::rc::Rc;

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
fn a_combinator_wakes_its_task_in_turn_and_by_the_true_cause() {
    let report = run(|cx| async move {
        let alone = |name: &'static str| {
            let inner = cx.clone();
            let flag = Flag(std::sync::Mutex::new(None), std::sync::atomic::AtomicBool::new(true));
            let body = Box::pin(async move {
                inner.sleep(SECOND).await;
                inner.print(name);
            });
            Alone(body, std::sync::Arc::new(flag))
        };
        let first = cx.spawn("first", alone("first"));
        let inner = cx.clone();
        let second = cx.spawn("second", async move {
            inner.sleep(SECOND).await;
            inner.print("second");
        });
        first.await;
        second.await;
        Ok(())
    });
    assert_eq!(output(&report), ["first", "second"]);
    let trace = report.trace.expect("the run was collected");
    let by_timer = |event: &&Event| matches!(event.kind, Kind::Woken(Cause::Timer { .. }));
    assert_eq!(trace.events.iter().filter(by_timer).count(), 2);
}

#[test]
fn an_action_whose_taker_is_gone_is_for_whoever_waits_next() {
    let engine = Engine::new(Settings { collect: Some(100), ..Settings::default() });
    let cx = Cx::new(Rc::clone(&engine));
    let taker = |name: &'static str| {
        let inner = cx.clone();
        cx.spawn(name, async move { inner.print(format!("{name} took {}", inner.action().await)) })
    };
    let (first, second) = (taker("first"), taker("second"));
    while engine.poll_one() {}
    assert!(engine.act(7), "somebody waits");
    first.cancel();
    while engine.poll_one() {}
    assert!(second.is_finished());
    let lines = engine.take_trace().expect("collected").output;
    assert_eq!(lines.iter().map(|line| &*line.text).collect::<Vec<_>>(), ["second took 7"]);
}

#[test]
fn however_many_deadlines_pass_at_once_all_are_woken_before_anybody_goes_on() {
    const MANY: usize = 2_500;
    let report = run(|cx| async move {
        let sleeper = |i: usize| {
            let inner = cx.clone();
            cx.spawn("sleeper", async move {
                inner.sleep(SECOND).await;
                inner.print(i.to_string());
                inner.yield_now().await;
                inner.print(i.to_string());
            })
        };
        gather((0..MANY).map(sleeper).collect::<Vec<_>>()).await;
        Ok(())
    });
    let expected: Vec<String> = (0..MANY).chain(0..MANY).map(|i| i.to_string()).collect();
    assert_eq!(output(&report), expected);
    assert_eq!(report.elapsed, SECOND);
}

//! What is inside the loop: the same while a program runs and afterwards, and what the engine itself says.

#![cfg(not(target_arch = "wasm32"))]

mod common;

use common::run;
use proptest::prelude::*;
use simul::runtime::{Cx, Engine, Fetcher, Outcome, Reply, Semaphore, Settings, Task, gather, select};
use simul::trace::chart::moment;
use simul::trace::inside::{List, MOST, Moment, Sign, Snapshot, at};
use simul::trace::{Kind, Trace};
use std::any::Any;
use std::cell::RefCell;
use std::future::Future;
use std::rc::Rc;
use std::time::Duration;

const MS: Duration = Duration::from_millis(1);

fn at_ms(trace: &Trace, at_ms: u64) -> Snapshot {
    at(trace, Moment::new(trace, at_ms * 1_000_000))
}

fn lines(list: &List) -> Vec<String> {
    let word = |sign| match sign {
        Sign::Running => "runs",
        Sign::Ready => "ready",
        Sign::Waiting => "waits",
        Sign::Finished => "finished",
        Sign::Cancelled => "cancelled",
        Sign::Failed => "failed",
    };
    list.lines.iter().map(|line| format!("{}: {} {}", line.name, word(line.sign), line.about)).collect()
}

/// Two tasks and one connection; the second gives up waiting for it.
async fn two(cx: Cx) -> Outcome {
    let connection = cx.semaphore("a connection", 1);
    let (inner, taken) = (cx.clone(), connection.clone());
    let first = cx.spawn("first", async move {
        let _connection = taken.acquire().await;
        inner.sleep(30 * MS).await;
    });
    let inner = cx.clone();
    let second = cx.spawn("second", async move {
        let got = inner.timeout(20 * MS, connection.acquire()).await;
        drop(got);
        inner.sleep(50 * MS).await;
    });
    gather([first, second]).await;
    Ok(())
}

#[test]
fn every_moment_of_a_run_can_be_looked_at() {
    let trace = run(two).trace.expect("collected");
    let early = at_ms(&trace, 10);
    assert_eq!((early.running.count(), early.ready.count()), (0, 0));
    assert_eq!(lines(&early.timers), ["20 ms: waits second, in 10 ms", "30 ms: waits first, in 20 ms"]);
    let tasks = ["main: waits for first to end", "first: waits until 30 ms", "second: waits for “a connection”"];
    assert_eq!(lines(&early.tasks), tasks);
    let futures = [
        "deadline 30 ms: waits since 0, for first",
        "deadline 20 ms: waits since 0, for second",
        "a connection: waits since 0, for second",
    ];
    assert_eq!(lines(&early.futures), futures);
    let late = at_ms(&trace, 40);
    let tasks = ["main: waits for second to end", "first: finished ", "second: waits until 70 ms"];
    assert_eq!(lines(&late.tasks), tasks);
    let futures = [
        "deadline 20 ms: finished at 20 ms, for second",
        "a connection: cancelled at 20 ms, for second",
        "deadline 30 ms: finished at 30 ms, for first",
        "deadline 70 ms: waits since 20 ms, for second",
    ];
    assert_eq!(lines(&late.futures), futures);
    let end = at_ms(&trace, 1_000);
    assert_eq!((end.timers.count(), end.tasks.counts), (0, [0, 0, 0, 3, 0, 0]));
    assert_eq!(end.futures.counts, [0, 0, 0, 3, 1, 0]);
}

#[test]
fn a_deadline_that_is_no_longer_needed_is_gone_though_its_task_goes_on_to_wait() {
    let trace = run(|cx| async move {
        cx.timeout(500 * MS, cx.sleep(10 * MS)).await.map_err(|_| "too slow".to_owned())?;
        cx.sleep(40 * MS).await;
        Ok(())
    });
    let then = at_ms(&trace.trace.expect("collected"), 20);
    assert_eq!(lines(&then.timers), ["50 ms: waits main, in 30 ms"]);
    assert_eq!(then.futures.counts, [0, 0, 1, 1, 1, 0]);
}

#[test]
fn steps_go_through_the_ready_queue_and_back() {
    let trace = run(two).trace.expect("collected");
    let (mut ready, mut way) = (Vec::new(), vec![Moment::default()]);
    while let Some(last) = way.last().filter(|last| last.events < trace.events.len()) {
        let next = last.step(&trace, true);
        ready.push(at(&trace, next).ready.count());
        way.push(next);
    }
    assert_eq!(ready.iter().max(), Some(&2), "first and second were ready at once: {ready:?}");
    let mut back = vec![way[way.len() - 1]];
    while let Some(last) = back.last().filter(|last| last.events > 0) {
        back.push(last.step(&trace, false));
    }
    back.reverse();
    assert_eq!(back, way);
}

#[test]
fn of_a_hundred_tasks_those_that_have_not_ended_come_first_and_the_rest_is_counted() {
    let trace = run(|cx| async move {
        let task = |i: u32| {
            let inner = cx.clone();
            cx.spawn(&format!("feed {i}"), async move { inner.sleep(i * MS).await })
        };
        gather((1..=100).map(task)).await;
        Ok(())
    });
    let trace = trace.trace.expect("collected");
    let early = at_ms(&trace, 10);
    assert_eq!((early.tasks.counts, early.tasks.left_out()), ([0, 0, 91, 10, 0, 0], 101 - MOST));
    assert_eq!(early.tasks.lines[1].name, "feed 11");
    assert_eq!((early.timers.count(), early.timers.lines.len()), (90, MOST));
    assert_eq!(early.timers.lines[0].name, "11 ms");
    let late = at_ms(&trace, 98);
    let alive = ["main", "feed 99", "feed 100"];
    let shown = |name: &&str| late.tasks.lines.iter().any(|line| line.name == **name && line.sign == Sign::Waiting);
    assert!(alive.iter().all(shown), "{:?}", late.tasks.lines);
    assert_eq!(late.tasks.lines.len(), MOST);
}

/// A host that never answers by itself.
#[derive(Default)]
struct Host(RefCell<Vec<Reply>>);

impl Fetcher for Host {
    fn send(&self, _address: &str, reply: Reply) -> Box<dyn Any> {
        self.0.borrow_mut().push(reply);
        Box::new(())
    }
}

/// An engine turned by hand.
fn engine<F: Future<Output = Outcome> + 'static>(
    program: impl FnOnce(Cx) -> F,
) -> (Rc<Engine>, Rc<Host>, Task<Outcome>) {
    let host = Rc::new(Host::default());
    let fetcher: Rc<dyn Fetcher> = host.clone();
    let engine = Engine::new(Settings { fetcher: Some(fetcher), collect: Some(100_000), ..Settings::default() });
    let cx = Cx::new(Rc::clone(&engine));
    let root = cx.spawn("main", program(cx.clone()));
    (engine, host, root)
}

#[test]
fn a_request_is_pending_then_done_and_only_then_is_its_task_ready() {
    let (engine, host, _root) = engine(|cx| async move {
        let ask = |name: &'static str| {
            let inner = cx.clone();
            cx.spawn(name, async move { inner.fetch(name).await.map(drop) })
        };
        let both = gather(["a", "b"].map(ask));
        select(cx.stopped(), both).await;
        Ok(())
    });
    while engine.poll_one() {}
    host.0.borrow_mut().remove(0).send(Ok("text".into()));
    let now = engine.inside(0).expect("collected");
    assert_eq!(lines(&now.ready), ["a: ready "]);
    let futures = [
        "answer from a: finished at 0, for a",
        "a press on Stop: waits since 0, for main",
        "answer from b: waits since 0, for b",
    ];
    assert_eq!(lines(&now.futures), futures);
    assert!(engine.ask_to_stop());
    while engine.poll_one() {}
    let now = engine.inside(0).expect("collected");
    assert_eq!(lines(&now.tasks), ["main: finished ", "a: finished ", "b: cancelled "]);
    assert_eq!(now.futures.counts, [0, 0, 0, 2, 1, 0], "{:?}", now.futures.lines);
}

/// What a task of a random program does, one after the other.
#[derive(Clone, Debug)]
enum Act {
    Sleep(u64),
    Yield,
    Work(u64),
    Hold(u64),
    GiveUp(u64, u64),
    First(u64, u64),
    Spawn(u64, bool),
}

fn act() -> impl Strategy<Value = Act> {
    let time = || 1..40_u64;
    prop_oneof![
        time().prop_map(Act::Sleep),
        Just(Act::Yield),
        time().prop_map(Act::Work),
        time().prop_map(Act::Hold),
        (time(), time()).prop_map(|(a, b)| Act::GiveUp(a, b)),
        (time(), time()).prop_map(|(a, b)| Act::First(a, b)),
        (time(), any::<bool>()).prop_map(|(a, awaited)| Act::Spawn(a, awaited)),
    ]
}

async fn acts(cx: Cx, door: Semaphore, acts: Vec<Act>) {
    let ms = Duration::from_millis;
    for act in acts {
        match act {
            Act::Sleep(a) => cx.sleep(ms(a)).await,
            Act::Yield => cx.yield_now().await,
            Act::Work(a) => cx.work(ms(a)).await,
            Act::Hold(a) => {
                let _held = door.acquire().await;
                cx.sleep(ms(a)).await;
            }
            Act::GiveUp(a, b) => {
                let held = cx.timeout(ms(a), door.acquire()).await;
                cx.sleep(ms(b)).await;
                drop(held);
            }
            Act::First(a, b) => drop(select(cx.sleep(ms(a)), cx.sleep(ms(b))).await),
            Act::Spawn(a, awaited) => {
                let inner = cx.clone();
                let task = cx.spawn("child", async move { inner.sleep(ms(a)).await });
                cx.yield_now().await;
                if awaited { task.await } else { drop(task) }
            }
        }
    }
}

/// Looks at the loop, and asks the engine whether that is what there is.
fn compare(engine: &Engine) -> Snapshot {
    let now = engine.inside(engine.now()).expect("collected");
    assert_eq!(engine.can_poll() && !engine.is_busy(), now.ready.count() > 0 && !engine.is_busy());
    let alive = now.tasks.counts[..3].iter().sum::<usize>();
    assert_eq!(alive, engine.waiting(1_000).len());
    if !engine.holds_any() {
        let due = engine.next_deadline().map(|due_ns| moment(due_ns, 1_000_000));
        assert_eq!(now.timers.lines.first().map(|line| line.name.clone()), due);
    }
    now
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_seen_is_what_the_engine_has_and_the_same_afterwards(
        programs in prop::collection::vec(prop::collection::vec(act(), 0..6), 1..6),
    ) {
        let (engine, _, root) = engine(|cx| async move {
            let door = cx.semaphore("door", 1);
            let task = |program| cx.spawn("task", acts(cx.clone(), door.clone(), program));
            gather(programs.into_iter().map(task).collect::<Vec<_>>()).await;
            Ok(())
        });
        let mut seen = vec![compare(&engine)];
        while !root.is_finished() {
            if !engine.poll_one() {
                engine.set_now(engine.next_deadline().expect("somebody waits for a deadline"));
                engine.fire_due();
            }
            seen.push(compare(&engine));
        }
        let trace = engine.take_trace().expect("collected");
        // Each was taken when some of the events had happened, and none fewer than the one before it.
        let mut events = 0;
        for seen in seen {
            let found = (events..=trace.events.len()).find(|events| seen == at(&trace, Moment { at_ns: seen.at_ns, events: *events }));
            prop_assert!(found.is_some(), "{seen:?} is nowhere after {events} events");
            events = found.unwrap_or_default();
        }
        // Whoever is first in the queue is polled next.
        for (place, event) in trace.events.iter().enumerate().filter(|(_, event)| event.kind == Kind::PollBegan) {
            let first = at(&trace, Moment { at_ns: event.at_ns, events: place }).ready.lines.first().map(|line| line.name.clone());
            prop_assert_eq!(first.as_deref(), Some(trace.task_name(event.task)));
        }
    }
}

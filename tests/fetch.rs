//! Requests: what is asked for, what comes back, and what is called off.

#![cfg(not(target_arch = "wasm32"))]

use simul::runtime::{
    Answer, Cx, Engine, FetchError, Fetcher, First, Outcome, Reply, Settings, Task, World, gather, select,
};
use simul::trace::{Cause, Event, Kind, Trace, Wait};
use simul::virtual_time::{Ended, Machine, Report, Requests, Samples, VirtualRun};
use std::any::Any;
use std::cell::{Cell, RefCell};
use std::future::Future;
use std::rc::Rc;
use std::time::Duration;

const MS: Duration = Duration::from_millis(1);

fn run<F: Future<Output = Outcome> + 'static>(machine: &Machine, program: impl FnOnce(Cx) -> F) -> Report {
    VirtualRun::new(machine, 1, Some(100_000), program).finish()
}

fn lines(report: &Report) -> Vec<String> {
    let trace = report.trace.as_ref().expect("collected");
    trace.output.iter().map(|line| format!("{} {}", line.at_ns / 1_000_000, line.text)).collect()
}

fn world(latency: Duration) -> World {
    World::new(latency, |address| match address {
        "gone" => Err(FetchError::Status(404)),
        _ => Ok(format!("the text of {address}")),
    })
}

#[test]
fn a_virtual_world_answers_after_its_latency() {
    let report = run(&Machine::ideal(1), |cx| async move {
        cx.assume(world(70 * MS));
        cx.print(format!("{:?}", cx.fetch("a").await));
        cx.print(format!("{:?}", cx.fetch("gone").await));
        Ok(())
    });
    assert_eq!(report.ended, Ended::Finished(Ok(())));
    assert_eq!(lines(&report), ["70 Ok(\"the text of a\")", "140 Err(Status(404))"]);
}

#[test]
fn without_a_world_there_is_nothing() {
    let report =
        run(&Machine::ideal(1), |cx| async move { cx.fetch("a").await.map(drop).map_err(|why| why.to_string()) });
    assert_eq!(report.ended, Ended::Finished(Err("the host answered with status 404 instead of a text".into())));
}

#[test]
fn requests_overlap_and_their_answers_come_in_the_order_of_asking() {
    let report = run(&Machine::ideal(1), |cx| async move {
        cx.assume(world(50 * MS));
        let ask = |name: &'static str| {
            let inner = cx.clone();
            cx.spawn(name, async move {
                let answer = inner.fetch(name).await;
                inner.print(answer.unwrap_or_default());
            })
        };
        gather(["c", "a", "b"].map(ask)).await;
        Ok(())
    });
    assert_eq!(lines(&report), ["50 the text of c", "50 the text of a", "50 the text of b"]);
}

fn kinds(trace: &Trace, wanted: impl Fn(&Event) -> bool) -> Vec<(u64, u32, Kind)> {
    let events = trace.events.iter().filter(|event| wanted(event));
    events.map(|event| (event.at_ns / 1_000_000, event.task.0, event.kind)).collect()
}

#[test]
fn the_trace_says_who_asked_for_what_who_waited_and_what_woke_it() {
    let report = run(&Machine::ideal(1), |cx| async move {
        cx.assume(world(20 * MS));
        let inner = cx.clone();
        cx.spawn("asker", async move { inner.fetch("somewhere").await }).await.map(drop).map_err(|why| why.to_string())
    });
    let trace = report.trace.expect("collected");
    let request = trace.events.iter().find_map(|event| match event.kind {
        Kind::RequestBegan(id) => Some(id),
        _ => None,
    });
    let id = request.expect("a request began");
    assert_eq!(trace.resources[id.0 as usize], "somewhere");
    let about = kinds(&trace, |event| {
        matches!(
            event.kind,
            Kind::RequestBegan(_) | Kind::Answered(_) | Kind::Woken(Cause::Answer(_)) | Kind::Aborted(_)
        )
    });
    let expected =
        [(0, 1, Kind::RequestBegan(id)), (20, 1, Kind::Answered(id)), (20, 1, Kind::Woken(Cause::Answer(id)))];
    assert_eq!(about, expected);
    let waits =
        |event: &&Event| matches!(event.kind, Kind::Waits { on: Wait::Answer(on), line } if on == id && line > 0);
    assert_eq!(trace.events.iter().filter(waits).count(), 1);
    assert_eq!((trace.account.idle_ns, trace.account.answers_ns), (0, 20_000_000));
}

#[test]
fn a_request_with_a_timeout_is_seen_to_wait_for_its_answer() {
    let report = run(&Machine::ideal(1), |cx| async move {
        cx.assume(world(20 * MS));
        cx.timeout(30 * MS, cx.fetch("a")).await.map(drop).map_err(|_| "it took too long".to_owned())
    });
    let lanes = simul::trace::lanes(&report.trace.expect("collected"));
    let states: Vec<_> = lanes[0].slices.iter().map(|slice| slice.state).collect();
    assert!(matches!(states[..], [simul::trace::State::Waiting(Wait::Answer(_))]), "{states:?}");
}

#[test]
fn a_request_that_is_dropped_is_aborted_and_takes_no_time() {
    let report = run(&Machine::ideal(1), |cx| async move {
        cx.assume(world(500 * MS));
        assert!(cx.timeout(30 * MS, cx.fetch("slow")).await.is_err());
        Ok(())
    });
    assert_eq!(report.elapsed, 30 * MS);
    let trace = report.trace.expect("collected");
    let about = kinds(&trace, |event| matches!(event.kind, Kind::Answered(_) | Kind::Aborted(_)));
    assert!(matches!(about[..], [(30, 0, Kind::Aborted(_))]), "{about:?}");
}

#[test]
fn what_a_real_request_costs_is_drawn_by_seed() {
    let machine = |speed| Machine {
        requests: Requests { alone: Samples::new(vec![3e6, 5e6]), apart_ns: 0.0 },
        speed,
        ..Machine::ideal(1)
    };
    let elapsed = |seed, speed| {
        let program = |cx: Cx| async move {
            cx.assume(world(10 * MS));
            cx.fetch("a").await.map(drop).map_err(|why| why.to_string())
        };
        VirtualRun::new(&machine(speed), seed, None, program).finish().elapsed
    };
    let drawn: Vec<_> = (0..40).map(|seed| elapsed(seed, 1.0)).collect();
    assert!(drawn.iter().all(|elapsed| [13 * MS, 15 * MS].contains(elapsed)), "{drawn:?}");
    assert!(drawn.contains(&(13 * MS)) && drawn.contains(&(15 * MS)));
    assert_eq!(elapsed(7, 1.0), elapsed(7, 1.0));
    // The world's own latency is lesson time, a real cost is not.
    assert_eq!(elapsed(7, 100.0) - 10 * MS, (elapsed(7, 1.0) - 10 * MS) * 100);
}

#[test]
fn what_is_kept_costs_what_storage_costs_and_requests_cost_nothing_of_that() {
    let machine = Machine {
        storage: Requests { alone: Samples::new(vec![4e6]), apart_ns: 3e6 },
        requests: Requests { alone: Samples::new(vec![50e6]), apart_ns: 0.0 },
        ..Machine::ideal(1)
    };
    let report = run(&machine, |cx| async move {
        let keep = |name: &'static str| {
            let inner = cx.clone();
            cx.spawn(name, async move { inner.keep(name, "text").await })
        };
        let kept = gather(["a", "b", "c"].map(keep)).await;
        assert!(kept.iter().all(|answer| answer.as_deref() == Ok("")), "{kept:?}");
        Ok(())
    });
    assert_eq!(report.elapsed, (4 + 3 + 3) * MS);
    let trace = report.trace.expect("collected");
    assert_eq!(trace.resources, ["the storage"; 3]);
    assert_eq!(
        run(
            &Machine::ideal(1),
            |cx| async move { cx.keep("a", "text").await.map(drop).map_err(|why| why.to_string()) }
        )
        .elapsed,
        Duration::ZERO
    );
}

#[test]
fn many_answers_come_one_after_another_and_one_alone_is_not_held_up() {
    let requests = Requests { alone: Samples::new(vec![5e6]), apart_ns: 2e6 };
    let report = run(&Machine { requests, ..Machine::ideal(1) }, |cx| async move {
        cx.assume(world(Duration::ZERO));
        let ask = |name: &'static str| {
            let inner = cx.clone();
            cx.spawn(name, async move {
                inner.fetch(name).await.map(drop).map_err(|why| why.to_string())?;
                inner.print(name);
                Ok::<(), String>(())
            })
        };
        gather(["a", "b", "c"].map(ask)).await;
        cx.sleep(11 * MS).await;
        ask("d").await
    });
    assert_eq!(lines(&report), ["5 a", "7 b", "9 c", "25 d"]);
}

#[test]
fn whichever_comes_first_calls_the_other_off() {
    let report = run(&Machine::ideal(1), |cx| async move {
        cx.assume(world(40 * MS));
        let First::Right(()) = select(cx.fetch("a"), cx.sleep(10 * MS)).await else { return Err("the request".into()) };
        let First::Left(answer) = select(cx.fetch("a"), cx.sleep(100 * MS)).await else {
            return Err("the sleep".into());
        };
        answer.map(drop).map_err(|why| why.to_string())
    });
    assert_eq!((report.ended, report.elapsed), (Ended::Finished(Ok(())), 50 * MS));
}

#[test]
fn a_program_that_only_waits_to_be_stopped_runs_until_then() {
    let report = run(&Machine::ideal(1), |cx| async move {
        cx.sleep(MS).await;
        cx.stopped().await;
        Ok(())
    });
    assert_eq!((&report.ended, report.elapsed), (&Ended::Endless, MS));
    assert_eq!(report.ended.to_string(), "this program runs until it is stopped");
}

/// A host that answers when it is told to, and counts.
#[derive(Default)]
struct Host {
    asked: RefCell<Vec<(String, Reply)>>,
    open: Rc<Cell<usize>>,
}

struct Open(Rc<Cell<usize>>);

impl Drop for Open {
    fn drop(&mut self) {
        self.0.set(self.0.get() - 1);
    }
}

impl Fetcher for Host {
    fn send(&self, address: &str, reply: Reply) -> Box<dyn Any> {
        self.asked.borrow_mut().push((address.to_owned(), reply));
        self.open.set(self.open.get() + 1);
        Box::new(Open(Rc::clone(&self.open)))
    }
}

impl Host {
    fn answer(&self, answer: Answer) {
        let (_, reply) = self.asked.borrow_mut().remove(0);
        reply.send(answer);
    }
}

/// An engine turned by hand, whose requests go to a host.
fn engine<F: Future<Output = Outcome> + 'static>(
    program: impl FnOnce(Cx) -> F,
) -> (Rc<Engine>, Rc<Host>, Task<Outcome>) {
    let host = Rc::new(Host::default());
    let fetcher: Rc<dyn Fetcher> = host.clone();
    let engine = Engine::new(Settings { fetcher: Some(fetcher), collect: Some(1_000), ..Settings::default() });
    let cx = Cx::new(Rc::clone(&engine));
    let root = cx.spawn("main", program(cx.clone()));
    while engine.poll_one() {}
    (engine, host, root)
}

async fn three(cx: Cx) -> Outcome {
    let ask = |name: &'static str| {
        let inner = cx.clone();
        cx.spawn(name, async move { inner.fetch(name).await.map(drop) })
    };
    let all = ["a", "b", "c"].map(ask);
    gather(all).await;
    Ok(())
}

#[test]
fn an_answer_from_outside_wakes_its_task_and_asks_for_a_turn() {
    let (engine, host, root) = engine(three);
    let rung = std::sync::Arc::new(std::sync::atomic::AtomicUsize::new(0));
    let rings = rung.clone();
    engine.on_wake(Some(Box::new(move || {
        rings.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    })));
    assert!(engine.awaits_outside() && !engine.can_poll());
    for _ in 0..3 {
        host.answer(Ok("text".into()));
    }
    assert_eq!(rung.load(std::sync::atomic::Ordering::Relaxed), 3);
    while engine.poll_one() {}
    assert!(root.is_finished() && !engine.awaits_outside());
    assert_eq!(host.open.get(), 0, "an answered request is let go");
}

#[test]
fn a_cleared_engine_has_no_request_open_and_an_answer_that_comes_later_goes_nowhere() {
    let (engine, host, root) = engine(three);
    assert_eq!(host.open.get(), 3);
    host.answer(Ok("text".into()));
    engine.clear();
    assert_eq!(host.open.get(), 0);
    assert!(!engine.awaits_outside());
    assert!(host.asked.borrow().iter().all(|(_, reply)| !reply.is_wanted()));
    host.answer(Ok("late".into()));
    assert!(!engine.can_poll());
    let trace = engine.take_trace().expect("collected");
    assert_eq!(kinds(&trace, |event| matches!(event.kind, Kind::Aborted(_))).len(), 2);
    let weak = Rc::downgrade(&engine);
    drop((engine, root));
    assert!(weak.upgrade().is_none(), "the engine is still held by something");
}

#[test]
fn a_host_that_answers_at_once_is_heard() {
    struct AtOnce;
    impl Fetcher for AtOnce {
        fn send(&self, address: &str, reply: Reply) -> Box<dyn Any> {
            reply.send(Ok(address.to_owned()));
            Box::new(())
        }
    }
    let engine = Engine::new(Settings { fetcher: Some(Rc::new(AtOnce)), ..Settings::default() });
    let cx = Cx::new(Rc::clone(&engine));
    let inner = cx.clone();
    let root = cx.spawn("main", async move { inner.fetch("a").await });
    while engine.poll_one() {}
    assert_eq!(root.take(), Some(Ok("a".to_owned())));
    assert!(!engine.awaits_outside());
}

#[test]
fn where_nothing_can_be_fetched_that_is_said() {
    let engine = Engine::new(Settings::default());
    let cx = Cx::new(Rc::clone(&engine));
    let inner = cx.clone();
    let root = cx.spawn("main", async move { inner.fetch("a").await });
    while engine.poll_one() {}
    assert_eq!(root.take(), Some(Err(FetchError::Nowhere)));
}

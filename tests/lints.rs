//! What is found in a trace, and what is left alone: each lint with a run that has it and one that has not.

#![cfg(not(target_arch = "wasm32"))]

use proptest::prelude::*;
use simul::lessons::entries;
use simul::params::Values;
use simul::runtime::{Cx, Engine, Fetcher, Reply, Settings, gather};
use simul::trace::lints::{Lint, Rule, Search, lints};
use simul::virtual_time::{Machine, VirtualRun};
use std::any::Any;
use std::cell::RefCell;
use std::future::Future;
use std::rc::Rc;
use std::time::Duration;

const MS: Duration = Duration::from_millis(1);

/// What is found in the run of a program on the virtual clock.
fn found<F: Future<Output = ()> + 'static>(program: impl FnOnce(Cx) -> F) -> Vec<Lint> {
    let run = VirtualRun::new(&Machine::ideal(1), 1, Some(100_000), |cx| {
        let program = program(cx);
        async move {
            program.await;
            Ok(())
        }
    });
    lints(&run.finish().trace.expect("the run was collected"), 1.0)
}

fn rules<F: Future<Output = ()> + 'static>(program: impl FnOnce(Cx) -> F) -> Vec<Rule> {
    found(program).iter().map(|lint| lint.rule).collect()
}

/// The only thing found, in words.
fn sentence<F: Future<Output = ()> + 'static>(rule: Rule, program: impl FnOnce(Cx) -> F) -> String {
    let found = found(program);
    assert_eq!(found.iter().map(|lint| lint.rule).collect::<Vec<_>>(), [rule], "{found:?}");
    found[0].text.clone()
}

/// Three tasks that each wait a moment and are then ready.
fn others(cx: &Cx) -> Vec<simul::runtime::Task<()>> {
    let other = |i| {
        let inner = cx.clone();
        cx.spawn(&format!("other {i}"), async move { inner.sleep(MS).await })
    };
    (1..=3).map(other).collect()
}

#[test]
fn a_task_that_holds_the_loop_is_blamed_where_others_are_ready() {
    let program = |cx: Cx| async move {
        let others = others(&cx);
        let inner = cx.clone();
        let sum = cx.spawn("sum", async move { inner.work(240 * MS).await });
        gather(others).await;
        sum.await;
    };
    let found = found(program);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].text, "`sum` held the loop for 240 ms; 3 other tasks were ready meanwhile.");
    assert_eq!((found[0].task.0, found[0].from_ns, found[0].to_ns), (4, 0, 240_000_000));
}

#[test]
fn a_frozen_thread_is_blamed_like_a_held_loop() {
    let said = sentence(Rule::HeldTheLoop, |cx| async move {
        let others = others(&cx);
        let inner = cx.clone();
        let read = cx.spawn("read", async move { inner.block(500 * MS).await });
        gather(others).await;
        read.await;
    });
    assert_eq!(said, "`read` held the loop for 500 ms; 3 other tasks were ready meanwhile.");
}

#[test]
fn a_task_cancelled_before_it_had_its_turn_was_kept_waiting_too() {
    let said = sentence(Rule::HeldTheLoop, |cx| async move {
        let others = others(&cx);
        cx.work(100 * MS).await;
        others.into_iter().for_each(simul::runtime::Task::cancel);
        cx.sleep(MS).await;
    });
    assert_eq!(said, "`main` held the loop for 100 ms; 3 other tasks were ready meanwhile.");
}

#[test]
fn a_long_computation_that_nobody_waits_for_is_nobodys_trouble() {
    assert_eq!(rules(|cx| async move { cx.work(5_000 * MS).await }), []);
    let ready_just_before_its_end = |cx: Cx| async move {
        let inner = cx.clone();
        let late = cx.spawn("late", async move { inner.sleep(995 * MS).await });
        let inner = cx.clone();
        let sum = cx.spawn("sum", async move { inner.work(1_000 * MS).await });
        late.await;
        sum.await;
    };
    assert_eq!(rules(ready_just_before_its_end), []);
}

/// A task that works in portions, and one that should tick meanwhile.
async fn portions(cx: Cx, portion: Duration, gives_way: bool) {
    let inner = cx.clone();
    let ticker = cx.spawn("ticker", async move { inner.sleep(10 * MS).await });
    let inner = cx.clone();
    let hog = cx.spawn("hog", async move {
        for _ in 0..40 {
            inner.work(portion).await;
            if gives_way {
                inner.yield_now().await;
            }
        }
    });
    ticker.await;
    hog.await;
}

#[test]
fn a_task_that_never_yields_is_told_from_one_that_works_in_portions() {
    let said = sentence(Rule::NeverYielded, |cx| portions(cx, 10 * MS, false));
    let expected = "`hog` never yielded: it went through 40 steps in 400 ms without once giving way; 1 other task was \
                    ready meanwhile.";
    assert_eq!(said, expected);
    assert_eq!(rules(|cx| portions(cx, 10 * MS, true)), []);
}

#[test]
fn a_task_that_wakes_itself_and_does_nothing_is_told_from_one_that_works_in_between() {
    let polls = |works: bool| {
        move |cx: Cx| async move {
            let inner = cx.clone();
            let poller = cx.spawn("poller", async move {
                for _ in 0..250 {
                    if works {
                        inner.work(MS).await;
                    }
                    inner.yield_now().await;
                }
            });
            poller.await;
        }
    };
    let said = sentence(Rule::WokeItself, polls(false));
    assert!(said.starts_with("`poller` woke itself 250 times in a row and did nothing in between"), "{said}");
    assert_eq!(rules(polls(true)), []);
}

#[test]
fn starting_tasks_between_two_turns_is_something_done() {
    let program = |cx: Cx| async move {
        let mut tasks = Vec::new();
        for i in 0..300 {
            let inner = cx.clone();
            tasks.push(cx.spawn(&format!("t{i}"), async move { inner.sleep(MS).await }));
            cx.yield_now().await;
        }
        gather(tasks).await;
    };
    assert_eq!(rules(program), []);
}

fn mail(cx: &Cx) -> simul::runtime::Task<()> {
    let inner = cx.clone();
    cx.spawn("mail", async move { inner.sleep(500 * MS).await })
}

#[test]
fn a_handle_that_is_dropped_is_told_from_one_that_is_awaited_cancelled_or_detached() {
    let said = sentence(Rule::NobodyAwaited, |cx| async move {
        drop(mail(&cx));
        cx.sleep(MS).await;
    });
    assert_eq!(said, "Nobody awaited `mail`: its handle was dropped, and that cancelled it before its first step.");
    let said = sentence(Rule::NobodyAwaited, |cx| async move {
        let _forgotten = mail(&cx);
        cx.sleep(200 * MS).await;
    });
    assert!(said.ends_with("that cancelled it 200 ms after it had begun."), "{said}");
    assert_eq!(rules(|cx| async move { mail(&cx).await }), []);
    assert_eq!(rules(|cx| async move { mail(&cx).cancel() }), []);
    let detached = |cx: Cx| async move {
        mail(&cx).detach();
        cx.sleep(600 * MS).await;
    };
    assert_eq!(rules(detached), []);
}

#[test]
fn a_group_that_a_timeout_drops_is_not_forgotten() {
    let program = |cx: Cx| async move {
        let group = gather([mail(&cx), mail(&cx)]);
        let ended = cx.timeout(100 * MS, group).await;
        assert!(ended.is_err());
    };
    assert_eq!(rules(program), []);
}

#[test]
fn a_task_left_to_itself_is_blamed_where_the_run_ends_before_it() {
    let said = sentence(Rule::NobodyAwaited, |cx| async move {
        mail(&cx).detach();
        cx.sleep(MS).await;
    });
    assert_eq!(said, "Nobody awaited `mail`: it was left to itself, and the run ended before it was done.");
    let idle_service = |cx: Cx| async move {
        let jobs = cx.channel::<u32>("jobs", 1);
        let inbox = jobs.clone();
        cx.spawn("service", async move { while inbox.receive().await.is_some() {} }).detach();
        cx.sleep(MS).await;
    };
    assert_eq!(rules(idle_service), []);
}

#[test]
fn a_coroutine_that_nobody_awaits_is_told_from_one_that_is() {
    let said = sentence(Rule::NobodyAwaited, |cx| async move {
        let inner = cx.clone();
        let _save = cx.coroutine("save", async move { inner.sleep(MS).await });
    });
    assert_eq!(said, "Nobody awaited `save`: `main` made it and let it go, and nothing of it ever ran.");
    let awaited = |cx: Cx| async move {
        let inner = cx.clone();
        cx.coroutine("save", async move { inner.sleep(MS).await }).await;
    };
    assert_eq!(rules(awaited), []);
}

#[test]
fn waits_one_after_another_could_overlap_and_gathered_ones_do() {
    let said = sentence(Rule::CouldOverlap, |cx| async move {
        for _ in 0..3 {
            cx.sleep(400 * MS).await;
        }
    });
    assert!(said.starts_with("`main` waited 3 times"), "{said}");
    assert!(said.contains("would save up to 800 ms (an estimate"), "{said}");
    let started_and_awaited_one_by_one = |cx: Cx| async move {
        for _ in 0..3 {
            mail(&cx).await;
        }
    };
    assert!(sentence(Rule::CouldOverlap, started_and_awaited_one_by_one).contains("save up to 1 s"));
    assert_eq!(rules(|cx| async move { drop(gather([mail(&cx), mail(&cx), mail(&cx)]).await) }), []);
}

/// Three writers that wait, inside a lock or before it.
async fn writers(cx: Cx, inside: bool) {
    let ledger = cx.lock("ledger", 0);
    let writer = |i| {
        let (inner, ledger) = (cx.clone(), ledger.clone());
        cx.spawn(&format!("writer {i}"), async move {
            if !inside {
                inner.sleep(100 * MS).await;
            }
            let entries = ledger.lock().await;
            if inside {
                inner.sleep(100 * MS).await;
            }
            *entries.value() += 1;
        })
    };
    gather((1..=3).map(writer).collect::<Vec<_>>()).await;
}

#[test]
fn a_lock_held_across_a_wait_is_told_from_one_that_is_not() {
    let said = sentence(Rule::HeldAcrossWait, |cx| writers(cx, true));
    let expected = "`writer 1` held the lock `ledger` across a wait of 100 ms: up to 2 tasks stood in line for it while \
                    its holders waited, 200 ms in all.";
    assert_eq!(said, expected);
    assert_eq!(rules(|cx| writers(cx, false)), []);
}

/// Two tasks that take two locks, in the same order or not.
async fn two_locks(cx: Cx, same_order: bool) {
    let (left, right) = (cx.lock("left", ()), cx.lock("right", ()));
    let other = if same_order { [left.clone(), right.clone()] } else { [right.clone(), left.clone()] };
    let eater = |name: &str, locks: [simul::runtime::Lock<()>; 2]| {
        let inner = cx.clone();
        cx.spawn(name, async move {
            let _first = locks[0].lock().await;
            inner.sleep(10 * MS).await;
            let _second = locks[1].lock().await;
        })
    };
    gather([eater("alice", [left.clone(), right.clone()]), eater("bob", other)]).await;
}

#[test]
fn a_circle_of_locks_is_named_with_all_who_are_in_it() {
    let said = sentence(Rule::Deadlock, |cx| two_locks(cx, false));
    let expected = "Deadlock: `bob` waits for `left`, which `alice` holds, and `alice` waits for `right`, which `bob` \
                    holds. None of them can go on.";
    assert_eq!(said, expected);
    assert_eq!(rules(|cx| two_locks(cx, true)), []);
}

/// Two deposits, the second of which reads at once, or after the first has written.
async fn deposits(cx: Cx, later: Duration) {
    let balance = cx.shared("balance", 0);
    let deposit = |name: &str, begins: Duration| {
        let (inner, balance) = (cx.clone(), balance.clone());
        cx.spawn(name, async move {
            inner.sleep(begins).await;
            let read = balance.get();
            inner.sleep(20 * MS).await;
            balance.set(read + 1);
        })
    };
    gather([deposit("first", Duration::ZERO), deposit("second", later)]).await;
}

#[test]
fn an_update_written_from_an_old_reading_is_told_from_one_that_is_not() {
    let said = sentence(Rule::LostUpdate, |cx| deposits(cx, 5 * MS));
    let expected = "`second` wrote `balance` from what it had read 20 ms before: 1 write came in between, and is lost.";
    assert_eq!(said, expected);
    assert_eq!(rules(|cx| deposits(cx, 21 * MS)), []);
}

/// So many tasks that want one of two permits.
async fn line(cx: Cx, count: usize) {
    let desk = cx.semaphore("desk", 2);
    let guest = |i| {
        let (inner, desk) = (cx.clone(), desk.clone());
        cx.spawn(&format!("guest {i}"), async move {
            let _permit = desk.acquire().await;
            inner.sleep(MS).await;
        })
    };
    gather((0..count).map(guest).collect::<Vec<_>>()).await;
}

#[test]
fn a_crowd_is_told_from_a_line() {
    let said = sentence(Rule::Crowd, |cx| line(cx, 1_002));
    assert_eq!(said, "1,000 tasks stood in line for `desk` at once, each of them started long before its turn.");
    assert_eq!(rules(|cx| line(cx, 50)), []);
}

/// A transfer that holds its lock while the bank answers, and one that does not.
async fn transfer(cx: Cx, inside: bool) {
    let accounts = cx.lock("accounts", (100, 0));
    let inner = cx.clone();
    let task = cx.spawn("transfer", async move {
        if !inside {
            inner.sleep(100 * MS).await;
        }
        let held = accounts.lock().await;
        held.value().0 -= 10;
        if inside {
            inner.sleep(100 * MS).await;
        }
        held.value().1 += 10;
    });
    assert!(cx.timeout(30 * MS, task).await.is_err());
}

#[test]
fn a_task_cancelled_inside_its_lock_is_told_from_one_cancelled_before_it() {
    let said = sentence(Rule::CutShort, |cx| transfer(cx, true));
    let expected =
        "`transfer` was cancelled while it held the lock `accounts`: what it had begun there is left half done.";
    assert_eq!(said, expected);
    assert_eq!(rules(|cx| transfer(cx, false)), []);
}

/// An upload that starts a task of its own, and is cancelled.
async fn upload(cx: Cx, detaches: bool) {
    let inner = cx.clone();
    let upload = cx.spawn("upload", async move {
        let other = inner.clone();
        let thumbnail = inner.spawn("thumbnail", async move { other.sleep(300 * MS).await });
        if detaches {
            thumbnail.detach();
            inner.sleep(500 * MS).await;
        } else {
            thumbnail.await;
        }
    });
    cx.sleep(100 * MS).await;
    upload.cancel();
    cx.sleep(400 * MS).await;
}

#[test]
fn a_task_that_outlives_the_one_that_started_it_is_blamed_where_that_was_cancelled() {
    let found = found(|cx| upload(cx, true));
    let said: Vec<&str> =
        found.iter().filter(|lint| lint.rule == Rule::CutShort).map(|lint| lint.text.as_str()).collect();
    assert_eq!(said, ["`upload` was cancelled, and `thumbnail`, which it had started, went on for 200 ms."]);
    assert!(!rules(|cx| upload(cx, false)).contains(&Rule::CutShort));
}

#[test]
fn of_a_kind_the_worst_is_told_and_how_many_more_there_were() {
    let found = found(|cx| async move {
        for _ in 0..3 {
            drop(mail(&cx));
        }
    });
    assert_eq!((found.len(), found[0].more), (1, 2));
}

fn exhibition(variant: usize, settings: &[(&str, &str)]) -> Vec<Lint> {
    let entry = entries().find(|entry| entry.meta.slug == "exhibition").expect("the lesson exists");
    let mut values = Values::defaults(entry.fields);
    settings.iter().for_each(|(name, text)| assert_eq!(values.set(name, text), None));
    let variant = entry.meta.variants[variant];
    let run = VirtualRun::new(&Machine::ideal(1), 1, Some(1_000_000), |cx| (entry.run)(&values, variant, cx));
    lints(&run.finish().trace.expect("collected"), (entry.speed)(&values))
}

#[test]
fn of_the_exhibition_only_one_game_after_another_could_go_better() {
    let synchronous = exhibition(0, &[]);
    assert_eq!(synchronous.iter().map(|lint| lint.rule).collect::<Vec<_>>(), [Rule::CouldOverlap]);
    assert!(synchronous[0].text.starts_with("`main` waited 720 times"), "{}", synchronous[0].text);
    for settings in [&[][..], &[("opponents", "6")], &[("spread", "1")], &[("spread", "1"), ("order", "tables")]] {
        assert_eq!(exhibition(1, settings), [], "{settings:?}");
    }
}

/// A host that answers a few requests at once and holds the others back, a tenth of a second each.
fn held_back(connections: u64, requests: u64) -> Vec<Lint> {
    let host = Rc::new(Host::default());
    let fetcher: Rc<dyn Fetcher> = host.clone();
    let engine = Engine::new(Settings { fetcher: Some(fetcher), collect: Some(10_000), ..Settings::default() });
    let cx = Cx::new(Rc::clone(&engine));
    let inner = cx.clone();
    let _root = cx.spawn("main", async move {
        let ask = |i| {
            let asker = inner.clone();
            inner.spawn("asker", async move { asker.fetch(&format!("http://host/{i}")).await.map(drop) })
        };
        gather((0..requests).map(ask)).await;
    });
    while engine.poll_one() {}
    for (at, reply) in (0..).zip(host.0.take()) {
        let waits_ns = at / connections * 100_000_000;
        engine.set_now(waits_ns + 100_000_000);
        if waits_ns > 0 {
            reply.was_held_back(waits_ns);
        }
        reply.send(Ok(String::new()));
        while engine.poll_one() {}
    }
    lints(&engine.take_trace().expect("collected"), 1.0)
}

#[derive(Default)]
struct Host(RefCell<Vec<Reply>>);

impl Fetcher for Host {
    fn send(&self, _address: &str, reply: Reply) -> Box<dyn Any> {
        self.0.borrow_mut().push(reply);
        Box::new(())
    }
}

#[test]
fn requests_that_the_browser_held_back_are_told_of_with_their_number() {
    let found = held_back(6, 20);
    assert_eq!(found.iter().map(|lint| lint.rule).collect::<Vec<_>>(), [Rule::HeldBack]);
    let said = "Your browser held requests back: 6 requests to host were on the way, and 8 more stood in line for a \
                connection, the longest for 300 ms.";
    assert!(found[0].text.starts_with(said), "{}", found[0].text);
    assert_eq!((found[0].from_ns, found[0].to_ns), (0, 300_000_000));
    assert_eq!(held_back(6, 6), []);
}

const CASES: &[&str] = &[
    "blocking-call",
    "sequential-awaits",
    "forgotten-await",
    "lost-update",
    "lock-across-await",
    "deadlock",
    "dirty-cancellation",
    "orphan-task",
    "starvation",
    "unbounded-fan-out",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_trace_searched_in_slices_has_what_it_has_searched_whole(
        case in proptest::sample::select(CASES), tasks in 1_usize..60, slices in proptest::collection::vec(1_usize..200, 1..20),
    ) {
        let entry = entries().find(|entry| entry.meta.slug == "pitfalls").expect("the lesson exists");
        let mut values = Values::defaults(entry.fields);
        values.set("case", case);
        values.set("tasks", &tasks.to_string());
        let variant = entry.meta.variants[0];
        let run = VirtualRun::new(&Machine::ideal(1), 1, Some(100_000), |cx| (entry.run)(&values, variant, cx));
        let trace = run.finish().trace.expect("collected");
        let mut search = Search::new(&trace, 1.0);
        let mut sizes = slices.iter().cycle();
        while search.goes_on(*sizes.next().expect("it goes round")) {}
        prop_assert_eq!(search.found(), lints(&trace, 1.0));
    }
}

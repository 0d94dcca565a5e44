//! Workers on the virtual clock: what they cost, how they share cores, and what becomes of them.

#![cfg(not(target_arch = "wasm32"))]

mod common;

use common::{output, run};
use proptest::prelude::*;
use simul::runtime::{Cx, Job, Lost, Parcel, World};
use simul::trace::inside::{Moment, at};
use simul::trace::lints::lints;
use simul::trace::{Standstill, State, TaskId, lanes, standstill};
use simul::virtual_time::{Crew, Ended, Machine, Report, Samples, VirtualRun};
use std::time::Duration;

const MS: Duration = Duration::from_millis(1);

fn on(crew: Crew, program: impl AsyncFnOnce(Cx) -> Result<(), String> + 'static) -> Report {
    VirtualRun::new(&Machine { crew, ..Machine::ideal(1) }, 1, Some(100_000), |cx| program(cx)).finish()
}

fn compute(cx: &Cx, work: Duration) -> Job {
    Job::Compute { units: cx.units(work) }
}

/// One worker for each job, all started before the first is waited for.
async fn one_each(cx: Cx, jobs: usize, work: Duration, cores: usize) -> Result<(), String> {
    cx.assume(World::default().with_cores(cores));
    let workers: Vec<_> = (0..jobs).map(|_| cx.worker("worker")).collect();
    let jobs: Vec<_> = workers.iter().map(|worker| worker.give(compute(&cx, work), Parcel::default())).collect();
    for job in jobs {
        job.await.map_err(|why| why.to_string())?;
    }
    Ok(())
}

proptest! {
    #[test]
    fn workers_that_share_cores_by_time_take_about_as_long_as_all_their_work_on_all_cores(
        jobs in 1_usize..20, cores in 1_usize..9, work_us in 1_000_u64..200_000,
    ) {
        let work = Duration::from_micros(work_us);
        let report = on(Crew::default(), async move |cx| one_each(cx, jobs, work, cores).await);
        prop_assert_eq!(&report.ended, &Ended::Finished(Ok(())));
        let ideal = work.max(work * jobs as u32 / cores as u32);
        prop_assert!(report.elapsed + Duration::from_nanos(1) >= ideal, "{:?} < {ideal:?}", report.elapsed);
        prop_assert!(report.elapsed <= ideal + 2 * MS, "{:?} > {ideal:?}", report.elapsed);
    }

    #[test]
    fn workers_that_run_to_completion_go_in_rounds(
        jobs in 1_usize..20, cores in 1_usize..9, work_us in 0_u64..200_000,
    ) {
        let work = Duration::from_micros(work_us);
        let crew = Crew::default().to_completion();
        let report = on(crew, async move |cx| one_each(cx, jobs, work, cores).await);
        prop_assert_eq!(report.elapsed, work * jobs.div_ceil(cores) as u32);
    }
}

#[test]
fn workers_are_neither_inside_the_loop_nor_told_of_as_if_they_held_it() {
    // Stands still while its worker computes, and its other worker waits for a job.
    let program = async |cx: Cx| {
        let (busy, _idle) = (cx.worker("busy"), cx.worker("idle"));
        let job = busy.give(compute(&cx, 1_000 * MS), Parcel::default());
        cx.sleep(500 * MS).await;
        job.await.map(drop).map_err(|why| why.to_string())
    };
    let trace = on(Crew::default(), program).trace.expect("collected");
    assert!(trace.events.is_sorted_by_key(|event| event.at_ns));
    for at_ns in (0..1_000).map(|ms| ms * 1_000_000) {
        let inside = at(&trace, Moment::new(&trace, at_ns));
        let names: Vec<_> = inside.tasks.lines.iter().map(|line| line.name.as_str()).collect();
        assert_eq!((names.as_slice(), inside.ready.count()), (["main"].as_slice(), 0), "at {at_ns}");
    }
    let (mut moment, mut steps) = (Moment::default(), Vec::new());
    while moment.events < trace.events.len() {
        moment = moment.step(&trace, true);
        steps.extend(moment.events.checked_sub(1).map(|last| trace.events[last].task));
    }
    // The last step goes to the end of the trace, whatever happened there.
    steps.pop();
    assert!(!steps.is_empty() && steps.iter().all(|task| *task == TaskId::ROOT), "{steps:?}");
    assert_eq!(lints(&trace, 1.0), []);
    assert_eq!(standstill(&trace), Standstill::default());
}

#[test]
fn the_timeline_shows_who_has_a_core_and_who_stands_in_line() {
    let report = on(Crew { quantum_ns: 10e6, ..Crew::default() }, async |cx| one_each(cx, 3, 20 * MS, 1).await);
    assert_eq!(report.elapsed, 60 * MS);
    let trace = report.trace.expect("collected");
    let lanes = lanes(&trace);
    let ran = |lane: usize| -> Vec<(u64, u64)> {
        let running = lanes[lane].slices.iter().filter(|slice| slice.state == State::Running);
        running.map(|slice| (slice.from_ns / 1_000_000, slice.to_ns / 1_000_000)).collect()
    };
    assert_eq!([ran(1), ran(2), ran(3)], [[(0, 10), (30, 40)], [(10, 20), (40, 50)], [(20, 30), (50, 60)]]);
    assert!(trace.tasks[1..].iter().all(|task| task.apart) && !trace.tasks[0].apart);
}

#[test]
fn starting_and_sending_cost_what_the_machine_says() {
    let crew = Crew {
        cores: Some(2),
        asking_ns: 1e6,
        starting: Samples::new(vec![20e6]),
        message_ns: 2e6,
        sending_ns_per_byte: 3.0,
        receiving_ns_per_byte: 4.0,
        ..Crew::default()
    };
    let timed = |transferred| {
        let program = async move |cx: Cx| {
            let worker = cx.worker("one");
            let answer = worker.give(compute(&cx, 50 * MS), Parcel { bytes: 1_000_000, transferred }).await;
            answer.map(drop).map_err(|why| why.to_string())
        };
        on(crew.clone(), program).elapsed
    };
    // Asked for after 1, started after 21; computes for 50, and the answer takes 2. Sending is done by then.
    assert_eq!(timed(true), 73 * MS);
    assert_eq!(timed(false), 77 * MS, "the worker has to unpack it");
}

#[test]
fn beside_others_a_unit_takes_longer() {
    let crew = || Crew { cores: Some(2), crowded: 1.5, ..Crew::default() };
    assert_eq!(on(crew(), async |cx| one_each(cx, 1, 20 * MS, 1).await).elapsed, 20 * MS);
    assert_eq!(on(crew(), async |cx| one_each(cx, 2, 20 * MS, 1).await).elapsed, 30 * MS);
}

#[test]
fn a_worker_has_memory_of_its_own_and_keeps_it_from_job_to_job() {
    let report = run(|cx| async move {
        let greet = || Job::Greet { units: 0, name: None };
        let (one, other) = (cx.worker("one"), cx.worker("other"));
        for worker in [&one, &one, &other] {
            let answer = worker.give(greet(), Parcel::default()).await;
            cx.print(answer.map_err(|why| why.to_string())?);
        }
        assert_eq!(cx.memory().counter(), 0);
        Ok(())
    });
    let printed = output(&report);
    let counted: Vec<&str> = printed.iter().filter_map(|line| line.split(" at ").next()).collect();
    let asia = "The name of the continent is Asia";
    let loaded = "loaded as __mp_main__";
    assert_eq!(counted, [loaded, asia, "counter 1", asia, "counter 2", loaded, asia, "counter 1"]);
}

#[test]
fn dropping_a_worker_ends_it_and_frees_its_core() {
    let report = run(|cx| async move {
        let (first, second) = (cx.worker("first"), cx.worker("second"));
        let lost = first.give(compute(&cx, Duration::from_secs(100)), Parcel::default());
        let waits = second.give(compute(&cx, 10 * MS), Parcel::default());
        cx.sleep(5 * MS).await;
        drop(first);
        assert_eq!(lost.await, Err(Lost::Dropped));
        waits.await.map(drop).map_err(|why| why.to_string())
    });
    assert_eq!(report.ended, Ended::Finished(Ok(())));
    assert!(report.elapsed <= 15 * MS, "{:?}", report.elapsed);
}

#[test]
fn a_worker_that_panics_or_hangs_fails_its_jobs_with_a_reason_and_another_one_can_take_its_place() {
    for (job, why) in [(Job::Panic { units: 9 }, "panicked"), (Job::Hang { units: 9 }, "no answer in time")] {
        let report = run(|cx| async move {
            let worker = cx.worker("one");
            let (lost, behind) =
                (worker.give(job, Parcel::default()), worker.give(compute(&cx, MS), Parcel::default()));
            let said = lost.await.expect_err("it is lost").to_string();
            assert!(said.contains(why), "{said}");
            assert!(behind.await.is_err() && worker.give(compute(&cx, MS), Parcel::default()).await.is_err());
            let other = cx.worker("another").give(compute(&cx, MS), Parcel::default());
            assert_eq!(other.await, Err(Lost::Dropped), "nobody held it");
            let other = cx.worker("another");
            other.give(compute(&cx, MS), Parcel::default()).await.map(drop).map_err(|why| why.to_string())
        });
        assert_eq!(report.ended, Ended::Finished(Ok(())));
    }
}

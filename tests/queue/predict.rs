//! What is predicted of a queue: formula, virtual time, and how sure a mean is.

use proptest::prelude::*;
use simul::lessons::job_queue::{Arrivals, Batch, DAYS, Observed, Verdict, Watch};
use simul::predict::Mmc;
use simul::virtual_time::{Ended, Machine, VirtualRun};
use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

fn makespan(batch: &Batch) -> Duration {
    let report = VirtualRun::new(&Machine::ideal(1), 1, None, |cx| batch.clone().run(cx)).finish();
    assert_eq!(report.ended, Ended::Finished(Ok(())), "{batch:?}");
    report.elapsed
}

fn batch() -> Batch {
    let service = Duration::from_millis(100);
    Batch { jobs: 30, workers: 4, service, spread: 0.0, fail: 0.0, retries: 0, seed: 1 }
}

#[test]
fn thirty_jobs_and_four_workers_go_in_eight_steps() {
    assert_eq!(makespan(&batch()), Duration::from_millis(800));
    assert_eq!(batch().makespan(), Some(Duration::from_millis(800)));
}

#[test]
fn every_job_that_may_be_tried_again_is() {
    let failing = Batch { fail: 1.0, retries: 2, ..batch() };
    assert_eq!(makespan(&failing), 23 * Duration::from_millis(100), "30 jobs, three attempts each, 4 at a time");
    assert_eq!(failing.makespan(), None);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn formula_is_virtual_time_to_the_nanosecond(
        jobs in 0_u64..60, workers in prop_oneof![Just(1_u64), 1_u64..=16, 50_u64..70], service_us in 0_u64..5_000_000,
        spread in prop_oneof![Just(0.0), 0.0..1.0], fail in prop_oneof![Just(0.0), 0.0..1.0], retries in 0_u64..4, seed: u64,
    ) {
        let batch = Batch { jobs, workers, service: Duration::from_micros(service_us), spread, fail, retries, seed };
        if let Some(formula) = batch.makespan() {
            prop_assert_eq!(formula, makespan(&batch));
        }
    }

    #[test]
    fn list_scheduling_lies_between_its_bounds(jobs in 1_u64..60, workers in 1_u64..=16, seed: u64) {
        let batch = Batch { jobs, workers, spread: 1.0, fail: 0.2, retries: 2, seed, ..batch() };
        let each: Vec<Duration> =
            (0..jobs).map(|job| batch.attempts(job).iter().map(|attempt| attempt.takes).sum()).collect();
        let (work, longest) = (each.iter().sum::<Duration>(), each.iter().max().copied().unwrap_or_default());
        let makespan = makespan(&batch);
        prop_assert!(makespan >= longest && makespan * workers as u32 >= work);
    }
}

fn observe(day: &Arrivals) -> Observed {
    let watch = Rc::new(RefCell::new(Watch::default()));
    let seen = Rc::clone(&watch);
    let report = VirtualRun::new(&Machine::ideal(1), 1, None, |cx| day.clone().run(cx, seen)).finish();
    assert_eq!(report.ended, Ended::Finished(Ok(())), "{day:?}");
    watch.borrow().observed(&day.mmc)
}

fn near(seen: f64, theory: f64, share: f64) -> bool {
    (seen - theory).abs() <= share * theory
}

#[test]
fn a_long_day_is_as_erlang_says_and_as_little_says() {
    for (servers, load) in [(1, 0.6), (2, 1.6), (8, 6.0)] {
        let mmc = Mmc { arrivals_per_s: load * 10.0, services_per_s: 10.0, servers };
        let theory = mmc.steady().expect("it is stable");
        let seen = observe(&Arrivals { mmc, warm_up: 1_000, counted: 60_000, seed: 5, day: 1 });
        assert!(near(seen.wait_s, theory.wait_s, 0.12), "{servers}: {seen:?} and {theory:?}");
        assert!(near(seen.queue_length, theory.queue_length, 0.12), "{servers}: {seen:?} and {theory:?}");
        assert!(near(seen.utilisation, theory.utilisation, 0.03), "{servers}: {seen:?} and {theory:?}");
        assert!(seen.little_gap() < 0.01, "{servers}: {}", seen.little_gap());
    }
}

#[test]
fn littles_law_is_told_from_what_is_not_it() {
    let seen = Observed { jobs: 10, wait_s: 2.0, queue_length: 3.0, arrivals_per_s: 1.5, utilisation: 0.5 };
    assert_eq!(seen.little_gap(), 0.0);
    assert_eq!(Observed { queue_length: 6.0, ..seen }.little_gap(), 0.5);
}

#[test]
fn what_is_too_short_to_say_is_not_said() {
    let mmc = Mmc { arrivals_per_s: 9.0, services_per_s: 10.0, servers: 1 };
    let day = Arrivals::long_enough(mmc, 1, 0).expect("it is stable");
    let seen = Observed { wait_s: 0.9, ..Observed::default() };
    assert_eq!(day.verdict(&[seen; 9]), Verdict::TooFewDays { days: 9 });
    assert!(matches!(day.verdict(&[seen; 10]), Verdict::Lies(interval) if interval.holds(0.9)));
    let short = Arrivals { counted: 500, ..day.clone() };
    assert_eq!(short.verdict(&[seen; 20]), Verdict::DaysTooShort { least_jobs: day.warm_up });
    let flooded = Arrivals { mmc: Mmc { arrivals_per_s: 10.0, ..mmc }, ..day };
    assert_eq!(flooded.verdict(&[seen; 20]), Verdict::NoLongRun);
    assert_eq!(Arrivals::long_enough(flooded.mmc, 1, 0), None);
}

/// In how many of 200 seeded experiments the 95 % interval holds what is true in the long run.
fn covered(utilisation: f64) -> usize {
    let mmc = Mmc { arrivals_per_s: utilisation * 20.0, services_per_s: 10.0, servers: 2 };
    let theory = mmc.steady().expect("it is stable");
    let holds = |seed: &u64| {
        let day = Arrivals::long_enough(mmc, *seed, 0).expect("it is stable");
        let days: Vec<_> = (0..DAYS).map(|number| observe(&Arrivals { day: number, ..day.clone() })).collect();
        match day.verdict(&days) {
            Verdict::Lies(interval) => interval.holds(theory.wait_s),
            other => panic!("seed {seed}: {other:?}"),
        }
    };
    (1..=200).filter(holds).count()
}

fn check_coverage(utilisation: f64) {
    let covered = covered(utilisation);
    println!("utilisation {utilisation}: {covered} of 200 intervals hold the wait");
    assert!((180..=198).contains(&covered), "{covered} of 200 at utilisation {utilisation}");
}

#[test]
fn the_interval_holds_the_wait_when_little_is_going_on() {
    check_coverage(0.3);
}

#[test]
fn the_interval_holds_the_wait_when_workers_are_busy_more_often_than_not() {
    check_coverage(0.6);
}

#[test]
fn the_interval_holds_the_wait_when_workers_are_hardly_ever_free() {
    check_coverage(0.9);
}

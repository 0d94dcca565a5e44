//! At least once, and counted once: leases, attempts, and workers that are lost.

use super::suite::now;
use super::{Clock, memory};
use proptest::prelude::*;
use simul::lessons::job_queue::{
    Call, Hands, JobId, Memory, Order, Outcome, Queue, Retries, Seen, State, Ticket, Trouble,
};
use simul::runtime::Random;
use std::collections::HashMap;
use std::time::Duration;

const SECOND: Duration = Duration::from_secs(1);

fn order(id: &str) -> Order {
    Order::new(id, Call { function: "f".into(), args: vec![] })
}

fn enqueue<N: Fn() -> Duration>(queue: &Memory<N>, order: Order) -> JobId {
    let id = order.id.clone();
    now(queue.enqueue(order)).expect("it is new");
    id
}

fn take<N: Fn() -> Duration>(queue: &Memory<N>, worker: &str) -> Ticket {
    now(queue.take(worker)).expect("it is never refused").expect("there is one")
}

fn state<N: Fn() -> Duration>(queue: &Memory<N>, id: &JobId) -> State {
    now(queue.look(id)).expect("it is never refused").expect("it is there").state
}

fn tend<N: Fn() -> Duration>(queue: &Memory<N>, clock: &Clock, at: Duration) -> Option<Duration> {
    clock.go_to(at);
    now(queue.tend()).expect("it is never refused")
}

#[test]
fn a_job_whose_worker_is_not_heard_of_is_given_to_another_and_the_late_result_does_not_count() {
    let clock = Clock::default();
    let queue = memory(&clock);
    let id = enqueue(&queue, order("job"));
    let first = take(&queue, "first");
    assert_eq!(tend(&queue, &clock, 9 * SECOND), Some(10 * SECOND));
    assert_eq!(now(queue.take("second")), Ok(None), "it was given away too early");
    assert_eq!(tend(&queue, &clock, 10 * SECOND), None);
    let second = take(&queue, "second");
    assert_eq!((first.attempt, second.attempt), (1, 2));
    assert_eq!(now(queue.finish(&first, "1")), Err(Trouble::NotYours(id.clone())));
    assert_eq!(now(queue.renew(&first)), Err(Trouble::NotYours(id.clone())));
    assert_eq!(now(queue.fail(&first, "late")), Err(Trouble::NotYours(id.clone())));
    assert_eq!(now(queue.finish(&second, "2")), Ok(()));
    assert_eq!(now(queue.finish(&second, "3")), Err(Trouble::NotYours(id.clone())), "it was counted twice");
    let outcome = now(queue.look(&id)).expect("it is there").and_then(|seen| seen.outcome);
    assert_eq!(outcome, Some(Outcome::Returned("2".into())));
}

#[test]
fn a_worker_that_says_it_is_still_at_it_keeps_the_job_until_its_timeout() {
    let clock = Clock::default();
    let queue = memory(&clock);
    let id = enqueue(&queue, Order { timeout: 25 * SECOND, ..order("slow") });
    let ticket = take(&queue, "slow");
    for at in [9, 18] {
        tend(&queue, &clock, at * SECOND);
        assert_eq!(now(queue.renew(&ticket)), Ok(()));
    }
    assert_eq!(tend(&queue, &clock, 24 * SECOND), Some(25 * SECOND));
    assert_eq!(state(&queue, &id), State::Started);
    tend(&queue, &clock, 25 * SECOND);
    let seen = now(queue.look(&id)).expect("it is never refused");
    let Some(Seen { state: State::Failed, outcome: Some(Outcome::Failed(why)) }) = seen else { panic!("{seen:?}") };
    assert!(why.contains("JobTimeoutException"), "{why}");
    assert_eq!(now(queue.finish(&ticket, "1")), Err(Trouble::NotYours(id)));
}

#[test]
fn a_job_that_failed_comes_back_after_its_pause_and_the_pauses_grow() {
    let clock = Clock::default();
    let queue = memory(&clock);
    let retries = Retries { max: 2, pauses: vec![5 * SECOND, 20 * SECOND] };
    let id = enqueue(&queue, Order { retries, ..order("flaky") });
    for (from, to) in [(0, 5), (5, 25)] {
        assert_eq!(clock.now(), from * SECOND);
        now(queue.fail(&take(&queue, "worker"), "no")).expect("it is its own");
        assert_eq!((state(&queue, &id), tend(&queue, &clock, from * SECOND)), (State::Scheduled, Some(to * SECOND)));
        assert_eq!(now(queue.take("worker")), Ok(None), "it came back too early");
        tend(&queue, &clock, to * SECOND);
    }
    now(queue.fail(&take(&queue, "worker"), "no")).expect("it is its own");
    assert_eq!((state(&queue, &id), tend(&queue, &clock, 999 * SECOND)), (State::Failed, None));
}

#[test]
fn a_job_that_takes_its_workers_down_with_it_is_given_up() {
    let clock = Clock::default();
    let queue = memory(&clock);
    let id = enqueue(&queue, order("poison"));
    for round in 1..=10 {
        assert_eq!(state(&queue, &id), State::Queued, "round {round}");
        take(&queue, "victim");
        tend(&queue, &clock, round * 10 * SECOND);
    }
    assert_eq!(state(&queue, &id), State::Failed);
    assert_eq!(now(queue.requeue(&id)), Ok(()));
    take(&queue, "victim");
    tend(&queue, &clock, 200 * SECOND);
    assert_eq!(state(&queue, &id), State::Queued, "put back by hand, it may lose its worker again");
}

#[test]
fn what_a_worker_does_with_a_deleted_job_is_refused() {
    let clock = Clock::default();
    let queue = memory(&clock);
    let id = enqueue(&queue, order("gone"));
    let ticket = take(&queue, "worker");
    assert_eq!(now(queue.delete(&id)), Ok(()));
    assert_eq!(now(queue.finish(&ticket, "1")), Err(Trouble::Unknown(id)));
    assert_eq!(tend(&queue, &clock, 99 * SECOND), None);
}

/// Workers that take jobs, are killed at random, and bring what they have, whether it is theirs still or not; until
/// nothing is left to do. Returns how often a result was taken, by job.
fn chaos<N: Fn() -> Duration>(queue: &Memory<N>, clock: &Clock, seed: u64) -> HashMap<JobId, u32> {
    let (mut chance, mut counted) = (Random::new(seed, 0), HashMap::new());
    let mut held: Vec<Ticket> = Vec::new();
    loop {
        let due = now(queue.tend()).expect("it is never refused");
        match chance.below(4) {
            0 | 1 if held.len() < 8 => held.extend(now(queue.take("worker")).expect("it is never refused")),
            2 if !held.is_empty() => {
                // A killed worker drops its job; a stalled one keeps it for longer than its lease.
                let ticket = held.swap_remove(chance.below(held.len()));
                if chance.even() < 0.7 && now(queue.finish(&ticket, "1")).is_ok() {
                    *counted.entry(ticket.id).or_default() += 1;
                }
            }
            _ => clock.go_to(clock.now() + Duration::from_millis(chance.below(1_000) as u64)),
        }
        if due.is_none() && held.is_empty() && now(queue.list(State::Queued)).expect("it can be listed").is_empty() {
            return counted;
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 20, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn with_workers_killed_at_random_each_of_300_jobs_has_one_result_that_counts(seed: u64) {
        let clock = Clock::default();
        let queue = memory(&clock);
        let ids: Vec<_> = (0..300).map(|job| enqueue(&queue, order(&format!("{job:03}")))).collect();
        let counted = chaos(&queue, &clock, seed);
        let failed = now(queue.list(State::Failed)).expect("it can be listed");
        for id in ids {
            // Ten workers lost in a row is a dead letter, and said to be one.
            let expected = u32::from(!failed.contains(&id));
            prop_assert_eq!(counted.get(&id).copied().unwrap_or_default(), expected, "{}", id);
        }
        prop_assert!(failed.len() <= 3, "{} dead letters", failed.len());
    }
}

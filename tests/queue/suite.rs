//! What holds for every queue, wherever it keeps its jobs: the same tests are run against each.

use simul::lessons::job_queue::{Call, JobId, Order, Outcome, Queue, Retries, Seen, State, Trouble};
use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

/// A queue, and workers that know these functions: `simul_jobs.count_words(text)` returns how many words it has,
/// `simul_jobs.fail(text)` raises `ValueError(text)`, and `simul_jobs.fail_until_last(text)` raises it while a retry is left
/// and returns `text` after.
pub trait Place {
    /// The queue.
    type Queue: Queue;

    /// The queue.
    fn queue(&self) -> &Self::Queue;

    /// Lets workers work until nothing is queued, started or scheduled.
    fn serve(&self);
}

/// What a test is called, and what it does.
type Test<P> = (&'static str, fn(&P));

/// What a future gives that never waits: on the host nothing does.
pub fn now<F: Future>(future: F) -> F::Output {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("it waits for something that never comes"),
    }
}

/// Every test, each with a place of its own.
pub fn all<P: Place>(place: impl Fn() -> P) {
    let tests: [Test<P>; 10] = [
        ("a result is there once a worker has brought it, and not before", result_comes_later),
        ("a job that fails is a dead letter with its reason", dead_letter),
        ("a function that the worker does not have fails the job", unknown_function),
        ("a job is tried again as often as it may be", retried),
        ("a job that fails once too often stays failed", exhausted),
        ("a dead letter can be put back, and nothing else", requeued),
        ("a deleted job is gone and done by nobody", deleted),
        ("a job handed over twice is one job", twice),
        ("jobs stand in the order in which they came", in_order),
        ("text arrives as it was written, and a delay is kept", any_text_delayed),
    ];
    for (name, test) in tests {
        println!("  {name}");
        test(&place());
    }
}

fn words(id: &str, text: &str) -> Order {
    Order::new(id, Call::with_text("simul_jobs.count_words", text))
}

fn calls(id: &str, function: &str, text: &str, retries: u32) -> Order {
    let retries = Retries::at_once(retries);
    Order { retries, ..Order::new(id, Call::with_text(function, text)) }
}

fn hand_over<P: Place>(place: &P, order: Order) -> JobId {
    let id = order.id.clone();
    assert_eq!(now(place.queue().enqueue(order)), Ok(()));
    id
}

fn seen<P: Place>(place: &P, id: &JobId) -> Option<Seen> {
    now(place.queue().look(id)).expect("it can be looked at")
}

fn list<P: Place>(place: &P, state: State) -> Vec<JobId> {
    now(place.queue().list(state)).expect("it can be listed")
}

fn returned(json: &str) -> Option<Seen> {
    Some(Seen { state: State::Finished, outcome: Some(Outcome::Returned(json.to_owned())) })
}

/// The reason a job failed.
fn reason<P: Place>(place: &P, id: &JobId) -> String {
    match seen(place, id) {
        Some(Seen { state: State::Failed, outcome: Some(Outcome::Failed(reason)) }) => reason,
        other => panic!("it did not fail: {other:?}"),
    }
}

fn result_comes_later<P: Place>(place: &P) {
    let id = hand_over(place, words("words", "one two  three"));
    assert_eq!(seen(place, &id), Some(Seen { state: State::Queued, outcome: None }));
    place.serve();
    assert_eq!(seen(place, &id), returned("3"));
    assert_eq!((list(place, State::Queued), list(place, State::Finished)), (vec![], vec![id]));
    assert_eq!(seen(place, &JobId::new("nobody")), None);
}

fn dead_letter<P: Place>(place: &P) {
    let id = hand_over(place, calls("sour", "simul_jobs.fail", "sour milk", 0));
    place.serve();
    let reason = reason(place, &id);
    assert!(reason.contains("ValueError: sour milk"), "{reason}");
    assert_eq!((list(place, State::Failed), list(place, State::Finished)), (vec![id], vec![]));
}

fn unknown_function<P: Place>(place: &P) {
    let id = hand_over(place, calls("lost", "simul_jobs.nowhere", "", 0));
    place.serve();
    let reason = reason(place, &id);
    assert!(reason.contains("nowhere"), "{reason}");
}

fn retried<P: Place>(place: &P) {
    let id = hand_over(place, calls("third", "simul_jobs.fail_until_last", "at last", 2));
    place.serve();
    assert_eq!(seen(place, &id), returned("\"at last\""));
    assert_eq!(list(place, State::Failed), vec![]);
}

fn exhausted<P: Place>(place: &P) {
    let id = hand_over(place, calls("never", "simul_jobs.fail", "again", 2));
    place.serve();
    assert!(reason(place, &id).contains("ValueError: again"));
}

fn requeued<P: Place>(place: &P) {
    let (failed, fine) =
        (hand_over(place, calls("no", "simul_jobs.fail", "no", 0)), hand_over(place, words("yes", "a b")));
    place.serve();
    assert_eq!(now(place.queue().requeue(&failed)), Ok(()));
    assert_eq!(seen(place, &failed), Some(Seen { state: State::Queued, outcome: None }));
    assert_eq!(list(place, State::Failed), vec![]);
    place.serve();
    assert!(reason(place, &failed).contains("ValueError: no"));
    assert_eq!(now(place.queue().requeue(&fine)), Err(Trouble::NotFailed(fine, State::Finished)));
}

fn deleted<P: Place>(place: &P) {
    let (gone, dead) =
        (hand_over(place, words("gone", "a")), hand_over(place, calls("dead", "simul_jobs.fail", "", 0)));
    assert_eq!(now(place.queue().delete(&gone)), Ok(()));
    assert_eq!(list(place, State::Queued), vec![dead.clone()]);
    place.serve();
    assert_eq!(now(place.queue().delete(&dead)), Ok(()));
    for id in [gone, dead] {
        assert_eq!(seen(place, &id), None);
        assert_eq!(now(place.queue().delete(&id)), Err(Trouble::Unknown(id.clone())));
        assert_eq!(now(place.queue().requeue(&id)), Err(Trouble::Unknown(id)));
    }
    assert_eq!((list(place, State::Failed), list(place, State::Finished)), (vec![], vec![]));
}

fn twice<P: Place>(place: &P) {
    let id = hand_over(place, words("once", "a b c"));
    assert_eq!(now(place.queue().enqueue(words("once", "a"))), Err(Trouble::Known(id.clone())));
    assert_eq!(list(place, State::Queued), vec![id.clone()]);
    place.serve();
    assert_eq!(seen(place, &id), returned("3"));
}

fn in_order<P: Place>(place: &P) {
    let ids: Vec<_> = ["c", "a", "d", "b"].iter().map(|name| hand_over(place, words(name, name))).collect();
    assert_eq!(list(place, State::Queued), ids);
    place.serve();
    assert_eq!(list(place, State::Finished).len(), 4);
}

fn any_text_delayed<P: Place>(place: &P) {
    let text = "a+b c/d \"e\\f\" g%2Fh i?j=k&l \u{1}m\u{7f} ключ 🗝 it’s.raw \n\t end.json";
    let later = Order { delay: Duration::from_secs(1), ..words("later", text) };
    let id = hand_over(place, later);
    assert_eq!(seen(place, &id), Some(Seen { state: State::Scheduled, outcome: None }));
    assert_eq!((list(place, State::Scheduled), list(place, State::Queued)), (vec![id.clone()], vec![]));
    place.serve();
    assert_eq!(seen(place, &id), returned("10"));
}

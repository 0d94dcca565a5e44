//! The job queue: what it promises, kept by a queue in memory.

#![cfg(not(target_arch = "wasm32"))]

mod lease;
mod predict;
mod suite;

use simul::lessons::job_queue::{Arg, Hands, Memory, Ticket};
use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;
use suite::{Place, now};

/// The clock of a queue in memory, wound by hand.
#[derive(Clone, Default)]
pub struct Clock(Rc<Cell<Duration>>);

impl Clock {
    /// The time.
    pub fn now(&self) -> Duration {
        self.0.get()
    }

    /// Winds it on to a time.
    pub fn go_to(&self, time: Duration) {
        self.0.set(time.max(self.0.get()));
    }
}

/// A queue in memory.
pub fn memory(clock: &Clock) -> Memory<impl Fn() -> Duration + use<>> {
    let clock = clock.clone();
    Memory::new(Duration::from_secs(10), move || clock.now())
}

struct Room<N> {
    queue: Memory<N>,
    clock: Clock,
}

impl<N: Fn() -> Duration> Place for Room<N> {
    type Queue = Memory<N>;

    fn queue(&self) -> &Memory<N> {
        &self.queue
    }

    fn serve(&self) {
        loop {
            let next = now(self.queue.tend()).expect("it is never refused");
            match (now(self.queue.take("worker")).expect("it is never refused"), next) {
                (Some(ticket), _) => match work(&ticket) {
                    Ok(result) => now(self.queue.finish(&ticket, &result)).expect("it is its own"),
                    Err(why) => now(self.queue.fail(&ticket, &why)).expect("it is its own"),
                },
                (None, Some(due)) => self.clock.go_to(due),
                (None, None) => return,
            }
        }
    }
}

/// The functions that the worker has, as `simul_jobs.py` has them.
fn work(ticket: &Ticket) -> Result<String, String> {
    let text = match ticket.call.args.first() {
        Some(Arg::Text(text)) => text.as_str(),
        _ => return Err("TypeError: it takes a text".into()),
    };
    match ticket.call.function.as_str() {
        "simul_jobs.count_words" => Ok(text.split_whitespace().count().to_string()),
        "simul_jobs.fail_until_last" if ticket.retries_left == 0 => Ok(format!("{text:?}")),
        "simul_jobs.fail" | "simul_jobs.fail_until_last" => Err(format!("ValueError: {text}")),
        other => Err(format!("ValueError: there is no {other}")),
    }
}

#[test]
fn a_queue_in_memory_does_what_every_queue_does() {
    suite::all(|| {
        let clock = Clock::default();
        Room { queue: memory(&clock), clock }
    });
}

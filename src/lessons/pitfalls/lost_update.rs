//! Read, await, write: what others wrote in between is lost.

use super::{Explanation, MENDED, Pitfall, Setting, listings, program};
use crate::predict::{grouped, seconds};
use crate::runtime::{Cx, Lock, Random, Shared, gather};
use std::time::Duration;

/// How many times it is tried.
const ROUNDS: u64 = 4;

pub(super) const PITFALL: Pitfall = Pitfall {
    text: &[
        "Every deposit reads the balance, waits for the bank, and writes the balance plus one. There is one thread, and \
         still updates get lost: at the await another deposit reads the same balance, and one of the two writes is \
         overwritten. With a bit of luck nothing happens, so it is tried four times.",
        "Mended, a lock is held from reading to writing. A lock held across a wait makes others queue, and the page will \
         say so; here that is the very point, and it is right. Where there is no await between reading and writing, no \
         lock is needed: nobody can come in between.",
    ],
    listings: listings!("lost_update"),
    formula: |p, variant| (1..=ROUNDS).map(|round| ends(p, round, variant == MENDED)).sum(),
    explain: |p| {
        Explanation {
        arithmetic: vec![
            format!("{} deposits a round, each within the first {}.", grouped(p.tasks), seconds(2 * p.wait)),
            format!("The bank takes {} for each.", seconds(step(p))),
        ],
        truths: vec![
            "The arrivals are drawn by the seed. Broken, a round ends when the last that came has written; mended, each \
             begins when it has come and the one before has written."
                .to_owned(),
        ],
    }
    },
    run: program!(),
};

/// How long the bank takes.
fn step(p: &Setting) -> Duration {
    p.wait / p.tasks as u32
}

/// When each deposit of a round comes.
fn arrivals(p: &Setting, round: u64) -> Vec<Duration> {
    let mut chance = Random::new(p.seed, round);
    (0..p.tasks).map(|_| Duration::from_nanos((2.0 * p.wait.as_nanos() as f64 * chance.even()) as u64)).collect()
}

/// How long a round takes: a queue with one server where there is a lock, and as many as it likes where there is none.
fn ends(p: &Setting, round: u64, queues: bool) -> Duration {
    let mut in_order: Vec<Duration> = Vec::new();
    for came in arrivals(p, round) {
        in_order.insert(in_order.partition_point(|earlier| *earlier <= came), came);
    }
    let start = |end: Duration, came: Duration| if queues { end.max(came) } else { came };
    in_order.into_iter().fold(Duration::ZERO, |end, came| start(end, came) + step(p))
}

mod broken {
    use super::*;
    // listing: broken
    /// Four rounds of deposits, each of which adds one.
    pub async fn main(p: Setting, cx: Cx) {
        let mut wrong = 0;
        for round in 1..=ROUNDS {
            let balance = cx.shared("balance", 0);
            let deposits = arrivals(&p, round).into_iter().enumerate().map(|(i, begins)| {
                let deposit = deposit(begins, step(&p), balance.clone(), cx.clone());
                cx.spawn(&format!("deposit {}", i + 1), deposit)
            });
            gather(deposits.collect::<Vec<_>>()).await;
            cx.print(format!("round {round}: {} deposits, balance {}", p.tasks, balance.get()));
            wrong += u64::from(balance.get() != p.tasks);
        }
        cx.print(format!("went wrong in {wrong} of {ROUNDS} rounds"));
    }

    async fn deposit(begins: Duration, step: Duration, balance: Shared<u64>, cx: Cx) {
        cx.sleep(begins).await;
        let read = balance.get();
        cx.sleep(step).await; // the bank answers: others read and write
        balance.set(read + 1);
    }
    // listing: end
}

mod mended {
    use super::*;
    // listing: mended
    /// Four rounds of deposits, each of which adds one.
    pub async fn main(p: Setting, cx: Cx) {
        let mut wrong = 0;
        for round in 1..=ROUNDS {
            let balance = cx.shared("balance", 0);
            let lock = cx.lock("account", ());
            let deposits = arrivals(&p, round).into_iter().enumerate().map(|(i, begins)| {
                let deposit = deposit(begins, step(&p), balance.clone(), lock.clone(), cx.clone());
                cx.spawn(&format!("deposit {}", i + 1), deposit)
            });
            gather(deposits.collect::<Vec<_>>()).await;
            cx.print(format!("round {round}: {} deposits, balance {}", p.tasks, balance.get()));
            wrong += u64::from(balance.get() != p.tasks);
        }
        cx.print(format!("went wrong in {wrong} of {ROUNDS} rounds"));
    }

    async fn deposit(begins: Duration, step: Duration, balance: Shared<u64>, lock: Lock<()>, cx: Cx) {
        cx.sleep(begins).await;
        let _account = lock.lock().await; // nobody else from here to the end
        let read = balance.get();
        cx.sleep(step).await; // the bank answers
        balance.set(read + 1);
    }
    // listing: end
}

//! Read, await, write: what others wrote in between is lost.

use super::{Explanation, MENDED, Pitfall, Setting, listings, program};
use crate::predict::{grouped, seconds};
use crate::runtime::{Cx, Lock, Random, Shared, gather};
use std::time::Duration;

/// How many times it is tried, each time with the next seed.
const REPEATS: u64 = 10;

pub(super) const PITFALL: Pitfall = Pitfall {
    text: &[
        "Every deposit reads the balance, waits for the bank, and writes the balance plus one. There is one thread, and \
         still updates get lost: at the await another deposit reads the same balance, and one of the two writes is \
         overwritten. With a bit of luck nothing happens: so it is tried with ten seeds, one after another, and counted.",
        "Mended, a lock is held from reading to writing. A lock held across a wait makes others queue, and the page will \
         say so; here that is the very point, and it is right. Where there is no await between reading and writing, no \
         lock is needed: nobody can come in between.",
    ],
    listings: listings!("lost_update"),
    formula: |p, variant| seeds(p).map(|seed| ends(p, seed, variant == MENDED)).sum(),
    explain: |p| Explanation {
        arithmetic: vec![
            format!("Ten times {} deposits, each within the first {}.", grouped(p.tasks), seconds(p.wait)),
            format!("The bank takes {} for each.", seconds(step(p))),
            format!("Of 100 seeds, some {} go wrong: there two deposits come closer than that.", wrong_of_100(p.tasks)),
        ],
        truths: vec![
            "The arrivals are drawn by the seed, so each seed goes wrong every time or never; which of them do, nobody \
             sees in the program. Broken, it ends when the last that came has written; mended, each begins when it has \
             come and the one before has written."
                .to_owned(),
        ],
    },
    run: program!(),
};

/// The seeds that are tried.
fn seeds(p: &Setting) -> impl Iterator<Item = u64> + use<> {
    p.seed..p.seed + REPEATS
}

/// How long the bank takes: were all the deposits to come one by one, they would keep it busy half of the time.
fn step(p: &Setting) -> Duration {
    p.wait / (2 * p.tasks as u32)
}

/// When each deposit comes.
fn arrivals(p: &Setting, seed: u64) -> Vec<Duration> {
    let mut chance = Random::new(seed, 0);
    (0..p.tasks).map(|_| Duration::from_nanos((p.wait.as_nanos() as f64 * chance.even()) as u64)).collect()
}

/// How many of a hundred seeds go wrong, about. Of `n` points drawn evenly from a line of length 1 no two lie closer than
/// `d` with a chance of `(1 − (n−1)·d)^n` (order statistics of the uniform distribution); here `d` is `1/2n`.
fn wrong_of_100(n: u64) -> u64 {
    let apart = (n + 1) as f64 / (2 * n) as f64;
    let all_apart = (0..n).fold(1.0, |chance, _| chance * apart);
    (100.0 * (1.0 - all_apart) + 0.5) as u64
}

/// How long it takes: a queue with one server where there is a lock, and as many as it likes where there is none.
fn ends(p: &Setting, seed: u64, queues: bool) -> Duration {
    let mut in_order: Vec<Duration> = Vec::new();
    for came in arrivals(p, seed) {
        in_order.insert(in_order.partition_point(|earlier| *earlier <= came), came);
    }
    let start = |end: Duration, came: Duration| if queues { end.max(came) } else { came };
    in_order.into_iter().fold(Duration::ZERO, |end, came| start(end, came) + step(p))
}

mod broken {
    use super::*;
    // listing: broken
    /// Deposits, each of which adds one; with one seed after another.
    pub async fn main(p: Setting, cx: Cx) {
        let mut wrong = 0;
        for seed in seeds(&p) {
            let balance = cx.shared("balance", 0);
            let deposits = arrivals(&p, seed).into_iter().enumerate().map(|(i, begins)| {
                let deposit = deposit(begins, step(&p), balance.clone(), cx.clone());
                cx.spawn(&format!("deposit {}", i + 1), deposit)
            });
            gather(deposits.collect::<Vec<_>>()).await;
            cx.print(format!("seed {seed}: {} deposits, balance {}", p.tasks, balance.get()));
            wrong += u64::from(balance.get() != p.tasks);
        }
        cx.print(format!("went wrong with {wrong} of {REPEATS} seeds"));
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
    /// Deposits, each of which adds one; with one seed after another.
    pub async fn main(p: Setting, cx: Cx) {
        let mut wrong = 0;
        for seed in seeds(&p) {
            let balance = cx.shared("balance", 0);
            let lock = cx.lock("account", ());
            let deposits = arrivals(&p, seed).into_iter().enumerate().map(|(i, begins)| {
                let deposit = deposit(begins, step(&p), balance.clone(), lock.clone(), cx.clone());
                cx.spawn(&format!("deposit {}", i + 1), deposit)
            });
            gather(deposits.collect::<Vec<_>>()).await;
            cx.print(format!("seed {seed}: {} deposits, balance {}", p.tasks, balance.get()));
            wrong += u64::from(balance.get() != p.tasks);
        }
        cx.print(format!("went wrong with {wrong} of {REPEATS} seeds"));
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

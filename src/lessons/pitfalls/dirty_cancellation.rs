//! A timeout that cuts an update in two: money leaves one account and never reaches the other.

use super::{Pitfall, Setting, explain, listings, program};
use crate::predict::{grouped, seconds};
use crate::runtime::{Cx, Lock};
use std::time::Duration;

pub(super) const PITFALL: Pitfall = Pitfall {
    text: &[
        "A transfer takes from one account, waits for the bank, and gives to the other. Every second time the bank is slow, \
         and a timeout cancels the transfer. A cancellation strikes at an await, and in the broken program that await \
         lies between the two halves: the money is gone. Even the lock does not help: it is let go, and the half stays.",
        "Mended, the wait comes first, and both halves follow without an await between them: a transfer happens whole or \
         not at all. Where that cannot be, undo the first half on the way out (`except asyncio.CancelledError`, then raise \
         it again), or keep the cancellation out (`asyncio.shield`).",
    ],
    listings: listings!("dirty_cancellation"),
    formula: |p, _| p.wait / 2 * p.tasks.div_ceil(2) as u32 + p.wait * (p.tasks / 2) as u32,
    explain: |p| {
        let (quick, slow) = (p.tasks.div_ceil(2), p.tasks / 2);
        explain(
            [
                format!("Answered in time: {} × {}.", grouped(quick), seconds(p.wait / 2)),
                format!("Cut off by the timeout: {} × {}.", grouped(slow), seconds(p.wait)),
            ],
            "Both programs take the same time. What differs is what is left when the time is up.",
        )
    },
    run: program!(),
};

/// When the bank answers: every second time far too late.
fn answers_after(i: u64, wait: Duration) -> Duration {
    if i % 2 == 1 { wait / 2 } else { 2 * wait }
}

mod broken {
    use super::*;
    // listing: broken
    /// One transfer after another, each with a timeout.
    pub async fn main(p: Setting, cx: Cx) {
        let accounts = cx.lock("accounts", (p.tasks, 0));
        for i in 1..=p.tasks {
            let transfer = transfer(accounts.clone(), answers_after(i, p.wait), cx.clone());
            let task = cx.spawn(&format!("transfer {i}"), transfer);
            let ended = cx.timeout(p.wait, task).await;
            cx.print(format!("transfer {i}: {}", if ended.is_ok() { "done" } else { "cut off" }));
        }
        let (mine, yours) = *accounts.lock().await.value();
        cx.print(format!("mine {mine}, yours {yours}, lost {}", p.tasks - mine - yours));
    }

    async fn transfer(accounts: Lock<(u64, u64)>, answers_after: Duration, cx: Cx) {
        let held = accounts.lock().await;
        held.value().0 -= 1;
        cx.sleep(answers_after).await; // the bank answers: a timeout strikes here
        held.value().1 += 1;
    }
    // listing: end
}

mod mended {
    use super::*;
    // listing: mended
    /// One transfer after another, each with a timeout.
    pub async fn main(p: Setting, cx: Cx) {
        let accounts = cx.lock("accounts", (p.tasks, 0));
        for i in 1..=p.tasks {
            let transfer = transfer(accounts.clone(), answers_after(i, p.wait), cx.clone());
            let task = cx.spawn(&format!("transfer {i}"), transfer);
            let ended = cx.timeout(p.wait, task).await;
            cx.print(format!("transfer {i}: {}", if ended.is_ok() { "done" } else { "cut off" }));
        }
        let (mine, yours) = *accounts.lock().await.value();
        cx.print(format!("mine {mine}, yours {yours}, lost {}", p.tasks - mine - yours));
    }

    async fn transfer(accounts: Lock<(u64, u64)>, answers_after: Duration, cx: Cx) {
        cx.sleep(answers_after).await; // the bank answers: a timeout strikes here
        let held = accounts.lock().await;
        held.value().0 -= 1;
        held.value().1 += 1;
    }
    // listing: end
}

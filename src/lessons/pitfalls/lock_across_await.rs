//! A lock held while waiting for something that does not need it: everybody queues.

use super::{MENDED, Pitfall, Setting, explain, listings, program};
use crate::predict::{grouped, seconds};
use crate::runtime::{Cx, Lock, gather};
use std::time::Duration;

pub(super) const PITFALL: Pitfall = Pitfall {
    text: &[
        "The ledger may be written by one task at a time, so there is a lock. The broken program takes it, then waits for \
         the entry to arrive, then writes. The wait needs no ledger, but the lock is held all the same, and everybody \
         stands in line for a task that is doing nothing.",
        "Mended, the wait comes first and the lock is held for the writing alone. Hold a lock for what it protects, and \
         no longer.",
    ],
    listings: listings!("lock_across_await"),
    formula: |p, variant| if variant == MENDED { p.wait } else { p.wait * p.tasks as u32 },
    explain: |p| {
        let all = p.wait * p.tasks as u32;
        let sum =
            format!("Inside the lock, one at a time: {} × {} = {}.", grouped(p.tasks), seconds(p.wait), seconds(all));
        explain(
            [sum, format!("Outside it, all at the same time: {}.", seconds(p.wait))],
            "A lock held across a wait turns tasks that could overlap into a queue.",
        )
    },
    run: program!(),
};

mod broken {
    use super::*;
    // listing: broken
    /// Every entry is a task of its own; the ledger is behind a lock.
    pub async fn main(p: Setting, cx: Cx) {
        let ledger = cx.lock("ledger", Vec::new());
        let entry = |i| cx.spawn(&format!("entry {i}"), write(i, ledger.clone(), p.wait, cx.clone()));
        gather((1..=p.tasks).map(entry)).await;
    }

    async fn write(i: u64, ledger: Lock<Vec<u64>>, wait: Duration, cx: Cx) {
        let entries = ledger.lock().await;
        cx.sleep(wait).await; // the entry arrives: everybody else stands in line
        entries.value().push(i);
        cx.print(format!("entry {i}: written"));
    }
    // listing: end
}

mod mended {
    use super::*;
    // listing: mended
    /// Every entry is a task of its own; the ledger is behind a lock.
    pub async fn main(p: Setting, cx: Cx) {
        let ledger = cx.lock("ledger", Vec::new());
        let entry = |i| cx.spawn(&format!("entry {i}"), write(i, ledger.clone(), p.wait, cx.clone()));
        gather((1..=p.tasks).map(entry)).await;
    }

    async fn write(i: u64, ledger: Lock<Vec<u64>>, wait: Duration, cx: Cx) {
        cx.sleep(wait).await; // the entry arrives: nobody has to stand in line
        let entries = ledger.lock().await;
        entries.value().push(i);
        cx.print(format!("entry {i}: written"));
    }
    // listing: end
}

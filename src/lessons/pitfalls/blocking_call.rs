//! A blocking call: a coroutine that waits without awaiting keeps the whole loop waiting.

use super::{MENDED, Pitfall, Setting, explain, listings, program};
use crate::predict::{grouped, seconds};
use crate::runtime::{Cx, gather};
use std::time::Duration;

pub(super) const PITFALL: Pitfall = Pitfall {
    text: &[
        "Each request has to wait for an answer. The broken program waits with a call that blocks: in Python \
         `time.sleep`, or any library that knows nothing of the event loop. Being inside a coroutine does not help: \
         until the call returns, the loop polls nobody, and here the page itself stands still.",
        "Mended, the wait is awaited: the task gives the loop back, and all waits pass at the same time. Where a library \
         can only block, hand the call to a thread (`asyncio.to_thread`).",
    ],
    listings: listings!("blocking_call"),
    formula: |p, variant| if variant == MENDED { p.wait } else { p.wait * p.tasks as u32 },
    explain: |p| {
        let all = p.wait * p.tasks as u32;
        let sum = format!("Blocking: {} × {} = {}.", grouped(p.tasks), seconds(p.wait), seconds(all));
        explain(
            [sum, format!("Awaited, all at the same time: {}.", seconds(p.wait))],
            "A coroutine gives the loop back only at an await that suspends. A call that blocks has none.",
        )
    },
    run: program!(),
};

mod broken {
    use super::*;
    // listing: broken
    /// Every request is a task of its own.
    pub async fn main(p: Setting, cx: Cx) {
        let ask = |i| cx.spawn(&format!("request {i}"), request(i, p.wait, cx.clone()));
        gather((1..=p.tasks).map(ask)).await;
    }

    async fn request(i: u64, wait: Duration, cx: Cx) {
        cx.print(format!("request {i}: asked"));
        cx.block(wait).await; // the whole thread stands still
        cx.print(format!("request {i}: answered"));
    }
    // listing: end
}

mod mended {
    use super::*;
    // listing: mended
    /// Every request is a task of its own.
    pub async fn main(p: Setting, cx: Cx) {
        let ask = |i| cx.spawn(&format!("request {i}"), request(i, p.wait, cx.clone()));
        gather((1..=p.tasks).map(ask)).await;
    }

    async fn request(i: u64, wait: Duration, cx: Cx) {
        cx.print(format!("request {i}: asked"));
        cx.sleep(wait).await; // the others run meanwhile
        cx.print(format!("request {i}: answered"));
    }
    // listing: end
}

//! Two locks taken in opposite order: each has what the other needs, and neither lets go.

use super::{MENDED, Pitfall, Setting, explain, listings, program};
use crate::predict::seconds;
use crate::runtime::{Cx, Lock, gather};
use std::time::Duration;

pub(super) const PITFALL: Pitfall = Pitfall {
    text: &[
        "Alice and Bob each need two forks. Alice takes the left one first, Bob the right one; then each waits for the \
         fork the other has. Neither will let go, and nobody can go on. The virtual clock sees it before you run: no \
         task is ready, and no deadline is left that could make one so.",
        "Nothing in asyncio notices a deadlock: the program just stands there, unless a timeout ends it. Mended, both take \
         the forks in the same order. Then one of \
         them stands in line while the other finishes; the page says so, and here it is as it should be.",
    ],
    listings: listings!("deadlock"),
    formula: |p, variant| if variant == MENDED { 2 * p.wait } else { p.wait },
    explain: |p| {
        explain(
            [
                format!("In opposite order, nobody can go on after {}.", seconds(p.wait)),
                format!("In the same order, one after the other: 2 × {} = {}.", seconds(p.wait), seconds(2 * p.wait)),
            ],
            "Locks that are always taken in the same order cannot be waited for in a circle.",
        )
    },
    run: program!(),
};

mod broken {
    use super::*;
    // listing: broken
    /// Two at a table with two forks.
    pub async fn main(p: Setting, cx: Cx) {
        let (left, right) = (cx.lock("left fork", ()), cx.lock("right fork", ()));
        let alice = eat("alice", left.clone(), right.clone(), p.wait, cx.clone());
        let bob = eat("bob", right, left, p.wait, cx.clone());
        gather([cx.spawn("alice", alice), cx.spawn("bob", bob)]).await;
    }

    async fn eat(name: &str, first: Lock<()>, second: Lock<()>, wait: Duration, cx: Cx) {
        let _one = first.lock().await;
        cx.print(format!("{name}: one fork"));
        cx.sleep(wait).await;
        let _two = second.lock().await;
        cx.print(format!("{name}: two forks"));
    }
    // listing: end
}

mod mended {
    use super::*;
    // listing: mended
    /// Two at a table with two forks.
    pub async fn main(p: Setting, cx: Cx) {
        let (left, right) = (cx.lock("left fork", ()), cx.lock("right fork", ()));
        let alice = eat("alice", left.clone(), right.clone(), p.wait, cx.clone());
        let bob = eat("bob", left, right, p.wait, cx.clone());
        gather([cx.spawn("alice", alice), cx.spawn("bob", bob)]).await;
    }

    async fn eat(name: &str, first: Lock<()>, second: Lock<()>, wait: Duration, cx: Cx) {
        let _one = first.lock().await;
        cx.print(format!("{name}: one fork"));
        cx.sleep(wait).await;
        let _two = second.lock().await;
        cx.print(format!("{name}: two forks"));
    }
    // listing: end
}

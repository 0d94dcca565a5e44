//! A task that never gives way: an await that does not suspend is not a pause.

use super::{Pitfall, Setting, explain, listings, program};
use crate::predict::{grouped, seconds};
use crate::runtime::Cx;
use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

/// In how many portions a row is computed.
const PORTIONS: u64 = 10;

pub(super) const PITFALL: Pitfall = Pitfall {
    text: &[
        "A ticker should tick, and beside it rows are computed. Every row is awaited, but nothing in it ever waits: such \
         an await goes straight on, and never gives the loop back. The ticker does not get a single turn.",
        "Mended, the computing is cut into portions, and after each it gives way (`await asyncio.sleep(0)`): it takes no \
         longer, and the ticker ticks. In Python a long computation that cannot be cut belongs in a thread or a process.",
    ],
    listings: listings!("starvation"),
    formula: |p, _| portion(p) * (p.tasks * PORTIONS) as u32,
    explain: |p| {
        let all = portion(p) * (p.tasks * PORTIONS) as u32;
        let row = portion(p) * PORTIONS as u32;
        explain(
            [
                format!("Computing, in both: {} × {} = {}.", grouped(p.tasks), seconds(row), seconds(all)),
                format!(
                    "A tick is due every {}, and late by a portion at most: {}.",
                    seconds(p.wait / 10),
                    seconds(portion(p))
                ),
            ],
            "Giving way does not make the computing longer. It decides who waits for it.",
        )
    },
    run: program!(),
};

/// How long a portion takes.
fn portion(p: &Setting) -> Duration {
    p.work / PORTIONS as u32
}

async fn tick(ticks: Rc<Cell<u64>>, every: Duration, cx: Cx) {
    loop {
        cx.sleep(every).await;
        ticks.set(ticks.get() + 1);
    }
}

mod broken {
    use super::*;
    // listing: broken
    /// Computes rows, beside a ticker.
    pub async fn main(p: Setting, cx: Cx) {
        let ticks = Rc::new(Cell::new(0));
        let ticker = cx.spawn("ticker", tick(ticks.clone(), p.wait / 10, cx.clone()));
        for row in 1..=p.tasks {
            crunch(portion(&p), cx.clone()).await; // goes straight on: it never waits
            cx.print(format!("row {row}: done"));
        }
        ticker.cancel();
        cx.print(format!("{} rows, {} ticks", p.tasks, ticks.get()));
    }

    async fn crunch(portion: Duration, cx: Cx) {
        for _ in 0..PORTIONS {
            cx.work(portion).await;
        }
    }
    // listing: end
}

mod mended {
    use super::*;
    // listing: mended
    /// Computes rows, beside a ticker.
    pub async fn main(p: Setting, cx: Cx) {
        let ticks = Rc::new(Cell::new(0));
        let ticker = cx.spawn("ticker", tick(ticks.clone(), p.wait / 10, cx.clone()));
        for row in 1..=p.tasks {
            crunch(portion(&p), cx.clone()).await;
            cx.print(format!("row {row}: done"));
        }
        ticker.cancel();
        cx.print(format!("{} rows, {} ticks", p.tasks, ticks.get()));
    }

    async fn crunch(portion: Duration, cx: Cx) {
        for _ in 0..PORTIONS {
            cx.work(portion).await;
            cx.yield_now().await; // whoever is ready goes first
        }
    }
    // listing: end
}

//! Far too many requests at once: most of them give up in the line.

use super::{MENDED, Pitfall, Setting, explain, listings, program};
use crate::predict::{grouped, seconds};
use crate::runtime::{Cx, Semaphore, gather};
use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

/// How many requests the server answers at once.
const LINES: u64 = 100;
/// How many requests there are for each of the tasks asked for.
const HUNDRED: u64 = 100;

pub(super) const PITFALL: Pitfall = Pitfall {
    text: &[
        "A task costs almost nothing, so the broken program starts one for every request, all at once. The server answers \
         a hundred at a time. The others stand in line, each with its memory and its place, and whoever has waited two \
         and a half answers long gives up. The program ends early, with most of its work not done.",
        "Mended, a hundred workers take the requests one by one from a common list: nobody stands in line, nobody gives \
         up. A semaphore around each request does the same. What is limited outside should be limited inside.",
    ],
    listings: listings!("unbounded_fan_out"),
    formula: |p, variant| {
        let waves = (p.tasks * HUNDRED).div_ceil(LINES) as u32;
        p.wait * if variant == MENDED { waves } else { waves.min(3) }
    },
    explain: |p| {
        let (requests, waves) = (p.tasks * HUNDRED, (p.tasks * HUNDRED).div_ceil(LINES));
        let all = p.wait * waves as u32;
        explain(
            [
                format!("{} requests, {LINES} at a time: {} waves.", grouped(requests), grouped(waves)),
                format!("All of them: {} × {} = {}.", grouped(waves), seconds(p.wait), seconds(all)),
                format!("In the line for {} one gives up: that is after 3 waves.", seconds(p.wait * 5 / 2)),
            ],
            "Starting everything at once does not make it end sooner: the server is the bottleneck either way.",
        )
    },
    run: program!(),
};

/// Asks the server. Returns whether it answered.
async fn ask(server: Semaphore, wait: Duration, cx: Cx) -> bool {
    let Ok(line) = cx.timeout(wait * 5 / 2, server.acquire()).await else { return false };
    cx.sleep(wait).await; // the server answers
    drop(line);
    true
}

mod broken {
    use super::*;
    // listing: broken
    /// A task for every request, all at once.
    pub async fn main(p: Setting, cx: Cx) {
        let server = cx.semaphore("server", LINES as usize);
        let mut requests = Vec::new();
        for i in 1..=p.tasks * HUNDRED {
            requests.push(cx.spawn(&format!("request {i}"), ask(server.clone(), p.wait, cx.clone())));
            if i % 500 == 0 {
                cx.yield_now().await; // so many that even starting them would freeze the page
            }
        }
        let answered = gather(requests).await.into_iter().filter(|answered| *answered).count();
        cx.print(format!("answered {answered} of {}", p.tasks * HUNDRED));
    }
    // listing: end
}

mod mended {
    use super::*;
    // listing: mended
    /// A few workers, which share the requests.
    pub async fn main(p: Setting, cx: Cx) {
        let server = cx.semaphore("server", LINES as usize);
        let left = Rc::new(Cell::new(p.tasks * HUNDRED));
        let worker = |i| cx.spawn(&format!("worker {i}"), work(left.clone(), server.clone(), p.wait, cx.clone()));
        let answered: u64 = gather((1..=LINES).map(worker)).await.into_iter().sum();
        cx.print(format!("answered {answered} of {}", p.tasks * HUNDRED));
    }

    async fn work(left: Rc<Cell<u64>>, server: Semaphore, wait: Duration, cx: Cx) -> u64 {
        let mut answered = 0;
        while left.get() > 0 {
            left.set(left.get() - 1);
            answered += u64::from(ask(server.clone(), wait, cx.clone()).await);
        }
        answered
    }
    // listing: end
}

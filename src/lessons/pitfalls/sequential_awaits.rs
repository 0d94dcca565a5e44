//! Waits one after another, though none needs what another brings.

use super::{MENDED, Pitfall, Setting, explain, listings, program};
use crate::predict::{grouped, seconds};
use crate::runtime::{Cx, gather};
use std::time::Duration;

pub(super) const PITFALL: Pitfall = Pitfall {
    text: &[
        "The broken program awaits one page, then asks for the next. It is full of `await` and perfectly correct, and \
         it takes as long as a program without any: an await says that others may run meanwhile, and there are no \
         others.",
        "Mended, all pages are asked for first and then awaited together. That is right where no page depends on \
         another; where one does, it has to wait for it, and that part stays as it is.",
    ],
    listings: listings!("sequential_awaits"),
    formula: |p, variant| if variant == MENDED { p.wait } else { p.wait * p.tasks as u32 },
    explain: |p| {
        let all = p.wait * p.tasks as u32;
        let sum = format!("One after another: {} × {} = {}.", grouped(p.tasks), seconds(p.wait), seconds(all));
        explain(
            [sum, format!("Together, as long as the longest of them: {}.", seconds(p.wait))],
            "An await does not start anything beside it. Concurrency begins where more than one task has been started.",
        )
    },
    run: program!(),
};

mod broken {
    use super::*;
    // listing: broken
    /// One page after another.
    pub async fn main(p: Setting, cx: Cx) {
        for page in 1..=p.tasks {
            fetch(page, p.wait, cx.clone()).await;
        }
    }

    async fn fetch(page: u64, wait: Duration, cx: Cx) {
        cx.sleep(wait).await; // stands for a request
        cx.print(format!("page {page}: fetched"));
    }
    // listing: end
}

mod mended {
    use super::*;
    // listing: mended
    /// All pages at the same time.
    pub async fn main(p: Setting, cx: Cx) {
        let pages = (1..=p.tasks).map(|page| cx.spawn(&format!("page {page}"), fetch(page, p.wait, cx.clone())));
        gather(pages).await;
    }

    async fn fetch(page: u64, wait: Duration, cx: Cx) {
        cx.sleep(wait).await; // stands for a request
        cx.print(format!("page {page}: fetched"));
    }
    // listing: end
}

//! A task that nobody holds: nobody knows whether it ends, and how.

use super::{MENDED, Pitfall, Setting, explain, listings, program};
use crate::predict::{grouped, seconds};
use crate::runtime::{Cx, gather};
use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

pub(super) const PITFALL: Pitfall = Pitfall {
    text: &[
        "The broken program starts a task for each mail and keeps no handle. In Python the loop itself holds such a task \
         only weakly: it may be collected in the middle, its exception is lost, and when the program ends it is \
         cancelled. In this runtime a dropped handle cancels its task on the spot, so that nothing can be lost from sight.",
        "Mended, the tasks belong to a group that is awaited (`asyncio.TaskGroup`): the program cannot go on before all \
         of them have ended, and an exception of one reaches it.",
    ],
    listings: listings!("orphan_task"),
    formula: |p, variant| if variant == MENDED { p.work.max(p.wait) } else { p.work },
    explain: |p| {
        explain(
            [
                format!("Broken, only the page is awaited: {}.", seconds(p.work)),
                format!("Mended, the page and {} mails: {}.", grouped(p.tasks), seconds(p.work.max(p.wait))),
            ],
            "Whoever starts a task should hold it until it has ended.",
        )
    },
    run: program!(),
};

async fn send(sent: Rc<Cell<u64>>, wait: Duration, cx: Cx) {
    cx.sleep(wait).await; // the mail goes out
    sent.set(sent.get() + 1);
}

mod broken {
    use super::*;
    // listing: broken
    /// Sends mails, and fetches a page meanwhile.
    pub async fn main(p: Setting, cx: Cx) {
        let sent = Rc::new(Cell::new(0));
        for i in 1..=p.tasks {
            drop(cx.spawn(&format!("mail {i}"), send(sent.clone(), p.wait, cx.clone()))); // nobody holds it
        }
        cx.sleep(p.work).await; // the page comes
        cx.print(format!("sent {} of {}", sent.get(), p.tasks));
    }
    // listing: end
}

mod mended {
    use super::*;
    // listing: mended
    /// Sends mails, and fetches a page meanwhile.
    pub async fn main(p: Setting, cx: Cx) {
        let sent = Rc::new(Cell::new(0));
        let mut mails = Vec::new();
        for i in 1..=p.tasks {
            mails.push(cx.spawn(&format!("mail {i}"), send(sent.clone(), p.wait, cx.clone())));
        }
        cx.sleep(p.work).await; // the page comes
        gather(mails).await;
        cx.print(format!("sent {} of {}", sent.get(), p.tasks));
    }
    // listing: end
}

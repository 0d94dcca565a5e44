//! A coroutine that is made and never awaited: nothing of it runs.

use super::{MENDED, Pitfall, Setting, explain, listings, program};
use crate::predict::seconds;
use crate::runtime::Cx;
use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

pub(super) const PITFALL: Pitfall = Pitfall {
    text: &[
        "Calling a coroutine function does not run it: it makes a coroutine, and only an await runs that. The broken \
         program forgets the await. Nothing fails, nothing is saved, and the program even ends sooner.",
        "Python says so when the coroutine is thrown away: “RuntimeWarning: coroutine 'save' was never awaited”.",
        "Rust says so before the program runs, of a line like `save(letter);` — “warning: unused implementer of `Future` that \
         must be used”, and “note: futures do nothing unless you `.await` or poll them”. Kept in a variable, as `_letter` is \
         here, it is used in Rust’s eyes, and not a word is said. So here it has a name of its own, and the trace can tell.",
    ],
    listings: listings!("forgotten_await"),
    formula: |p, variant| if variant == MENDED { p.work + p.wait } else { p.work },
    explain: |p| {
        let mended = seconds(p.work + p.wait);
        explain(
            [
                format!("Forgotten, the letter is only written: {}.", seconds(p.work)),
                format!("Awaited, it is saved too: {} + {} = {mended}.", seconds(p.work), seconds(p.wait)),
            ],
            "A program that got quicker by itself deserves a second look.",
        )
    },
    run: program!(),
};

mod broken {
    use super::*;
    // listing: broken
    /// Writes a letter and saves it.
    pub async fn main(p: Setting, cx: Cx) {
        let saved = Rc::new(Cell::new(0));
        cx.work(p.work).await; // writes the letter
        let _letter = cx.coroutine("save", save(saved.clone(), p.wait, cx.clone())); // made, and forgotten
        cx.print(format!("saved: {} of 1", saved.get()));
    }

    async fn save(saved: Rc<Cell<u64>>, wait: Duration, cx: Cx) {
        cx.sleep(wait).await; // the disk answers
        saved.set(saved.get() + 1);
    }
    // listing: end
}

mod mended {
    use super::*;
    // listing: mended
    /// Writes a letter and saves it.
    pub async fn main(p: Setting, cx: Cx) {
        let saved = Rc::new(Cell::new(0));
        cx.work(p.work).await; // writes the letter
        cx.coroutine("save", save(saved.clone(), p.wait, cx.clone())).await;
        cx.print(format!("saved: {} of 1", saved.get()));
    }

    async fn save(saved: Rc<Cell<u64>>, wait: Duration, cx: Cx) {
        cx.sleep(wait).await; // the disk answers
        saved.set(saved.get() + 1);
    }
    // listing: end
}

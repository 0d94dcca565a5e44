//! What a switch costs: a send, beside a call and beside other ways to give control away.

use super::{PrefixFilter, Print, Raised};
use crate::lessons::{Cost, Costs};
use crate::runtime::Switch;
use std::hint::black_box;

/// The comparison.
pub(super) const COSTS: Costs = Costs {
    title: "What a switch costs",
    text: &[
        "A switch is cheap or dear by what has to be kept and who has to be asked. A million of each are really done here, \
         in your browser, in slices so short that the page stays alive; what is shown is the time of one, without the \
         pauses between the slices.",
        "A call and a send both look at one line, which does not begin with the prefix, so nothing is printed. A send is a \
         call of a function that knows where it stopped: that is all a coroutine costs where it is compiled to a state \
         machine. The others go through somebody: a generator through the browser’s own bookkeeping, a task through the \
         queue of its loop, an `await` through the browser’s.",
    ],
    times: 1_000_000,
    rows: &[
        Cost { name: "a plain call", text: "A Rust function looks at a line.", way: Switch::Own(calls) },
        Cost {
            name: "a send",
            text: "The prefix filter of this lesson, in Rust, is sent a line.",
            way: Switch::Own(sends),
        },
        Cost {
            name: "a generator’s send",
            text: "The same filter as a JavaScript generator, sent a line with `next(line)`.",
            way: Switch::Generator,
        },
        Cost {
            name: "a task’s turn",
            text: "Two tasks give way to each other on the loop that runs the lessons.",
            way: Switch::Task,
        },
        Cost {
            name: "an await",
            text: "Two JavaScript async functions, each at its `await null`.",
            way: Switch::Await,
        },
        Cost {
            name: "a future’s turn",
            text: "Two Rust futures on the browser’s queue, by way of wasm-bindgen-futures.",
            way: Switch::Future,
        },
    ],
};

const PREFIX: &str = "Dear";
const LINE: &str = "James";

/// Prints nowhere.
struct Nowhere;

impl Print for Nowhere {
    fn print(&self, _line: String) {}
}

// The prefix and the line are hidden from the compiler, and none of the two functions is written into its loop: otherwise
// it would find out what they do, and leave it out.

fn calls(times: u32) {
    let prefix = black_box(PREFIX).to_owned();
    let mut found = 0;
    for _ in 0..times {
        found += look_at(&prefix, black_box(LINE));
    }
    black_box(found);
}

#[inline(never)]
fn look_at(prefix: &str, line: &str) -> u64 {
    u64::from(line.starts_with(prefix))
}

fn sends(times: u32) {
    let search = PrefixFilter::new(black_box(PREFIX), "", Nowhere);
    let mut found = search.prime();
    for _ in 0..times {
        found = send(&search, black_box(LINE));
    }
    let _ = black_box(found);
}

#[inline(never)]
fn send(search: &PrefixFilter<Nowhere>, line: &str) -> Result<u64, Raised> {
    search.send(line)
}

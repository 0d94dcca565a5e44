//! The pitfalls: ten small programs that go wrong, each with the one that does not.
//!
//! Nothing here is exotic. Each is a line or two away from correct, runs without complaint, and is found in the
//! trace of a run.

mod blocking_call;
mod deadlock;
mod dirty_cancellation;
mod forgotten_await;
mod lock_across_await;
mod lost_update;
mod orphan_task;
mod sequential_awaits;
mod starvation;
mod unbounded_fan_out;

use super::{Explanation, Honesty, Lesson, Listing, Meta, Try, Variant, Words};
use crate::params::Field;
use crate::runtime::{Cx, Outcome};
use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

/// The pitfalls.
pub struct Pitfalls;

const BROKEN: Variant = Variant { name: "broken", label: "Broken", summary: "The program as it is often written." };

const MENDED: Variant = Variant { name: "mended", label: "Mended", summary: "The same program, put right." };

crate::choice! {
    /// Which pitfall.
    pub enum Case {
        /// A call that blocks inside a coroutine.
        BlockingCall = "blocking-call", "a blocking call";
        /// Waits one after another.
        SequentialAwaits = "sequential-awaits", "waits one after another";
        /// A coroutine that nobody awaits.
        ForgottenAwait = "forgotten-await", "a forgotten await";
        /// Read, await, write.
        LostUpdate = "lost-update", "a lost update";
        /// A lock held while waiting.
        LockAcrossAwait = "lock-across-await", "a lock held across a wait";
        /// Two locks in opposite order.
        Deadlock = "deadlock", "a deadlock";
        /// Far too many tasks at once.
        UnboundedFanOut = "unbounded-fan-out", "too much at once";
        /// A task that nobody holds.
        OrphanTask = "orphan-task", "a task nobody holds";
        /// A cancellation in the middle of things.
        DirtyCancellation = "dirty-cancellation", "a cancellation halfway";
        /// A task that never gives way.
        Starvation = "starvation", "a task that never gives way";
    }
}

crate::params! {
    /// The pitfalls' parameters.
    pub struct Setting {
        /// Which pitfall.
        case: Case = Field::choice(Case::CHOICES).label("Pitfall")
            .help("Each is a program of its own, with its own text and listings."),
        /// How many tasks take part.
        tasks: u64 = Field::count(5, 1, 1_000).label("Tasks")
            .help("How many requests, deposits, rows or mails there are; with too much at once, how many hundred."),
        /// How long a wait is.
        wait: Duration = Field::milliseconds(1_000, 10, 2_000).label("Wait")
            .help("How long an answer takes to come: a wait, in which others could run."),
        /// How long a piece of computing is.
        work: Duration = Field::milliseconds(200, 0, 2_000).label("Work")
            .help("How long a piece of computing takes, where there is any."),
        /// The seed of what is left to chance.
        seed: u64 = Field::count(1, 0, 4_294_967_295).label("Seed")
            .help("The same seed gives the same run. It matters to the lost update alone, which tries ten, this one first."),
    }
}

/// One pitfall: its words, its theory, and its two programs.
struct Pitfall {
    text: &'static [&'static str],
    listings: &'static [Listing],
    formula: fn(&Setting, Variant) -> Duration,
    explain: fn(&Setting) -> Explanation,
    run: fn(Setting, Variant, Cx) -> Program,
}

type Program = Pin<Box<dyn Future<Output = ()>>>;

/// The two programs of a pitfall, in both languages, as they were cut when this was built.
macro_rules! listings {
    ($case:literal) => {{
        use crate::lessons::Listing;
        &[
            include!(concat!(env!("OUT_DIR"), "/pitfalls-", $case, ".broken.py.rs")),
            include!(concat!(env!("OUT_DIR"), "/pitfalls-", $case, ".mended.py.rs")),
            include!(concat!(env!("OUT_DIR"), "/pitfalls-", $case, ".broken.rs.rs")),
            include!(concat!(env!("OUT_DIR"), "/pitfalls-", $case, ".mended.rs.rs")),
        ]
    }};
}
use listings;

/// Runs the module of a pitfall that a variant means.
macro_rules! program {
    () => {
        |p, variant, cx| {
            if variant == crate::lessons::pitfalls::MENDED {
                Box::pin(mended::main(p, cx))
            } else {
                Box::pin(broken::main(p, cx))
            }
        }
    };
}
use program;

impl Case {
    fn pitfall(self) -> &'static Pitfall {
        match self {
            Self::BlockingCall => &blocking_call::PITFALL,
            Self::SequentialAwaits => &sequential_awaits::PITFALL,
            Self::ForgottenAwait => &forgotten_await::PITFALL,
            Self::LostUpdate => &lost_update::PITFALL,
            Self::LockAcrossAwait => &lock_across_await::PITFALL,
            Self::Deadlock => &deadlock::PITFALL,
            Self::UnboundedFanOut => &unbounded_fan_out::PITFALL,
            Self::OrphanTask => &orphan_task::PITFALL,
            Self::DirtyCancellation => &dirty_cancellation::PITFALL,
            Self::Starvation => &starvation::PITFALL,
        }
    }
}

impl Lesson for Pitfalls {
    const META: Meta = Meta {
        slug: "pitfalls",
        title: "Pitfalls",
        summary: "Ten small programs that go wrong, each beside the one that does not.",
        text: blocking_call::PITFALL.text,
        switches: "The task itself, at an await that suspends, and nowhere else. Most of these pitfalls are a place \
                   where it should have done so and did not, or did so where it should not.",
        honesty: Honesty::Modelled(
            "The tasks, the event loop, the locks and the timers are real, and so is a blocking call: it freezes this \
             page. An answer that takes its time is a timer.",
        ),
        variants: &[BROKEN, MENDED],
        tries: &[
            Try {
                text: "A blocking call. While it runs, try to scroll or to press Stop.",
                query: "case=blocking-call&tasks=4&wait=2&variant=broken",
            },
            Try {
                text: "A lost update with two deposits only. With how many of ten seeds does it go wrong now? Try the next ten.",
                query: "case=lost-update&tasks=2&seed=11",
            },
            Try {
                text: "A deadlock: the run ends by itself, because nobody can go on. Who waits for whom?",
                query: "case=deadlock",
            },
            Try {
                text: "20,000 requests at once. The broken program is much quicker; look at what it got done.",
                query: "case=unbounded-fan-out&tasks=200&wait=0.1",
            },
            Try {
                text: "A task that never gives way: both programs take the same time. What is different?",
                query: "case=starvation",
            },
        ],
        words: Words {
            processor: "the loop",
            running: "runs",
            ready: "ready",
            timer: "waits for an answer",
            waiting: "waits",
        },
        listings: blocking_call::PITFALL.listings,
    };

    const SHOWS_HEARTBEAT: bool = true;

    type Params = Setting;

    fn seed(p: &Setting) -> u64 {
        p.seed
    }

    /// Each pitfall's own: see its file.
    fn formula(p: &Setting, variant: Variant) -> Option<Duration> {
        Some((p.case.pitfall().formula)(p, variant))
    }

    fn explain(p: &Setting) -> Explanation {
        (p.case.pitfall().explain)(p)
    }

    fn text(p: &Setting) -> &'static [&'static str] {
        p.case.pitfall().text
    }

    fn listings(p: &Setting) -> &'static [Listing] {
        p.case.pitfall().listings
    }

    fn ends_in_deadlock(p: &Setting, variant: Variant) -> bool {
        p.case == Case::Deadlock && variant == BROKEN
    }

    async fn run(p: Setting, variant: Variant, cx: Cx) -> Outcome {
        (p.case.pitfall().run)(p.clone(), variant, cx).await;
        Ok(())
    }
}

/// An explanation of so many sums and truths.
fn explain<const N: usize>(arithmetic: [String; N], truth: &str) -> Explanation {
    Explanation { arithmetic: arithmetic.to_vec(), truths: vec![truth.to_owned()] }
}

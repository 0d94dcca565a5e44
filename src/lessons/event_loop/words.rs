//! What the lesson says, and its arithmetic.

use super::{Ending, Setting, cost};
use crate::lessons::{Try, feeds};
use crate::predict::{grouped, say, seconds};
use std::time::Duration;

pub(super) const TEXT: &[&str] = &[
    "A program fetches three feeds and prints the first five posts of each. It computes next to nothing: nearly \
     all of its time it waits for an answer. The event loop turns this waiting to account. It keeps a queue of \
     tasks that can go on, a list of what the others wait for, and does one thing for ever: take the next task \
     that can go on, run it until it has to wait, take the next one.",
    "A coroutine is a function that can stop at an await and go on there later. Calling it runs nothing yet: \
     somebody has to await it, or hand it to the loop as a task. A future is a place for a result that is not \
     there yet; who awaits it is woken when it is.",
    "All three can be looked at: “Inside the loop”, below the buttons, shows the loop’s ready queue and timers, the \
     coroutines it runs as tasks, and the futures they await. Look while the program runs, and afterwards step through \
     any moment of it.",
    "Python came to this in steps. 3.4 (2014) brought asyncio, with generators as coroutines. 3.5 (2015) gave \
     them words of their own, async and await. Since 3.7 (2018) asyncio.run starts the loop, ends it, and \
     clears up, so that hardly any program touches the loop itself any more. Since 3.11 (2022) a TaskGroup keeps its tasks together, so that none is forgotten, and \
     asyncio.timeout ends a wait.",
    "Press Stop, or Ctrl-C, while feeds are on their way. Python raises CancelledError inside \
     each task, at the await where it stands; the task can clear up, even await while it does, and the loop waits \
     for that. In Rust a task is a value: dropping it ends it on the spot, and what it owns clears up behind \
     itself, without another await. Either way a request nobody waits for is aborted, and “closed” is the last \
     line.",
];

pub(super) const TRIES: &[Try] = &[
    Try {
        text: "Twelve feeds, three connections. In how many rounds are they done? And with eleven, or thirteen?",
        query: "feeds=12&limit=3",
    },
    Try {
        text: "Latencies that vary. In which order do the feeds arrive, and which one does the whole program wait \
               for? Another seed is another day.",
        query: "feeds=6&spread=1&variant=concurrent",
    },
    Try {
        text: "A timeout shorter than the slow feeds’ latency. What does it save, and what does it cost?",
        query: "feeds=8&spread=1&timeout=1",
    },
    Try {
        text: "A hundred feeds at the same time, on one thread. How much longer than one do they take?",
        query: "feeds=100&items=1&variant=concurrent",
    },
    Try { text: "Half of the feeds fail. Do the others notice?", query: "feeds=6&fail=0.5&variant=concurrent" },
    Try {
        text: "A program that never ends by itself. Start it, and stop it while feeds are still on their way: \
               which lines are the last?",
        query: "feeds=6&latency=4&spread=0.8&ending=forever&variant=concurrent",
    },
    Try {
        text: "Mend the older listing. Its client is closed without being awaited, nobody holds its tasks, and \
               its loop never ends: find the three lines, then compare with the modern one.",
        query: "feeds=3",
    },
];

pub(super) fn arithmetic(p: &Setting) -> Vec<String> {
    let costs: Vec<Duration> = (1..=p.feeds).map(|number| cost(p, number)).collect();
    let (sum, longest) = (costs.iter().sum(), costs.iter().max().copied().unwrap_or_default());
    let feeds = if p.feeds == 1 { "1 feed".to_owned() } else { format!("{} feeds", grouped(p.feeds)) };
    if p.spread == 0.0 {
        let each = seconds(longest);
        return vec![
            format!("A feed: {each}."),
            format!("One after another, {feeds}: {} × {each} = {}.", grouped(p.feeds), seconds(sum)),
            format!("All at the same time: as long as one, {each}."),
            in_rounds(p, longest),
        ];
    }
    // By chance they have nine digits after the point: three are said.
    let some: Vec<String> = costs.iter().take(6).map(|cost| say(*cost)).collect();
    let more = if costs.len() > some.len() { ", …" } else { "" };
    vec![
        format!("The feeds, with this seed: {}{more}.", some.join(", ")),
        format!("One after another, {feeds}: their sum, {}.", say(sum)),
        format!("All at the same time: the longest, {}.", say(longest)),
        format!("{} at a time: whichever connection is free takes the next feed.", grouped(p.limit)),
    ]
}

/// A few at a time, where all take equally long.
fn in_rounds(p: &Setting, each: Duration) -> String {
    let (limit, rounds) = (grouped(p.limit), p.feeds.div_ceil(p.limit));
    if p.limit >= p.feeds {
        return format!("Up to {limit} at a time: that is all of them, {}.", seconds(each));
    }
    let (feeds, all) = (grouped(p.feeds), seconds(each * rounds as u32));
    format!("{limit} at a time: {feeds} ÷ {limit}, rounded up, is {} × {} = {all}.", grouped(rounds), seconds(each))
}

pub(super) fn truths(p: &Setting) -> Vec<String> {
    let mut truths = vec![
        "Theory knows only the added latencies. The requests come on top: to this page’s own host some milliseconds \
         each, and one after another they add up."
            .to_owned(),
    ];
    if p.ending == Ending::Forever {
        truths.push("This program has no end of its own, so nothing can be said about how long it takes.".to_owned());
    }
    if p.spread > 0.0 && (2..p.feeds).contains(&p.limit) {
        truths.push(
            "With a limit and latencies that differ, no short formula is exact: each connection takes the next feed \
             when it is free (list scheduling). The virtual run does just that, in no time."
                .to_owned(),
        );
    }
    if p.feeds > 6 {
        truths.push(
            "Over HTTP/1.1 a browser opens about six connections to one host, and lets all other requests stand in \
             line. Where that was felt, it is said under “Found in the run”; of somebody else’s host it is known only \
             if that host lets pages see it (Timing-Allow-Origin)."
                .to_owned(),
        );
    }
    if p.url != feeds::OWN {
        truths.push(
            "These feeds are somebody else’s: how long that host takes is not known before it has been asked, so no \
             prediction has it. It shows as waiting for answers."
                .to_owned(),
        );
    }
    truths
}

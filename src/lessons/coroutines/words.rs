//! What the lesson says, and its arithmetic.

use super::{GENERATOR, ROUND_ROBIN, Sender, Setting};
use crate::lessons::{Coroutines, Lesson, Try};
use crate::predict::{grouped, seconds};
use std::time::Duration;

pub(super) const TEXT: &[&str] = &[
    "A function runs from its first line to its last, and forgets all it knew. With a yield in it, it is a \
     generator: at the yield it stops, hands a value out, and remembers everything; asked for more, it goes on from \
     that very spot. It produces. A for loop is what usually asks.",
    "A yield works the other way, too. Written as line = yield found, it hands found out, and whoever drives the \
     function can send a line in: now it also consumes. That is a coroutine. The filter here takes lines, prints \
     those that begin with the prefix, and hands out how many it has found.",
    "Calling prefix_filter(…) runs nothing of it yet. It stands before its first line, and there is no yield yet \
     that could take a value: sent a line now, it answers TypeError. So it is primed first: next(search) runs it up \
     to its first yield. From then on send(line) makes the line the value of that yield, lets the filter run to its \
     next yield, and returns what is handed out there: the number found so far. And close() raises GeneratorExit at \
     the yield, so that the filter can clear up; sent a line after that, it answers StopIteration.",
    "And await? It is the same stopping; what differs is who gets control. A yield gives it to the caller, the one \
     who wrote next or send. An await that has to wait gives it up through all the coroutines that await one \
     another, to whoever drives the outermost: the event loop. That one turns to another task, and sends this one on \
     when what it waits for is there. You never write next or send again, since the loop does. Before Python had the \
     words async and await, coroutines for asyncio were generators, and an await was a yield from.",
    "The third variant is such a loop, with nothing hidden: a queue, and for whoever stands in front a send. Each \
     filter has its turn and goes to the back of the queue.",
];

pub(super) const TRIES: &[Try] = &[
    Try {
        text: "Pulled or pushed, the same lines and the same work. Which of the two is quicker?",
        query: "every=0.2&work=0.3",
    },
    Try {
        text: "Drive the coroutine yourself: run it, then use the buttons. Send before you prime, close twice, send to what is \
               closed. Say before each what it will answer.",
        query: "sender=you&variant=coroutine",
    },
    Try {
        text: "Ten filters in turn, and little work. How much longer do they take than one?",
        query: "filters=10&every=1&work=0.02&variant=round-robin",
    },
    Try {
        text: "Ten filters, and lines that are there at once. Work is all there is: what does the loop save now?",
        query: "filters=10&every=0&work=0.1&variant=round-robin",
    },
    Try {
        text: "The filters take turns: in which order are the matches printed, and in which would they be if each \
               filter had all the lines before the next had any?",
        query: "filters=4&every=0.1&work=0.1&variant=round-robin",
    },
    Try { text: "An empty prefix. Which lines begin with nothing?", query: "prefix=&variant=coroutine" },
    Try {
        text: "No lines at all: the filter is primed and closed. What is printed even so?",
        query: "lines=&variant=coroutine",
    },
    Try {
        text: "Take the Python program, leave next(search) out, and run it. What does the first send answer? And \
               what if you send once more behind close()?",
        query: "filters=1&variant=coroutine",
    },
];

pub(super) fn arithmetic(p: &Setting) -> Vec<String> {
    let (count, filters) = (p.lines().count() as u64, grouped(p.filters));
    let (each, every, work) = (grouped(count), seconds(p.every), seconds(p.work));
    let time = |variant| Coroutines::formula(p, variant).unwrap_or_default();
    let alone: Duration = time(GENERATOR);
    vec![
        format!("Pulled or pushed: {each} × ({every} + {work}) = {}.", seconds(alone)),
        format!("Many, in turn: {each} × ({every} + {filters} × {work}) = {}.", seconds(time(ROUND_ROBIN))),
        format!(
            "As many, one after another, each with waits of its own: {filters} × {} = {}.",
            seconds(alone),
            seconds(alone * p.filters as u32)
        ),
        format!(
            "The loop sends {each} × {filters} = {} times: there to the filter, and back.",
            grouped(count * p.filters)
        ),
    ]
}

pub(super) fn truths(p: &Setting) -> Vec<String> {
    let mut truths = vec![
        "Pulled and pushed take equally long. A send is a call: whoever sends goes on when the filter is at its next \
         yield. What a coroutine adds is that it can stop in the middle; to gain time by that, somebody must do \
         something else meanwhile."
            .to_owned(),
    ];
    if p.sender == Sender::You {
        truths.push("A coroutine that you drive takes as long as you take: of that there is no prediction.".to_owned());
    }
    if p.filters == 1 {
        truths.push(
            "With one filter, the loop is the coroutine once more: nobody else is there to have a turn.".to_owned(),
        );
    } else {
        truths.push(
            "In turn, a wait is paid once for all the filters, and work once for each. A loop makes waits overlap; \
             it makes no work shorter."
                .to_owned(),
        );
    }
    truths.push(
        "Here the waits of one filter cannot overlap, whatever is said of waits one after another: a line comes \
         after the line before it."
            .to_owned(),
    );
    truths.push(
        "This loop asks for the next line when all the filters have had the last one. A full event loop is not so \
         simple: it asks at once, works meanwhile, and looks at what has come when it is done."
            .to_owned(),
    );
    truths
}

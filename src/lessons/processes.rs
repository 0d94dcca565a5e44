//! Processes: one for each name, with memory of its own.
//!
//! It shows what a process is for its programmer: a program of its own, loaded anew, that shares nothing. What it is to
//! know is copied to it, and what it found out is copied back. And it shows what several of them buy: as many run at the
//! same instant as there are cores, and the rest share those.

use super::{Explanation, Honesty, Lesson, Listing, Meta, Nest, Try, Variant, Words};
use crate::params::Field;
use crate::predict::{grouped, seconds};
use crate::runtime::{Cx, Job, Lost, Outcome, Parcel, Running, World};
use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;
use std::time::Duration;

/// Processes.
pub struct Processes;

const TOGETHER: Variant =
    Variant { name: "together", label: "Together", summary: "All processes are started, and then all are waited for." };

const ONE_BY_ONE: Variant = Variant {
    name: "one-by-one",
    label: "One by one",
    summary: "Each process is started and waited for before the next one is started.",
};

/// How long theory gives a process its core while others want it.
const QUANTUM: Duration = Duration::from_millis(1);

crate::choice! {
    /// Where the processes come from.
    pub enum Beginning {
        /// They are started while the program runs.
        Cold = "cold", "started by the program";
        /// They have been started before.
        Warm = "warm", "started beforehand";
    }
}

crate::choice! {
    /// How a message crosses the border.
    pub enum Border {
        /// As a copy.
        Copied = "copied", "copied";
        /// It changes hands.
        Transferred = "transferred", "handed over for good";
    }
}

crate::choice! {
    /// What goes wrong in the last process.
    pub enum Trouble {
        /// Nothing.
        Nothing = "nothing", "nothing";
        /// It panics.
        Crash = "crash", "the last one crashes";
        /// It never gives an answer.
        Hang = "hang", "the last one hangs";
    }
}

crate::params! {
    /// The parameters of processes.
    pub struct Setting {
        /// The names.
        names: String = Field::text("America,Europe,Africa", 120).label("Names")
            .help("One process for each, with commas between. One more is started before them without any name: it prints \
                   the default, Asia."),
        /// How much each computes.
        work: Duration = Field::milliseconds(500, 0, 10_000).label("Work")
            .help("How long each process computes when it has a core for itself. It is counted in units of work, not in \
                   time: whoever has to share a core takes longer."),
        /// How many cores theory has.
        cores: u64 = Field::count(2, 1, 16).label("Cores").unit("in theory")
            .help("How many processes can run at the same instant, in theory. What this machine really has is measured \
                   before the first run, and is in its prediction."),
        /// How many processes there are at once.
        pool: u64 = Field::count(0, 0, 16).label("Pool").unit("processes")
            .help("0: a process for each call. Otherwise so many processes take one call after the other, where they run \
                   together."),
        /// Where the processes come from.
        start: Beginning = Field::choice(Beginning::CHOICES).label("Processes are")
            .help("Whether starting them is part of what is measured."),
        /// How much goes to each process.
        message: u64 = Field::count(1, 1, 67_108_864).label("Message").unit("bytes")
            .help("How much is sent to each process with its call: from 1 byte to 64 MiB (67108864)."),
        /// How it gets there.
        border: Border = Field::choice(Border::CHOICES).label("The message is")
            .help("A copy leaves the sender its own. What is handed over for good is not copied, and gone from the sender's \
                   memory."),
        /// What goes wrong.
        trouble: Trouble = Field::choice(Trouble::CHOICES).label("What goes wrong")
            .help("What happens in the last process. The others should not notice."),
    }
}

impl Lesson for Processes {
    const META: Meta = Meta {
        slug: "processes",
        title: "Processes",
        summary: "Four processes of half a second each: 2 seconds one by one, 1 second on two cores, and nothing shared.",
        text: &[
            "A program calls a function four times: once without an argument, which then prints its default, Asia, and once \
             for each name. Every call gets a process of its own. The function computes for a while, prints its line, and adds \
             one to a counter, which is a plain variable of the program.",
            "A process has memory of its own. Each counter ends at 1, and the parent’s is still 0: there are as many counters \
             as processes. That they lie at the same address changes nothing. An address means something in one memory only.",
            "A new process loads the program again from its beginning, so the program has to ask which one it is. That is what \
             Python’s “if __name__ == \"__main__\"” is for: without it, every process would start processes of its own. Both \
             answers are in the output. (A forked process, the other way Unix knows, does not load anything: it is a copy of \
             its parent, in the middle of the program.)",
            "What is a process here, and what is not: each is a Web Worker, a system thread that runs a program of its own \
             in memory of its own. The workers of one page live in the same process of the operating system. What a process \
             promises its programmer is kept all the same: nobody else reads its memory, and what crosses its border is \
             copied.",
            "Processes share nothing, which is why they may as well be on different machines. What is inside a process shares \
             all of its memory.",
        ],
        switches: "The operating system, at any instant: it gives each core to a process, and takes it away again after some \
                   milliseconds when others want it. The program has no say in it and does not notice. Within the page’s own \
                   thread it is still the tasks that give way, at an await.",
        honesty: Honesty::Real(
            "The processes are real workers that really compute, on as many cores as the system gives them. Units of work are \
             counted, and how many of them make a second is measured before the first run. The timeline shows from when to \
             when a worker had its job; when the system took its core away meanwhile nobody tells the page. Starting a worker \
             is some hundred times quicker than starting a Python process.",
        ),
        variants: &[TOGETHER, ONE_BY_ONE],
        tries: &[
            Try {
                text: "One call more on two cores: five. Does everybody finish at the same time, and when?",
                query: "names=America,Europe,Africa,Antarctica",
            },
            Try {
                text: "The same five, but a pool of two processes. Which is better: to share the cores by time, or to stand in \
                       line? Look at the first line and at the last.",
                query: "names=America,Europe,Africa,Antarctica&pool=2",
            },
            Try {
                text: "No work at all. What is left is what starting a process costs. And if they have been started before?",
                query: "work=0",
            },
            Try {
                text: "64 MiB for each process, copied. Then let them be handed over for good: what does a copy cost?",
                query: "work=0.5&message=67108864",
            },
            Try { text: "One process crashes. Do the others notice, and does the parent?", query: "trouble=crash" },
            Try {
                text: "A pool of one: a single process that takes every call. What does its counter say at the end?",
                query: "pool=1&variant=together",
            },
        ],
        words: Words {
            processor: "The page’s thread",
            running: "has its job",
            ready: "ready",
            timer: "waits for a timer",
            waiting: "waits",
        },
        listings: &[
            include!(concat!(env!("OUT_DIR"), "/processes.py.rs")),
            include!(concat!(env!("OUT_DIR"), "/processes.rs.rs")),
        ],
    };

    const NEST: Option<&'static Nest> = Some(&Nest {
        caption: "What holds what. There can be many of each in the one around it.",
        rings: &[
            ("Machine", "has cores and memory; another one is reached through a network"),
            ("Process", "has a part of the memory for itself alone"),
            ("Thread", "shares the memory of its process; the system gives it a core and takes it away"),
            ("Task", "shares its thread too; gives way by itself, at an await"),
        ],
    });

    const WORKERS: bool = true;

    type Params = Setting;

    fn formula(p: &Setting, variant: Variant) -> Option<Duration> {
        let calls = calls(p).len() as u64;
        let rounds = |processes: u64| p.work * calls.div_ceil(processes) as u32;
        match (variant == ONE_BY_ONE, p.pool, p.trouble) {
            (_, _, Trouble::Hang) => None,
            (true, ..) => Some(p.work * calls as u32),
            (false, pool, _) if pool > 0 && pool < calls => (pool <= p.cores).then(|| rounds(pool)),
            _ => Some(shared(calls, p.cores, p.work)),
        }
    }

    fn textbook(p: &Setting, variant: Variant) -> Option<Duration> {
        let calls = calls(p).len() as u64;
        let shares = variant == TOGETHER && (p.pool == 0 || p.pool >= calls) && p.trouble != Trouble::Hang;
        shares.then(|| p.work.max(p.work * calls as u32 / p.cores as u32))
    }

    fn explain(p: &Setting) -> Explanation {
        Explanation { arithmetic: arithmetic(p), truths: truths(p) }
    }

    fn world(p: &Setting) -> World {
        let warm = if p.start == Beginning::Warm { calls(p).len() } else { 0 };
        World::default().with_cores(p.cores as usize).with_warm(warm)
    }

    async fn run(p: Setting, variant: Variant, cx: Cx) -> Outcome {
        cx.memory().introduction().into_iter().for_each(|line| cx.print(line));
        if variant == ONE_BY_ONE {
            one_by_one(&p, &cx).await?;
        } else if p.pool > 0 {
            pool(p, &cx).await?;
        } else {
            together(&p, &cx).await?;
        }
        cx.print(format!("parent: {}", cx.memory().words()));
        Ok(())
    }
}

// listing: the program
/// Starts a process for each call, and then waits for all of them.
async fn together(p: &Setting, cx: &Cx) -> Outcome {
    let mut started = Vec::new();
    for call in calls(p) {
        let process = cx.worker(&call.label); // it begins to load the program
        let answer = process.give(call.job(p, cx), parcel(p)); // and will be called with this
        started.push((call, process, answer));
    }
    for (call, process, answer) in started {
        join(&call, answer, cx).await?;
        drop(process); // its memory is gone
    }
    Ok(())
}

/// Starts a process for each call, and waits for it before the next.
async fn one_by_one(p: &Setting, cx: &Cx) -> Outcome {
    for call in calls(p) {
        let process = cx.worker(&call.label);
        join(&call, process.give(call.job(p, cx), parcel(p)), cx).await?;
    }
    Ok(())
}

/// So many processes take one call after the other.
async fn pool(p: Setting, cx: &Cx) -> Outcome {
    let waiting = Rc::new(RefCell::new(VecDeque::from(calls(&p))));
    let mut members = Vec::new();
    for number in 1..=p.pool.min(calls(&p).len() as u64) {
        members.push(cx.spawn("hands out calls", member(number, p.clone(), cx.clone(), Rc::clone(&waiting))));
    }
    for member in members {
        member.await?;
    }
    Ok(())
}

/// One process of the pool. One that is lost is replaced.
async fn member(number: u64, p: Setting, cx: Cx, waiting: Rc<RefCell<VecDeque<Call>>>) -> Outcome {
    let mut process = cx.worker(&format!("process {number}"));
    loop {
        let Some(call) = waiting.borrow_mut().pop_front() else { return Ok(()) };
        let is_fine = join(&call, process.give(call.job(&p, &cx), parcel(&p)), &cx).await?;
        if !is_fine && !waiting.borrow().is_empty() {
            process = cx.worker(&format!("process {number}"));
        }
    }
}

/// Waits for the answer of a call, and prints it, or what became of the process: the others do not care.
async fn join(call: &Call, answer: Running, cx: &Cx) -> Result<bool, String> {
    match answer.await {
        Err(Lost::NotStarted(why)) => Err(why), // where there are no processes there is no lesson
        Err(why) => {
            cx.print(format!("{}: {why}", call.label));
            Ok(false)
        }
        Ok(counter) => {
            cx.print(format!("{}: {counter}", call.label));
            Ok(true)
        }
    }
}
// listing: end

/// One call of the function.
struct Call {
    /// What it is called on the page.
    label: String,
    /// Its argument, where it has one.
    name: Option<String>,
    trouble: Trouble,
}

impl Call {
    fn job(&self, p: &Setting, cx: &Cx) -> Job {
        let units = cx.units(p.work);
        match self.trouble {
            Trouble::Nothing => Job::Greet { units, name: self.name.clone() },
            Trouble::Crash => Job::Panic { units },
            Trouble::Hang => Job::Hang { units },
        }
    }
}

/// The calls: one without an argument, and one for each name.
fn calls(p: &Setting) -> Vec<Call> {
    let names = p.names.split(',').map(str::trim).filter(|name| !name.is_empty());
    let call = |name: Option<&str>| Call {
        label: name.unwrap_or("(no name)").to_owned(),
        name: name.map(str::to_owned),
        trouble: Trouble::Nothing,
    };
    let mut calls: Vec<Call> = [None].into_iter().chain(names.map(Some)).map(call).collect();
    if let Some(last) = calls.last_mut() {
        last.trouble = p.trouble;
    }
    calls
}

/// What goes to a process with its call.
fn parcel(p: &Setting) -> Parcel {
    Parcel { bytes: p.message, transferred: p.border == Border::Transferred }
}

/// How long processes take that share cores by time, each with the same work: round after round, each has a core for a
/// quantum, and in the last round for what is left.
fn shared(calls: u64, cores: u64, work: Duration) -> Duration {
    if calls <= cores || work.is_zero() {
        return work;
    }
    let (work_ns, quantum_ns) = (work.as_nanos() as u64, QUANTUM.as_nanos() as u64);
    let whole = (work_ns - 1) / quantum_ns;
    let rest_ns = work_ns - whole * quantum_ns;
    // Where whole quanta end: some cores have had one more than the others.
    let (each, ahead) = (calls * whole / cores, calls * whole % cores);
    let begins_ns = |core: u64| (each + u64::from(core < ahead)) * quantum_ns;
    let mut ends_ns: Vec<u64> = (0..cores).map(begins_ns).collect();
    for call in 0..calls {
        // The next rest goes to the core that is free first; those who were ahead are not free before.
        let free_ns = if call + ahead < calls { 0 } else { (each + 1) * quantum_ns };
        if let Some(first) = ends_ns.iter_mut().min_by_key(|end| **end) {
            *first = free_ns.max(*first) + rest_ns;
        }
    }
    Duration::from_nanos(ends_ns.into_iter().max().unwrap_or_default())
}

fn arithmetic(p: &Setting) -> Vec<String> {
    let calls = calls(p).len() as u64;
    let (count, work) = (grouped(calls), seconds(p.work));
    let one_by_one = format!("One by one: {count} × {work} = {}.", seconds(p.work * calls as u32));
    let together = match p.pool {
        pool if pool > 0 && pool < calls => {
            let rounds = calls.div_ceil(pool);
            format!(
                "Together, {} at a time: {count} ÷ {}, rounded up, is {} × {work} = {}, if there is a core for each.",
                grouped(pool),
                grouped(pool),
                grouped(rounds),
                seconds(p.work * rounds as u32)
            )
        }
        _ if calls <= p.cores => format!("Together: a core for each, so as long as one, {work}."),
        _ => format!(
            "Together: {count} × {work} on {} = {}.",
            if p.cores == 1 { "one core".to_owned() } else { format!("{} cores", grouped(p.cores)) },
            seconds(p.work * calls as u32 / p.cores as u32)
        ),
    };
    vec![format!("A call: {work} on a core of its own."), one_by_one, together]
}

fn truths(p: &Setting) -> Vec<String> {
    let mut truths = vec![
        "In theory starting a process and sending it something costs nothing. Here both are measured before the first run, \
         and are in the prediction for this machine."
            .to_owned(),
        "Theory has the cores that you give it. This machine’s prediction has those that were found by having workers \
         compute at the same time; the number a browser reports may be another one."
            .to_owned(),
    ];
    if p.trouble == Trouble::Hang {
        truths.push(
            "A process that hangs looks like one that computes: only a deadline tells them apart, and how long to wait is a \
             guess. So nothing is predicted exactly."
                .to_owned(),
        );
    }
    truths
}

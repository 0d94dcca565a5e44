//! What workers cost in this browser, measured by running small programs just as lessons run.

use super::{Alarm, BrowserRun, Clock, End, Program, Starter};
use crate::runtime::{Cx, Job, Parcel, Worker};
use crate::trace::{Kind, TaskId, Trace, Wait};
use crate::virtual_time::{Crew, Samples};
use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

/// How many workers are started to see how long that takes.
const STARTS: usize = 5;
/// How many messages go to and fro.
const ROUND_TRIPS: usize = 30;
/// How many units one worker computes alone, and each of many at once: some tens of milliseconds.
const UNITS: u64 = 50_000;
/// How many times.
const REPEATS: usize = 3;
/// How many bytes are sent, to see what a byte costs.
const BYTES: u64 = 16 << 20;
/// More workers than this are not tried at once.
const MOST_AT_ONCE: usize = 16;
/// How long the system takes at the least to give a core to the next one who wants it, in nanoseconds.
const QUANTUM_NS: f64 = 3e6;

/// What workers cost in this browser.
#[derive(Clone, Debug)]
pub struct Manned {
    /// The costs.
    pub crew: Crew,
    /// How far apart the clocks of page and workers may be, in milliseconds.
    pub clocks_ms: f64,
    /// Whether something else kept the page from running meanwhile: then it should be measured again.
    pub disturbed: bool,
}

/// What a program that measures has found, in nanoseconds of real time.
#[derive(Default)]
struct Found {
    asking_ns: Vec<f64>,
    round_trips_ns: Vec<f64>,
    /// Many workers computing at once, each time.
    at_once_ns: Vec<f64>,
    /// Sending a large message, copied and transferred: how long the page's thread took, and until the answer came.
    copied_ns: (f64, f64),
    transferred_ns: (f64, f64),
}

/// Measures this browser's workers; takes about a second. `cores` is how many there are in the browser's opinion. As with
/// [`super::calibrate`], there is no answer where a run was stopped.
///
/// # Errors
/// A sentence, where workers cannot be started.
pub async fn crew(
    alarm: &Rc<Alarm>,
    starter: &Rc<Starter>,
    cores: usize,
    under_way: impl Fn(Rc<BrowserRun>),
) -> Result<Option<Manned>, String> {
    let step_ms = Clock::new().ok_or("this browser has no clock to measure with")?.step_ms();
    let program = Program { speed: 1.0, step_ms, collect: Some(10_000) };
    let found = Rc::new(RefCell::new(Found::default()));
    let (place, other_place) = (Rc::clone(&found), Rc::clone(&found));
    let alone = BrowserRun::start_with(&program, alarm, Some(Rc::clone(starter)), |cx| one_by_one(cx, place))?;
    let Some(alone) = alone.unless_stopped(&under_way).await else { return Ok(None) };
    if let End::Finished(Err(why)) | End::Panicked(why) = alone.end {
        return Err(why);
    }
    // Twice as many as there should be cores: lessons too have more workers than those.
    let count = (2 * cores).clamp(2, MOST_AT_ONCE);
    let many =
        BrowserRun::start_with(&program, alarm, Some(Rc::clone(starter)), move |cx| at_once(cx, count, other_place))?;
    let Some(many) = many.unless_stopped(&under_way).await else { return Ok(None) };
    if let End::Finished(Err(why)) | End::Panicked(why) = many.end {
        return Err(why);
    }
    let alone_trace = alone.trace.unwrap_or_default();
    let unit_ns = fastest(&computed_ns(&alone_trace)) / UNITS as f64;
    starter.set_unit_ns(unit_ns);
    let (all_ns, took_ns) = (count as f64 * UNITS as f64 * unit_ns, middle(&found.borrow().at_once_ns).max(1.0));
    let cores = (all_ns / took_ns).round().max(1.0);
    let crew = Crew {
        cores: Some(cores as usize),
        crowded: (took_ns * cores / all_ns).max(1.0),
        quantum_ns: QUANTUM_NS,
        starting: Samples::new(starting_ns(&alone_trace)),
        unit_ns,
        ..found.borrow().costs()
    };
    Ok(Some(Manned { crew, clocks_ms: starter.clocks_ms() + step_ms, disturbed: alone.stalls.count > 0 }))
}

impl Found {
    fn costs(&self) -> Crew {
        let message_ns = middle(&self.round_trips_ns) / 2.0;
        let per_byte = |nanos: f64| nanos.max(0.0) / BYTES as f64;
        let ((copying_ns, copied_ns), (making_ns, _)) = (self.copied_ns, self.transferred_ns);
        Crew {
            asking_ns: mean(&self.asking_ns),
            message_ns,
            making_ns_per_byte: per_byte(making_ns),
            sending_ns_per_byte: per_byte(copying_ns - making_ns),
            receiving_ns_per_byte: per_byte(copied_ns - copying_ns - 2.0 * message_ns),
            ..Crew::default()
        }
    }
}

/// Starts workers one after another, and has the last one do everything else.
async fn one_by_one(cx: Cx, found: Rc<RefCell<Found>>) -> Result<(), String> {
    let since = |begin: Duration| (cx.now() - begin).as_nanos() as f64;
    let mut worker = None;
    for _ in 0..STARTS {
        let begin = cx.now();
        let one = cx.worker("worker");
        found.borrow_mut().asking_ns.push(since(begin));
        ask(&one, 0, Parcel::default()).await?;
        worker = Some(one);
    }
    let worker = worker.ok_or("no worker was started")?;
    for _ in 0..ROUND_TRIPS {
        let begin = cx.now();
        ask(&worker, 0, Parcel::default()).await?;
        found.borrow_mut().round_trips_ns.push(since(begin));
    }
    for _ in 0..REPEATS {
        ask(&worker, UNITS, Parcel::default()).await?;
    }
    for transferred in [true, false] {
        let begin = cx.now();
        let answer = worker.give(Job::Compute { units: 0 }, Parcel { bytes: BYTES, transferred });
        let sent_ns = since(begin);
        answer.await.map_err(|why| why.to_string())?;
        let mut found = found.borrow_mut();
        *if transferred { &mut found.transferred_ns } else { &mut found.copied_ns } = (sent_ns, since(begin));
    }
    Ok(())
}

/// Has many workers compute at the same time, once all of them have started.
async fn at_once(cx: Cx, count: usize, found: Rc<RefCell<Found>>) -> Result<(), String> {
    let workers: Vec<Worker> = (0..count).map(|_| cx.worker("worker")).collect();
    for worker in &workers {
        ask(worker, 0, Parcel::default()).await?;
    }
    for _ in 0..REPEATS {
        let begin = cx.now();
        let job = |worker: &Worker| worker.give(Job::Compute { units: UNITS }, Parcel::default());
        let jobs: Vec<_> = workers.iter().map(job).collect();
        for job in jobs {
            job.await.map_err(|why| why.to_string())?;
        }
        found.borrow_mut().at_once_ns.push((cx.now() - begin).as_nanos() as f64);
    }
    Ok(())
}

async fn ask(worker: &Worker, units: u64, parcel: Parcel) -> Result<(), String> {
    worker.give(Job::Compute { units }, parcel).await.map(drop).map_err(|why| why.to_string())
}

/// Everything that happened in the workers, lane by lane: when, and whether it began a job or came to rest.
fn apart(trace: &Trace) -> impl Iterator<Item = (TaskId, u64, bool)> + '_ {
    let kind = |kind| match kind {
        Kind::PollBegan => Some(true),
        Kind::Waits { on: Wait::Job, .. } => Some(false),
        _ => None,
    };
    let events = trace.events.iter().filter(|event| trace.is_apart(event.task));
    events.filter_map(move |event| Some((event.task, event.at_ns, kind(event.kind)?)))
}

/// How long each worker took from the moment it was asked for until it could take a job.
fn starting_ns(trace: &Trace) -> Vec<f64> {
    let asked = trace.events.iter().filter(|event| matches!(event.kind, Kind::Waits { on: Wait::Start, .. }));
    let ready = |task| apart(trace).find(|(lane, ..)| *lane == task).map(|(_, at_ns, _)| at_ns);
    asked.filter_map(|event| Some((ready(event.task)? - event.at_ns) as f64)).collect()
}

/// How long the jobs took that computed something, in the workers' own time.
fn computed_ns(trace: &Trace) -> Vec<f64> {
    let (mut began, mut took) = (0, Vec::new());
    for (_, at_ns, begins) in apart(trace) {
        if begins {
            began = at_ns;
        } else {
            took.push((at_ns - began) as f64);
        }
    }
    // Those that computed nothing come before, and the two with large messages after.
    took.truncate(took.len().saturating_sub(2));
    took.split_off(took.len().saturating_sub(REPEATS))
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len().max(1) as f64
}

fn fastest(values: &[f64]) -> f64 {
    values.iter().copied().fold(f64::INFINITY, f64::min)
}

fn middle(values: &[f64]) -> f64 {
    Samples::new(values.to_vec()).quantile_ns(0.5)
}

//! What a request costs, to the page's own host or to this machine's storage, measured.

use super::{Alarm, BrowserRun, Clock, End, Program};
use crate::runtime::{Answer, Cx, gather};
use crate::trace::{Event, Kind, Trace};
use crate::virtual_time::{Requests, Samples};
use std::rc::Rc;
use std::time::Duration;

/// How many requests are tried alone.
const ALONE: usize = 7;
/// What lies between two of them. A connection that is used again within some 40 ms is another matter: hosts and
/// browsers then wait for each other, and no lesson is as quick.
const PAUSE: Duration = Duration::from_millis(110);
/// How many are tried at the same time.
const AT_ONCE: usize = 18;
/// A host that takes longer than this for all of them is not waited for.
const PATIENCE: Duration = Duration::from_secs(3);

/// What is asked, to find out what asking costs.
#[derive(Clone, Copy, Debug)]
pub enum Probe {
    /// The page's own host, for this.
    Host(&'static str),
    /// This machine's storage, to keep something.
    Storage,
}

impl Probe {
    async fn ask(self, cx: &Cx) -> Answer {
        match self {
            Self::Host(address) => cx.fetch(address).await,
            Self::Storage => cx.keep("probe", "kept").await,
        }
    }
}

/// Asks the page's own host or the storage a few times, the way lessons do: one by one, then many at once. Returns
/// what it cost, which is nothing where it does not answer; and whether something else kept the page from running
/// meanwhile: then it should be measured again. `under_way` is handed each run as it starts, for whoever may want to stop
/// it: then there is no answer.
///
/// # Errors
/// A sentence, where a run cannot be started at all.
pub async fn requests(
    alarm: &Rc<Alarm>,
    probe: Probe,
    under_way: impl Fn(Rc<BrowserRun>),
) -> Result<Option<(Requests, bool)>, String> {
    let step_ms = Clock::new().ok_or("this browser has no clock to measure with")?.step_ms();
    let program = Program { speed: 1.0, step_ms, collect: Some(10_000) };
    let alone = BrowserRun::start(&program, alarm, |cx| in_time(cx.clone(), one_by_one(cx, probe)))?;
    let Some(alone) = alone.unless_stopped(&under_way).await else { return Ok(None) };
    if alone.end != End::FINE {
        return Ok(Some((Requests::default(), false)));
    }
    let many = BrowserRun::start(&program, alarm, |cx| in_time(cx.clone(), at_once(cx, probe)))?;
    let Some(many) = many.unless_stopped(&under_way).await else { return Ok(None) };
    let disturbed = [&alone, &many].iter().any(|run| run.stalls.count > 0);
    // A host that leaves some of many unanswered is known from those it answered one by one.
    let apart_ns = if many.end == End::FINE { apart_ns(&many.trace.unwrap_or_default()) } else { 0.0 };
    let alone = Samples::new(times_ns(&alone.trace.unwrap_or_default()));
    Ok(Some((Requests { alone, apart_ns }, disturbed)))
}

/// Gives a program so much time, and no more.
async fn in_time(cx: Cx, program: impl Future<Output = Result<(), String>>) -> Result<(), String> {
    cx.timeout(PATIENCE, program).await.unwrap_or_else(|_| Err("it takes too long".to_owned()))
}

async fn one_by_one(cx: Cx, probe: Probe) -> Result<(), String> {
    for _ in 0..ALONE {
        cx.sleep(PAUSE).await;
        probe.ask(&cx).await.map_err(|why| why.to_string())?;
    }
    Ok(())
}

async fn at_once(cx: Cx, probe: Probe) -> Result<(), String> {
    let ask = |_| {
        let inner = cx.clone();
        cx.spawn("asker", async move { probe.ask(&inner).await.map(drop) })
    };
    let tasks: Vec<_> = (0..AT_ONCE).map(ask).collect();
    gather(tasks).await.into_iter().collect::<Result<(), _>>().map_err(|why| why.to_string())
}

/// From the sending of each request to its answer. The first is left out: it may have had to connect.
fn times_ns(trace: &Trace) -> Vec<f64> {
    let mut sent_ns = None;
    let time = |event: &Event| match event.kind {
        Kind::RequestBegan(_) => {
            sent_ns = Some(event.at_ns);
            None
        }
        Kind::Answered(_) => Some((event.at_ns - sent_ns.take()?) as f64),
        _ => None,
    };
    trace.events.iter().filter_map(time).skip(1).collect()
}

/// How far apart the answers came, on average.
fn apart_ns(trace: &Trace) -> f64 {
    let mut answers = trace.events.iter().filter(|event| matches!(event.kind, Kind::Answered(_)));
    let (first, last) = (answers.clone().next(), answers.next_back());
    let all_ns = first.zip(last).map_or(0, |(first, last)| last.at_ns - first.at_ns);
    all_ns as f64 / (AT_ONCE - 1) as f64
}

//! What this browser costs, measured by running small programs just as lessons run.

use super::{Alarm, BrowserRun, Clock, End, Program};
use crate::runtime::Cx;
use crate::trace::{Cause, Event, Kind, Trace};
use crate::virtual_time::{Crew, Machine, Requests, Samples, in_order};
use std::rc::Rc;
use std::time::Duration;

/// What this browser costs.
#[derive(Clone, Debug)]
pub struct Calibration {
    /// The machine that lessons are predicted for; its speed is still 1.
    pub machine: Machine,
    /// Whether deadlines are noticed through a worker.
    pub alarm_is_worker: bool,
    /// Whether something else kept the page from running meanwhile: then it should be measured again.
    pub disturbed: bool,
}

/// The waits that are tried, in microseconds: short ones and long ones, whole milliseconds and not.
const WAITS_US: [u64; 24] = [
    1_500, 30_560, 3_000, 8_300, 12_000, 2_200, 20_000, 5_500, 31_000, 1_000, 16_700, 4_000, 9_990, 25_250, 2_780,
    7_000, 500, 18_200, 6_400, 14_150, 3_330, 22_000, 10_500, 28_000,
];
/// How many times all of them are tried.
const REPEATS: usize = 2;
/// How many works follow on each wait.
const WORKS: u64 = 4;
/// How many waits and works come before those that count, while the browser is still compiling.
const WARM_UP: usize = 6;
/// How many times each of two tasks gives way to the other.
const TURNS: u32 = 4_000;
/// How many units are computed.
const UNITS: u64 = 2_000;

/// Measures this browser; takes about a second and a quarter.
///
/// `under_way` is handed each run as it starts, for whoever may want to stop it: then there is no answer.
///
/// # Errors
/// A sentence, where a run cannot be started at all.
pub async fn calibrate(alarm: &Rc<Alarm>, under_way: impl Fn(Rc<BrowserRun>)) -> Result<Option<Calibration>, String> {
    let step_ms = Clock::new().ok_or("this browser has no clock to measure with")?.step_ms();
    let program = Program { speed: 1.0, step_ms, collect: Some(100_000) };
    let switching = BrowserRun::start(&program, alarm, switching)?;
    let Some(switching) = switching.unless_stopped(&under_way).await else { return Ok(None) };
    let polls = switching.trace.as_ref().map_or(1, |trace| trace.account.polls.max(1));
    let waiting = BrowserRun::start(&program, alarm, waiting)?;
    let Some(waiting) = waiting.unless_stopped(&under_way).await else { return Ok(None) };
    let computing = BrowserRun::start(&program, alarm, |cx| async move {
        cx.compute(UNITS).await;
        Ok(())
    });
    let Some(computing) = computing?.unless_stopped(&under_way).await else { return Ok(None) };
    let disturbed = [&switching, &waiting, &computing].iter().any(|run| run.stalls.count > 0 || run.end != End::FINE);
    let trace = waiting.trace.unwrap_or_default();
    let machine = Machine {
        processors: 1,
        switch_ns: switching.elapsed.as_nanos() as f64 / polls as f64,
        lateness: Samples::new(usual(lateness_ns(&trace))),
        overrun: Samples::new(usual(overruns_ns(&trace))),
        requests: Requests::default(),
        storage: Requests::default(),
        crew: Crew::default(),
        grain_ns: step_ms * Clock::UNSURE_STEPS * 1e6,
        unit_ns: computing.elapsed.as_nanos() as f64 / UNITS as f64,
        speed: 1.0,
    };
    Ok(Some(Calibration { machine, alarm_is_worker: alarm.is_worker(), disturbed }))
}

/// Two tasks that give way to each other.
async fn switching(cx: Cx) -> Result<(), String> {
    let one = |name| {
        let inner = cx.clone();
        cx.spawn(name, async move {
            for _ in 0..TURNS {
                inner.yield_now().await;
            }
        })
    };
    let (left, right) = (one("left"), one("right"));
    left.await;
    right.await;
    Ok(())
}

/// Waits and works in turn, as a lesson would.
async fn waiting(cx: Cx) -> Result<(), String> {
    for (wait_us, turn) in WAITS_US.repeat(REPEATS).into_iter().zip(0..) {
        cx.sleep(Duration::from_micros(wait_us)).await;
        for work in 0..WORKS {
            cx.work(Duration::from_micros(700 + (turn * 130 + work * 910) % 3_700)).await;
        }
    }
    Ok(())
}

/// Without the first ones, and without what happens less than once in fifty times: that is a disturbance and not
/// what this browser costs, and so few samples cannot tell how often it comes.
fn usual(costs_ns: Vec<f64>) -> Vec<f64> {
    let mut costs_ns = in_order(costs_ns.into_iter().skip(WARM_UP).collect());
    costs_ns.truncate(costs_ns.len() - costs_ns.len().div_ceil(50));
    costs_ns
}

/// How late each deadline was noticed.
fn lateness_ns(trace: &Trace) -> Vec<f64> {
    let late = |event: &Event| match event.kind {
        Kind::Woken(Cause::Timer { due_ns }) => Some((event.at_ns - due_ns) as f64),
        _ => None,
    };
    trace.events.iter().filter_map(late).collect()
}

/// How much longer than asked each work held the processor.
fn overruns_ns(trace: &Trace) -> Vec<f64> {
    let mut until = None;
    let mut overruns = Vec::new();
    for event in &trace.events {
        match event.kind {
            Kind::WorkBegan { until_ns, .. } => until = Some(until_ns),
            Kind::WorkEnded => {
                overruns.extend(until.take().map(|until_ns| event.at_ns.saturating_sub(until_ns) as f64))
            }
            _ => {}
        }
    }
    overruns
}

//! What a request to the page's own host costs, measured.

use super::{Alarm, BrowserRun, Clock, End, Program};
use crate::runtime::Cx;
use crate::trace::{Event, Kind, Trace};
use crate::virtual_time::Samples;
use std::rc::Rc;
use std::time::Duration;

/// How many requests are tried.
const REQUESTS: usize = 9;
/// What lies between two of them: a lesson that fetches also waits for something else in between.
const PAUSE: Duration = Duration::from_millis(30);
/// A host that takes longer than this for all of them is not waited for.
const PATIENCE: Duration = Duration::from_secs(3);

/// Fetches something from the page's own host a few times, the way lessons do. Returns how long it took: nothing where
/// it cannot be fetched, or where something else kept the page from running meanwhile.
///
/// # Errors
/// A sentence, where a run cannot be started at all.
pub async fn requests(alarm: &Rc<Alarm>, address: &'static str) -> Result<Samples, String> {
    let step_ms = Clock::new().ok_or("this browser has no clock to measure with")?.step_ms();
    let program = Program { speed: 1.0, step_ms, collect: Some(10_000) };
    let run = BrowserRun::start(&program, alarm, |cx| asking(cx, address))?.report().await;
    if run.end != End::Finished(Ok(())) || run.stalls.count > 0 {
        return Ok(Samples::none());
    }
    Ok(Samples::new(times_ns(&run.trace.unwrap_or_default())))
}

async fn asking(cx: Cx, address: &'static str) -> Result<(), String> {
    let inner = cx.clone();
    let all = async move {
        for _ in 0..REQUESTS {
            inner.fetch(address).await.map_err(|why| why.to_string())?;
            inner.sleep(PAUSE).await;
        }
        Ok(())
    };
    cx.timeout(PATIENCE, all).await.map_err(|_| "it takes too long".to_owned())?
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

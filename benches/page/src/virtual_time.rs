//! The virtual clock.

use crate::measure::{median, now_ms, tell};
use simul::lessons::LESSONS;
use simul::params::Values;
use simul::runtime::{Cx, Outcome, gather};
use simul::virtual_time::{Machine, VirtualRun};
use std::future::Future;
use std::hint::black_box;
use std::time::Duration;

/// Measures the virtual clock.
pub async fn all() {
    for (tasks, sleeps, rounds) in [(24, 20_000, 5), (1_000, 500, 5), (1_000_000, 1, 3)] {
        let times = (0..rounds).map(|_| run(|cx| sleepers(cx, tasks, sleeps)));
        let (ms, events) = median_of(times.collect());
        let timers = (tasks * sleeps) as f64;
        tell(&format!(
            "virtual time, {tasks} tasks sleeping {sleeps} times: {ms:.1} ms, {:.1} million deadlines a second, \
             {:.1} million events (polls and deadlines)",
            timers / ms / 1e3,
            events / ms / 1e3
        ));
    }
    let entry = LESSONS[0].entry();
    let values = Values::defaults(entry.fields);
    for variant in entry.meta.variants {
        let times = (0..50).map(|_| run(|cx| (entry.run)(&values, *variant, cx)));
        let (ms, _) = median_of(times.collect());
        tell(&format!("virtual time, the defaults of {}, {}: {ms:.2} ms", entry.meta.slug, variant.name));
    }
}

/// The milliseconds and events of a run.
fn run<F: Future<Output = Outcome> + 'static>(program: impl FnOnce(Cx) -> F) -> (f64, f64) {
    let begin = now_ms();
    let report = black_box(VirtualRun::new(&Machine::ideal(1), 1, None, program).finish());
    (now_ms() - begin, report.events as f64)
}

fn median_of(runs: Vec<(f64, f64)>) -> (f64, f64) {
    let events = runs.first().map_or(0.0, |(_, events)| *events);
    (median(runs.into_iter().map(|(ms, _)| ms).collect()), events)
}

/// Tasks that sleep a number of times, each a little differently.
pub async fn sleepers(cx: Cx, tasks: u64, sleeps: u64) -> Outcome {
    let sleeper = |i: u64| {
        let inner = cx.clone();
        cx.spawn("sleeper", async move {
            for j in 0..sleeps {
                inner.sleep(Duration::from_nanos(1_000 + (i * 7 + j * 13) % 1_000)).await;
            }
        })
    };
    gather((0..tasks).map(sleeper).collect::<Vec<_>>()).await;
    Ok(())
}

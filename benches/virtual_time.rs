//! Events per second on the virtual clock, and the cost of a task switch, on the host.

use simul::runtime::{Cx, Outcome, gather};
use simul::virtual_time::{Ended, Machine, VirtualRun};
use std::future::Future;
use std::hint::black_box;
use std::time::{Duration, Instant};

#[expect(clippy::disallowed_methods, reason = "a benchmark reads the real clock")]
fn time<F: Future<Output = Outcome> + 'static>(name: &str, count: u64, program: impl Fn(Cx) -> F) {
    let mut best = f64::INFINITY;
    for _ in 0..5 {
        let begin = Instant::now();
        let report = VirtualRun::new(&Machine::ideal(1), 1, None, &program).finish();
        assert_eq!(black_box(report).ended, Ended::Finished(Ok(())));
        best = best.min(begin.elapsed().as_secs_f64());
    }
    println!("{name}: {:.1} ns each, {:.1} million a second", best * 1e9 / count as f64, count as f64 / best / 1e6);
}

async fn sleepers(cx: Cx, tasks: u64, sleeps: u64) -> Outcome {
    let all = (0..tasks).map(|i| {
        let inner = cx.clone();
        cx.spawn("sleeper", async move {
            for j in 0..sleeps {
                inner.sleep(Duration::from_nanos(1_000 + (i * 7 + j * 13) % 1_000)).await;
            }
        })
    });
    gather(all.collect::<Vec<_>>()).await;
    Ok(())
}

fn main() {
    time("timer event, 24 tasks", 24 * 100_000, |cx| sleepers(cx, 24, 100_000));
    time("timer event, 1,000 tasks", 1_000 * 2_000, |cx| sleepers(cx, 1_000, 2_000));
    time("a million tasks, one sleep each", 1_000_000, |cx| sleepers(cx, 1_000_000, 1));
    time("task switch", 2_000_000, |cx| async move {
        let one = |_| {
            let inner = cx.clone();
            cx.spawn("yielder", async move {
                for _ in 0..1_000_000 {
                    inner.yield_now().await;
                }
            })
        };
        gather((0..2).map(one).collect::<Vec<_>>()).await;
        Ok(())
    });
}

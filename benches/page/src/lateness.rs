//! Deadlines on the browser's clock.

use crate::measure::{median, now_ms, tell};
use gloo_timers::future::TimeoutFuture;
use simul::browser::{Alarm, BrowserRun, Program};
use simul::runtime::{Cx, gather};
use std::time::Duration;

/// Measures how late deadlines are noticed.
pub async fn all() {
    let (mut ours, mut timers) = (Vec::new(), Vec::new());
    for wait_ms in [1, 3, 5, 10, 20, 30, 50].repeat(5) {
        ours.push(one_sleep(wait_ms).await);
        let begin = now_ms();
        TimeoutFuture::new(wait_ms).await;
        timers.push(now_ms() - begin - f64::from(wait_ms));
    }
    tell(&format!("a deadline is noticed late by, ours: {:.3} ms (median)", median(ours)));
    tell(&format!("a deadline is noticed late by, one timer per sleep: {:.3} ms (median)", median(timers)));
    for tasks in [100_000, 1_000_000] {
        asleep(tasks).await;
    }
}

async fn one_sleep(wait_ms: u32) -> f64 {
    let wait = Duration::from_millis(wait_ms.into());
    let program = Program { speed: 1.0, step_ms: 0.1, collect: None };
    let alarm = Alarm::new();
    let run = BrowserRun::start(&program, &alarm, move |cx: Cx| async move {
        cx.sleep(wait).await;
        Ok(())
    });
    match run {
        Ok(run) => (run.report().await.elapsed.as_secs_f64() - wait.as_secs_f64()) * 1e3,
        Err(_) => f64::NAN,
    }
}

/// Many tasks asleep at once, woken over one second.
async fn asleep(tasks: u64) {
    let program = Program { speed: 1.0, step_ms: 0.1, collect: None };
    let run = BrowserRun::start(&program, &Alarm::new(), move |cx: Cx| async move {
        // Spawned in portions, so that the page lives; the second begins when all are asleep.
        let begin = Duration::from_secs(3);
        let mut all = Vec::with_capacity(tasks as usize);
        for i in 0..tasks {
            let inner = cx.clone();
            let due = begin + Duration::from_secs_f64(i as f64 / tasks as f64);
            all.push(cx.spawn("sleeper", async move { inner.sleep(due.saturating_sub(inner.now())).await }));
            if i % 1_000 == 0 {
                cx.yield_now().await;
            }
        }
        gather(all).await;
        Ok(())
    });
    if let Ok(run) = run {
        let elapsed = run.report().await.elapsed.as_secs_f64() - 3.0;
        tell(&format!("{tasks} tasks asleep at once, woken over 1 s: {elapsed:.3} s"));
    }
}

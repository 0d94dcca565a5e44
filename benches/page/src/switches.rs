//! One task switch, ours beside the browser's own means; measured as the page measures it.

use crate::measure::{median, tell};
use simul::browser::{Alarm, switch_ns, task_switches};
use simul::runtime::Switch;
use std::rc::Rc;

const TURNS: u32 = 400_000;
const ROUNDS: usize = 7;

/// Measures them all, in turn, several times over.
pub async fn all() {
    let mut figures: [Vec<f64>; 4] = Default::default();
    let alarm = Alarm::new();
    for _ in 0..ROUNDS {
        figures[0].push(ours(None, &alarm).await);
        figures[1].push(ours(Some(10_000_000), &alarm).await);
        figures[2].push(one(Switch::Await, TURNS, &alarm).await);
        figures[3].push(one(Switch::Future, TURNS / 10, &alarm).await);
    }
    let names = ["ours, not traced", "ours, traced", "a native await", "wasm-bindgen-futures"];
    for (name, figures) in names.iter().zip(figures) {
        tell(&format!("task switch, {name}: {:.1} ns", median(figures)));
    }
}

/// A switch of ours, in nanoseconds.
async fn ours(collect: Option<usize>, alarm: &Rc<Alarm>) -> f64 {
    task_switches(TURNS, collect, alarm).await.map_or(f64::NAN, |ms| ms * 1e6 / f64::from(TURNS))
}

/// Another one's, in nanoseconds.
async fn one(way: Switch, times: u32, alarm: &Rc<Alarm>) -> f64 {
    switch_ns(way, times, alarm, &|| true).await.ok().flatten().unwrap_or(f64::NAN)
}

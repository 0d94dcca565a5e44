//! One task switch: two tasks that give way to each other.

use crate::measure::{median, now_ms, tell};
use simul::browser::{Alarm, BrowserRun, Program};
use simul::runtime::Cx;
use std::cell::Cell;
use std::future::{Future, poll_fn};
use std::rc::Rc;
use std::task::Poll;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;

const TURNS: u32 = 200_000;
const ROUNDS: usize = 7;

/// Measures them all, in turn, several times over.
pub async fn all() {
    let mut figures: [Vec<f64>; 4] = Default::default();
    for _ in 0..ROUNDS {
        figures[0].push(ours(None).await);
        figures[1].push(ours(Some(10_000_000)).await);
        figures[2].push(native().await);
        figures[3].push(spawn_local().await);
    }
    let names = ["ours, not traced", "ours, traced", "a native await", "wasm-bindgen-futures"];
    for (name, figures) in names.iter().zip(figures) {
        tell(&format!("task switch, {name}: {:.1} ns", median(figures)));
    }
}

/// A switch of ours, in nanoseconds.
async fn ours(collect: Option<usize>) -> f64 {
    let program = Program { speed: 1.0, step_ms: 0.1, collect };
    let run = BrowserRun::start(&program, &Alarm::new(), |cx: Cx| async move {
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
    });
    match run {
        Ok(run) => run.report().await.elapsed.as_nanos() as f64 / f64::from(2 * TURNS),
        Err(_) => f64::NAN,
    }
}

/// A switch between two native async functions, in nanoseconds.
async fn native() -> f64 {
    let source = format!(
        "const one = async () => {{ for (let i = 0; i < {TURNS}; i++) await null; }}; return Promise.all([one(), one()]);"
    );
    let function = js_sys::Function::new_no_args(&source);
    let begin = now_ms();
    let Ok(promise) = function.call0(&wasm_bindgen::JsValue::NULL) else { return f64::NAN };
    let _ = JsFuture::from(promise.unchecked_into::<js_sys::Promise>()).await;
    (now_ms() - begin) * 1e6 / f64::from(2 * TURNS)
}

/// A switch between two tasks of wasm-bindgen-futures, in nanoseconds.
async fn spawn_local() -> f64 {
    let turns = TURNS / 10;
    let left = Rc::new(Cell::new(2));
    let begin = now_ms();
    for _ in 0..2 {
        let left = Rc::clone(&left);
        wasm_bindgen_futures::spawn_local(async move {
            for _ in 0..turns {
                give_way().await;
            }
            left.set(left.get() - 1);
        });
    }
    while left.get() > 0 {
        give_way().await;
    }
    (now_ms() - begin) * 1e6 / f64::from(3 * turns)
}

/// Asks to be polled again at once.
fn give_way() -> impl Future<Output = ()> {
    let mut yielded = false;
    poll_fn(move |cx| {
        if yielded {
            return Poll::Ready(());
        }
        yielded = true;
        cx.waker().wake_by_ref();
        Poll::Pending
    })
}

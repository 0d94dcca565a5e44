//! What a switch costs, measured: control is given away and comes back, very often.

use super::hop::Hop;
use super::{Alarm, BrowserRun, Clock, End, Program};
use crate::runtime::{Cx, Switch};
use js_sys::Promise;
use std::cell::{Cell, RefCell};
use std::future::{Future, poll_fn};
use std::rc::Rc;
use std::task::{Poll, Waker};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, future_to_promise, spawn_local};
use web_sys::{HtmlScriptElement, Window};

/// The file that holds the contestants from the browser's own language. It lies beside the page and is asked for only
/// when they are compared: what is not used need not be loaded, and nothing is made a program of that was a text.
const NATIVES: &str = "switches.js";
/// For how long nothing counts, in milliseconds: at first browsers run a program as it comes, and compile with care what
/// turns out to run often.
const WARM_UP_MS: f64 = 30.0;
/// What a slice is taken for, at the least, while the browser warms up: a clock may not tell it from nothing.
const LEAST_MS: f64 = 0.1;
/// How many switches the first slice has, and between which times the next ones are to last, in milliseconds: the page
/// has its turn at least every 8 ms.
const FIRST_SLICE: u32 = 256;
const SHORT_MS: f64 = 1.5;
const LONG_MS: f64 = 4.0;

thread_local! {
    /// The contestants' file on its way, or there: as long as its promise stands, it is not asked for again.
    static NATIVES_LOADED: RefCell<Option<Promise>> = const { RefCell::new(None) };
}

/// How long one switch takes, in nanoseconds, from so many of them; with the page's turns between, which do not count.
/// `None` as soon as it is no longer `wanted`.
///
/// # Errors
/// A sentence, where it cannot be measured here.
pub async fn switch_ns(
    way: Switch,
    times: u32,
    alarm: &Rc<Alarm>,
    wanted: &dyn Fn() -> bool,
) -> Result<Option<f64>, String> {
    let contestant = Contestant::new(way, alarm).await?;
    let turn = Turn::new()?;
    let (mut done, mut spent_ms, mut warmed_ms, mut slice) = (0, 0.0, 0.0, FIRST_SLICE);
    while done < times {
        turn.of_the_page().await;
        if !wanted() {
            return Ok(None);
        }
        let count = slice.min(times - done);
        let took_ms = contestant.switch(count).await?;
        if warmed_ms < WARM_UP_MS {
            warmed_ms += took_ms.max(LEAST_MS);
        } else {
            spent_ms += took_ms;
            done += count;
        }
        slice = match took_ms {
            ms if ms < SHORT_MS => (slice * 2).min(longest_slice(way)),
            ms if ms > LONG_MS => (slice / 2).max(1),
            _ => slice,
        };
    }
    Ok(Some(spent_ms * 1e6 / f64::from(times)))
}

/// How many switches a slice has at the most: a clock with long steps reads nothing for many slices, and does not say when
/// they get too long. So many take some 2 ms, and less than 8 where a machine takes four times as long.
const fn longest_slice(way: Switch) -> u32 {
    match way {
        Switch::Own(_) => 1 << 19,
        Switch::Generator | Switch::Future => 1 << 15,
        Switch::Await => 1 << 14,
        Switch::Task => 1 << 12,
    }
}

/// How long it takes two tasks of a run to give way to each other, so many times in all; in milliseconds. `collect` is
/// how many events are kept, where it is traced.
///
/// # Errors
/// A sentence, where there cannot be a run.
pub async fn task_switches(times: u32, collect: Option<usize>, alarm: &Rc<Alarm>) -> Result<f64, String> {
    let program = Program { speed: 1.0, step_ms: 0.1, collect };
    let run = BrowserRun::start(&program, alarm, move |cx: Cx| async move {
        let one = |name, turns| {
            let inner = cx.clone();
            cx.spawn(name, async move {
                for _ in 0..turns {
                    inner.yield_now().await;
                }
            })
        };
        let (left, right) = (one("left", times.div_ceil(2)), one("right", times / 2));
        left.await;
        right.await;
        Ok(())
    });
    let report = run?.report().await;
    if report.end == End::FINE { Ok(report.elapsed.as_secs_f64() * 1e3) } else { Err("it was ended".to_owned()) }
}

/// A way of switching, and what it takes to be measured.
struct Contestant {
    way: Way,
    clock: Clock,
}

enum Way {
    Own(fn(u32)),
    /// A function that does it so many times, and may return a promise.
    Native(js_sys::Function),
    Task(Rc<Alarm>),
    Future,
}

impl Contestant {
    async fn new(way: Switch, alarm: &Rc<Alarm>) -> Result<Self, String> {
        let way = match way {
            Switch::Own(function) => Way::Own(function),
            Switch::Generator => Way::Native(native("generator").await?),
            Switch::Await => Way::Native(native("awaits").await?),
            Switch::Task => Way::Task(Rc::clone(alarm)),
            Switch::Future => Way::Future,
        };
        let clock = Clock::new().ok_or("this browser has no clock to measure with")?;
        Ok(Self { way, clock })
    }

    /// Switches so many times; returns how long that took, in milliseconds.
    async fn switch(&self, times: u32) -> Result<f64, String> {
        let begin_ms = self.clock.now_ms();
        match &self.way {
            Way::Own(function) => function(times),
            Way::Native(function) => {
                let returned = function.call1(&JsValue::NULL, &times.into()).map_err(|_| "it failed")?;
                if let Ok(promise) = returned.dyn_into::<Promise>() {
                    JsFuture::from(promise).await.map_err(|_| "it failed")?;
                }
            }
            Way::Task(alarm) => return task_switches(times, None, alarm).await,
            Way::Future => futures(times).await,
        }
        Ok(self.clock.now_ms() - begin_ms)
    }
}

/// A function of [`NATIVES`], which is loaded the first time.
async fn native(name: &str) -> Result<js_sys::Function, String> {
    let script = natives().await.map_err(|_| format!("the page’s host did not answer with {NATIVES}"))?;
    let function = js_sys::Reflect::get(&script, &name.into()).ok();
    function.and_then(|function| function.dyn_into().ok()).ok_or_else(|| format!("{NATIVES} is another one’s"))
}

/// The script, once it has been loaded.
async fn natives() -> Result<JsValue, JsValue> {
    let known = NATIVES_LOADED.with_borrow(Clone::clone);
    let loaded = known.map_or_else(load, Ok)?;
    NATIVES_LOADED.set(Some(loaded.clone()));
    JsFuture::from(loaded).await
}

fn load() -> Result<Promise, JsValue> {
    let document = js_sys::global().dyn_into::<Window>()?.document().ok_or(JsValue::NULL)?;
    let script: HtmlScriptElement = document.create_element("script")?.dyn_into()?;
    script.set_src(NATIVES);
    let loaded = Promise::new(&mut |resolve, reject| {
        script.set_onload(Some(&resolve));
        script.set_onerror(Some(&reject));
    });
    document.document_element().ok_or(JsValue::NULL)?.append_child(&script)?;
    Ok(future_to_promise(async move {
        let loaded = JsFuture::from(loaded).await;
        if loaded.is_err() {
            // Next time it is asked for again.
            NATIVES_LOADED.take();
            script.remove();
        }
        loaded.map(|_| script.into())
    }))
}

/// Two tasks of wasm-bindgen-futures that give way to each other, so many times in all.
async fn futures(times: u32) {
    let done = Rc::new(Cell::new(false));
    let other = Rc::clone(&done);
    spawn_local(async move {
        for _ in 0..times / 2 {
            give_way().await;
        }
        other.set(true);
    });
    for _ in 0..times.div_ceil(2) {
        give_way().await;
    }
    while !done.get() {
        give_way().await;
    }
}

/// Asks to be polled again at once, and gives way.
fn give_way() -> impl Future<Output = ()> {
    let mut yielded = false;
    poll_fn(move |cx| {
        if std::mem::replace(&mut yielded, true) {
            return Poll::Ready(());
        }
        cx.waker().wake_by_ref();
        Poll::Pending
    })
}

/// The page's turn, to be waited for.
struct Turn {
    hop: Hop,
    over: Rc<Cell<bool>>,
    waker: Rc<RefCell<Option<Waker>>>,
}

impl Turn {
    fn new() -> Result<Self, String> {
        let (over, waker) = (Rc::new(Cell::new(false)), Rc::new(RefCell::new(None::<Waker>)));
        let (is_over, waiting) = (Rc::clone(&over), Rc::clone(&waker));
        let hop = Hop::new(move || {
            is_over.set(true);
            let waker = waiting.borrow_mut().take();
            waker.into_iter().for_each(Waker::wake);
        });
        let hop = hop.map_err(|_| "this browser has no message channels, which this needs")?;
        Ok(Self { hop, over, waker })
    }

    async fn of_the_page(&self) {
        self.over.set(false);
        self.hop.go();
        poll_fn(|cx| {
            if self.over.get() {
                return Poll::Ready(());
            }
            *self.waker.borrow_mut() = Some(cx.waker().clone());
            Poll::Pending
        })
        .await;
    }
}

//! One alarm for all deadlines of a page.
//!
//! It is a worker that sleeps and posts a message. The page's own timers would do while it is in sight, but
//! a hidden page's are put off by a second, and small frames' are aligned to 30 ms; a worker's are not.

use super::blob::Script;
use gloo_timers::callback::Timeout;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::Worker;

type Callback = Rc<RefCell<Option<Rc<dyn Fn()>>>>;

/// The alarm. It rings once for each time it is set, and whoever set it last is called. Dropping it ends its
/// worker.
pub struct Alarm {
    worker: Option<Sleeper>,
    timeout: Cell<Option<Timeout>>,
    ring: Callback,
}

/// The worker that sleeps.
struct Sleeper {
    worker: Worker,
    /// Whether it has been heard of: until then the page's own timer is set too.
    alive: Rc<Cell<bool>>,
    _heard: Closure<dyn Fn()>,
}

impl Alarm {
    /// Starts the worker; where workers are blocked, the page's own timer takes its place.
    pub fn new() -> Rc<Self> {
        let ring = Callback::default();
        let alarm = Rc::new(Self { worker: Sleeper::start(&ring), timeout: Cell::new(None), ring });
        if let Some(sleeper) = &alarm.worker {
            sleeper.set(0);
        }
        alarm
    }

    /// Whether a worker rings, rather than the page's own timer.
    pub fn is_worker(&self) -> bool {
        self.worker.as_ref().is_some_and(|sleeper| sleeper.alive.get())
    }

    /// Rings after `ms` milliseconds, instead of when it was to ring before.
    pub fn set(&self, ms: u32, ring: Rc<dyn Fn()>) {
        *self.ring.borrow_mut() = Some(ring);
        if let Some(sleeper) = &self.worker {
            sleeper.set(i32::try_from(ms).unwrap_or(i32::MAX));
        }
        if !self.is_worker() {
            let ring = Rc::clone(&self.ring);
            self.timeout.set(Some(Timeout::new(ms, move || call(&ring))));
        }
    }

    /// Does not ring any more.
    pub fn unset(&self) {
        self.ring.borrow_mut().take();
        self.timeout.take();
        if let Some(sleeper) = &self.worker {
            sleeper.set(-1);
        }
    }
}

/// Calls whoever set the alarm, once, with nothing borrowed.
fn call(ring: &Callback) {
    let ring = ring.borrow_mut().take();
    if let Some(ring) = ring {
        ring();
    }
}

impl Sleeper {
    fn start(ring: &Callback) -> Option<Self> {
        let script = Script::new(include_str!("alarm.js"))?;
        let worker = Worker::new(&script.0).ok()?;
        let alive = Rc::new(Cell::new(false));
        let heard = {
            let (ring, alive, script) = (Rc::clone(ring), Rc::clone(&alive), Cell::new(Some(script)));
            Closure::<dyn Fn()>::new(move || {
                // The first message says that the worker has started, and its script is no longer needed.
                if !alive.replace(true) {
                    drop(script.take());
                }
                call(&ring);
            })
        };
        worker.set_onmessage(Some(heard.as_ref().unchecked_ref()));
        Some(Self { worker, alive, _heard: heard })
    }

    fn set(&self, ms: i32) {
        // A number can always be cloned.
        let _ = self.worker.post_message(&JsValue::from(ms));
    }
}

impl Drop for Sleeper {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.terminate();
    }
}

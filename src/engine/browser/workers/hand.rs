//! One worker: what goes to it, what comes from it, and its end.

use super::WorkerProgram;
use super::lock::Watch;
use super::patience::Patience;
use crate::browser::Clock;
use crate::browser::turner::Time;
use crate::runtime::{Axis, Job, Line, Lost, News, Parcel};
use js_sys::{Array, ArrayBuffer, Uint8Array};
use simul_jobs::BUILD;
use std::cell::{Cell, OnceCell, RefCell};
use std::future::poll_fn;
use std::rc::Rc;
use std::task::{Poll, Waker};
use wasm_bindgen::prelude::*;
use web_sys::{MessageEvent, Worker};

/// A worker. Dropping it ends it.
pub(super) struct Hand {
    worker: Worker,
    clock: Clock,
    axis: Cell<Axis>,
    /// Whom it works for, and on whose axis; nobody yet, where it was started beforehand.
    employer: RefCell<Option<(Line, Rc<Time>)>>,
    ready: Cell<bool>,
    lost: RefCell<Option<Lost>>,
    /// What is sent as soon as it is ready: a message that comes before is lost.
    waiting: RefCell<Vec<(Array, Array)>>,
    /// When a job was sent, for the next word of it.
    sent_ms: Cell<Option<f64>>,
    patience: Patience,
    watch: RefCell<Option<Watch>>,
    ways: OnceCell<Ways>,
    /// Who waits for it to be ready.
    waker: RefCell<Option<Waker>>,
}

/// The ways on which it is heard.
struct Ways {
    _heard: Closure<dyn Fn(MessageEvent)>,
    _failed: Closure<dyn Fn(web_sys::Event)>,
}

impl Hand {
    /// Starts a worker.
    ///
    /// # Errors
    /// Where that is not possible.
    pub fn start(program: &WorkerProgram, clock: Clock) -> Result<Rc<Self>, Lost> {
        let lock = lock_name();
        let asked_ms = clock.now_ms();
        let worker = program.start(&lock).ok_or_else(blocked)?;
        let origin_ms = clock.origin_ms();
        let hand = Rc::new(Self {
            worker,
            clock,
            axis: Cell::new(Axis::new(origin_ms, origin_ms)),
            employer: RefCell::default(),
            ready: Cell::new(false),
            lost: RefCell::default(),
            waiting: RefCell::default(),
            sent_ms: Cell::new(Some(asked_ms)),
            patience: Patience::default(),
            watch: RefCell::default(),
            ways: OnceCell::new(),
            waker: RefCell::default(),
        });
        hand.listen(lock);
        Ok(hand)
    }

    fn listen(self: &Rc<Self>, lock: String) {
        let (weak, other) = (Rc::downgrade(self), Rc::downgrade(self));
        let heard = Closure::<dyn Fn(MessageEvent)>::new(move |message: MessageEvent| {
            if let Some(hand) = weak.upgrade() {
                hand.hear(&Array::from(&message.data()), &lock);
            }
        });
        // Where workers are not allowed they are made all the same, and fail: this is all one hears of it.
        let failed = Closure::<dyn Fn(web_sys::Event)>::new(move |event: web_sys::Event| {
            event.prevent_default();
            if let Some(hand) = other.upgrade() {
                hand.lose(blocked());
            }
        });
        self.worker.set_onmessage(Some(heard.as_ref().unchecked_ref()));
        self.worker.set_onerror(Some(failed.as_ref().unchecked_ref()));
        self.patience.begin(self, Patience::STARTING_MS);
        self.ways.set(Ways { _heard: heard, _failed: failed }).map_err(drop).unwrap_or_default();
    }

    /// Has it work for somebody.
    pub fn employ(&self, line: Line, time: Rc<Time>) {
        *self.employer.borrow_mut() = Some((line, time));
        let lost = self.lost.borrow().clone();
        match lost {
            Some(why) => self.tell(self.clock.now_ms(), News::Lost(why)),
            None if self.ready.get() => self.tell(self.clock.now_ms(), News::Ready),
            None => {}
        }
    }

    /// Gives it a job, and something with it.
    pub fn give(self: &Rc<Self>, job: &Job, parcel: Parcel, work_ms: f64) {
        let message = Array::of1(&job.write().into());
        let transfer = Array::new();
        if parcel.bytes > 0 {
            // Bytes that nobody has written yet would cost nothing to copy.
            let bytes = Uint8Array::new(&ArrayBuffer::new(parcel.bytes as u32)).fill(1, 0, parcel.bytes as u32);
            message.push(&bytes.buffer());
            if parcel.transferred {
                transfer.push(&bytes.buffer());
            }
        }
        self.patience.begin(self, Patience::for_work(work_ms));
        if self.ready.get() {
            self.send(&message, &transfer);
        } else {
            self.waiting.borrow_mut().push((message, transfer));
        }
    }

    fn send(&self, message: &Array, transfer: &Array) {
        self.sent_ms.set(Some(self.clock.now_ms()));
        if self.worker.post_message_with_transfer(message, transfer).is_err() {
            self.lose(Lost::NotStarted("There is not enough memory to send so much.".to_owned()));
        }
    }

    /// Waits until it is ready, or lost.
    pub async fn ready(&self) {
        poll_fn(|cx| {
            if self.ready.get() || self.lost.borrow().is_some() {
                return Poll::Ready(());
            }
            *self.waker.borrow_mut() = Some(cx.waker().clone());
            Poll::Pending
        })
        .await;
    }

    /// Why it is of no use any more, if so.
    pub fn lost(&self) -> Option<Lost> {
        self.lost.borrow().clone()
    }

    /// How wrong its times on the page's axis can be, in milliseconds.
    pub fn error_ms(&self) -> f64 {
        self.axis.get().error_ms()
    }

    /// It said something.
    fn hear(self: &Rc<Self>, said: &Array, lock: &str) {
        let text = |at| said.get(at).as_string().unwrap_or_default();
        let (what, there_ms, text_of_it) = (text(0), said.get(1).as_f64().unwrap_or_default(), text(2));
        if what == "ready" {
            if text_of_it != BUILD {
                return self.lose(other_build());
            }
            self.axis.set(Axis::new(self.clock.origin_ms(), said.get(3).as_f64().unwrap_or_default()));
        }
        let at_ms = self.on_axis(&what, there_ms);
        match what.as_str() {
            "ready" => self.be_ready(at_ms, lock),
            "runs" => self.tell(at_ms, News::Runs),
            "printed" => self.tell(at_ms, News::Printed(text_of_it)),
            "done" => {
                self.patience.end(self);
                self.tell(at_ms, News::Done(text_of_it));
            }
            _ if self.ready.get() => self.lose(Lost::Panicked(text_of_it)),
            _ => self.lose(Lost::NotStarted(format!("A worker did not start: {text_of_it}"))),
        }
    }

    /// A time of its clock on this one; each message tells a little more of how far the two are apart.
    fn on_axis(&self, what: &str, there_ms: f64) -> f64 {
        let mut axis = self.axis.get();
        axis.heard(there_ms, self.clock.now_ms());
        if matches!(what, "ready" | "runs")
            && let Some(sent_ms) = self.sent_ms.take()
        {
            axis.sent(sent_ms, there_ms);
        }
        self.axis.set(axis);
        axis.here(there_ms)
    }

    fn be_ready(self: &Rc<Self>, at_ms: f64, lock: &str) {
        self.ready.set(true);
        self.patience.end(self);
        let weak = Rc::downgrade(self);
        let free = move || {
            if let Some(hand) = weak.upgrade() {
                hand.lose(Lost::Killed);
            }
        };
        *self.watch.borrow_mut() = Watch::new(lock, free);
        self.tell(at_ms, News::Ready);
        for (message, transfer) in self.waiting.take() {
            self.send(&message, &transfer);
        }
        self.wake();
    }

    /// It is of no use any more, and ended.
    pub fn lose(&self, why: Lost) {
        if self.lost.borrow().is_some() {
            return;
        }
        *self.lost.borrow_mut() = Some(why.clone());
        self.end();
        self.tell(self.clock.now_ms(), News::Lost(why));
        self.wake();
    }

    /// Ends the worker.
    pub fn end(&self) {
        self.patience.give_up();
        self.watch.take();
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }

    fn tell(&self, at_ms: f64, news: News) {
        let employer = self.employer.borrow().clone();
        if let Some((line, time)) = employer {
            line.tell(time.lesson_ns(at_ms), news);
        }
    }

    fn wake(&self) {
        let waker = self.waker.borrow_mut().take();
        if let Some(waker) = waker {
            waker.wake();
        }
    }
}

impl Drop for Hand {
    fn drop(&mut self) {
        self.end();
    }
}

/// A name that no other worker's lock has, in any page of this origin.
fn lock_name() -> String {
    format!("simul-worker-{:x}", (js_sys::Math::random() * 2f64.powi(53)) as u64)
}

fn blocked() -> Lost {
    let why = "This page is not allowed to start workers: the site’s policy, or the frame it is in, forbids them.";
    Lost::NotStarted(why.to_owned())
}

fn other_build() -> Lost {
    let why = "The workers’ program belongs to another build of this page: reload the page, or publish all its files.";
    Lost::NotStarted(why.to_owned())
}

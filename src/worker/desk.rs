//! Where jobs arrive, and are done.

use crate::post::Post;
use simul_jobs::{Job, Memory, Role, Script, Step, compute};
use std::cell::RefCell;
use std::collections::VecDeque;
use wasm_bindgen::prelude::*;
use web_sys::{MessageChannel, MessageEvent, MessagePort};

/// How long it computes before it goes round its event loop, in milliseconds.
const SLICE_MS: f64 = 8.0;
/// How many units are computed between two looks at the clock.
const AT_ONCE: u64 = 16;

thread_local! {
    static DESK: RefCell<Option<Desk>> = const { RefCell::new(None) };
}

/// A worker at work: it lives as long as the worker does.
struct Desk {
    post: Post,
    /// What belongs to this worker alone.
    memory: Memory,
    job: Option<Script>,
    jobs: VecDeque<Job>,
    /// How many units are left of the step under way.
    left: u64,
    hop: MessagePort,
    ways: Ways,
}

/// The ways on which this program is called.
struct Ways {
    heard: Closure<dyn Fn(MessageEvent)>,
    _back: Closure<dyn Fn()>,
    ours: MessagePort,
}

/// Opens the desk, and says so.
pub fn open() {
    let Some(post) = Post::new() else { return };
    let Ok(channel) = MessageChannel::new() else { return };
    std::panic::set_hook(Box::new(|panic| {
        // The desk may be borrowed just now: the page is told without it.
        if let Some(post) = Post::new() {
            let text = panic.payload().downcast_ref::<&str>().copied();
            post.say("failed", text.unwrap_or("it does not say why"));
        }
    }));
    let heard = Closure::<dyn Fn(MessageEvent)>::new(|message: MessageEvent| {
        let job = js_sys::Array::from(&message.data()).get(0).as_string();
        with_desk(|desk| desk.take(job.as_deref()));
    });
    let back = Closure::<dyn Fn()>::new(|| with_desk(Desk::turn));
    let ours = channel.port1();
    ours.set_onmessage(Some(back.as_ref().unchecked_ref()));
    let ways = Ways { heard, _back: back, ours };
    let desk = Desk {
        post,
        memory: Memory::own(Role::Started),
        job: None,
        jobs: VecDeque::new(),
        left: 0,
        hop: channel.port2(),
        ways,
    };
    desk.post.on_message(desk.ways.heard.as_ref().unchecked_ref());
    desk.post.ready();
    DESK.with_borrow_mut(|place| *place = Some(desk));
}

fn with_desk(call: impl FnOnce(&mut Desk)) {
    DESK.with_borrow_mut(|desk| desk.as_mut().map(call));
}

impl Desk {
    /// Takes a job, and begins.
    fn take(&mut self, job: Option<&str>) {
        let Some(job) = job.and_then(Job::read) else { return self.post.say("failed", "this is no job") };
        self.jobs.push_back(job);
        if self.job.is_none() {
            self.turn();
        }
    }

    /// Goes on with the job until it is done, or the slice is over.
    fn turn(&mut self) {
        let slice_end_ms = self.post.now_ms() + SLICE_MS;
        loop {
            if self.job.is_none() {
                let Some(next) = self.jobs.pop_front() else { return };
                self.post.say("runs", "");
                self.job = Some(Script::new(next));
            }
            while self.left > 0 {
                let some = self.left.min(AT_ONCE);
                compute(some, self.left);
                self.left -= some;
                if self.post.now_ms() >= slice_end_ms {
                    return self.come_back();
                }
            }
            let Some(job) = &mut self.job else { return };
            match job.next(&mut self.memory) {
                Step::Compute(units) => self.left = units,
                Step::Print(line) => self.post.say("printed", &line),
                Step::Hang => loop {
                    compute(AT_ONCE, 1);
                },
                Step::Panic => panic!("the job panicked, as it was asked to"),
                Step::Done(answer) => {
                    self.job = None;
                    self.post.say("done", &answer);
                }
            }
        }
    }

    /// Goes once round the event loop.
    fn come_back(&self) {
        // Posting `undefined` cannot fail: there is nothing to clone.
        let _ = self.hop.post_message(&JsValue::UNDEFINED);
    }
}

impl Drop for Ways {
    fn drop(&mut self) {
        self.ours.set_onmessage(None);
    }
}

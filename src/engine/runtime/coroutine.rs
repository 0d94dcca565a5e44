//! A future that says so when nobody has awaited it.

use super::Engine;
use crate::trace::{Kind, ResourceId, TaskId};
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};

/// A future with a name; see [`super::Cx::coroutine`]. Where it is dropped and nobody has ever awaited it, the
/// trace says so, as Python does of its coroutines.
#[must_use = "nothing of it runs until it is awaited"]
pub struct Coroutine<F> {
    engine: Rc<Engine>,
    what: ResourceId,
    line: u32,
    body: Pin<Box<F>>,
    awaited: bool,
}

impl<F> Coroutine<F> {
    pub(super) fn new(engine: Rc<Engine>, name: &str, body: F, line: u32) -> Self {
        let what = engine.new_resource(name);
        Self { engine, what, line, body: Box::pin(body), awaited: false }
    }
}

impl<F: Future> Future for Coroutine<F> {
    type Output = F::Output;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<F::Output> {
        self.awaited = true;
        self.body.as_mut().poll(cx)
    }
}

impl<F> Drop for Coroutine<F> {
    fn drop(&mut self) {
        if !self.awaited {
            let task = self.engine.running().unwrap_or(TaskId::ROOT);
            self.engine.emit(task, Kind::NeverAwaited { what: self.what, line: self.line });
        }
    }
}

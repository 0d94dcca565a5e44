//! Waiting for several tasks, and not waiting for ever.

use super::{Sleep, Task};
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

/// Waits for every task and returns what they returned, in the order given. They run at the same time,
/// so this takes as long as the longest of them. Dropping it cancels them all.
pub async fn gather<T>(tasks: impl IntoIterator<Item = Task<T>>) -> Vec<T> {
    let mut tasks: Vec<Task<T>> = tasks.into_iter().collect();
    tasks.iter_mut().for_each(Task::look_after);
    let mut values = Vec::with_capacity(tasks.len());
    for task in tasks {
        values.push(task.await);
    }
    values
}

/// The time was up first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Elapsed;

/// A future, or the end of the time it was given; see [`super::Cx::timeout`].
#[must_use = "nothing runs until this is awaited"]
pub struct Timeout<F> {
    future: Pin<Box<F>>,
    sleep: Sleep,
}

impl<F> Timeout<F> {
    pub(super) fn new(future: F, sleep: Sleep) -> Self {
        Self { future: Box::pin(future), sleep }
    }
}

impl<F: Future> Future for Timeout<F> {
    type Output = Result<F::Output, Elapsed>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        // The deadline comes first only so that what the task is seen to wait for is the future.
        let elapsed = Pin::new(&mut self.sleep).poll(cx);
        if let Poll::Ready(value) = self.future.as_mut().poll(cx) {
            return Poll::Ready(Ok(value));
        }
        elapsed.map(|()| Err(Elapsed))
    }
}

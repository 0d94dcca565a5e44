//! Whichever of two comes first.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

/// What came first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum First<A, B> {
    /// The first of the two.
    Left(A),
    /// The second.
    Right(B),
}

/// Waits for whichever comes first, and drops the other: whatever that was waiting for is called off. If both are
/// ready the first one counts.
pub fn select<A: Future, B: Future>(left: A, right: B) -> Select<A, B> {
    Select { left: Some(Box::pin(left)), right: Some(Box::pin(right)) }
}

/// See [`select`].
#[must_use = "nothing runs until this is awaited"]
pub struct Select<A, B> {
    left: Option<Pin<Box<A>>>,
    right: Option<Pin<Box<B>>>,
}

impl<A: Future, B: Future> Future for Select<A, B> {
    type Output = First<A::Output, B::Output>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = &mut *self;
        let (Some(left), Some(right)) = (&mut this.left, &mut this.right) else { return Poll::Pending };
        let first = match left.as_mut().poll(cx) {
            Poll::Ready(left) => First::Left(left),
            Poll::Pending => match right.as_mut().poll(cx) {
                Poll::Ready(right) => First::Right(right),
                Poll::Pending => return Poll::Pending,
            },
        };
        (this.left, this.right) = (None, None);
        Poll::Ready(first)
    }
}

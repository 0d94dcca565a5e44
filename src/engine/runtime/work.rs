//! Holding a processor.

use super::engine::{Engine, Held};
use super::schedule::Hold;
use super::timers::Waiter;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};

/// Work that holds the task's processor: no other task of the run is polled on it meanwhile; see
/// [`super::Cx::work`] and [`super::Cx::compute`].
#[must_use = "nothing is done until this is awaited"]
pub struct Work {
    engine: Rc<Engine>,
    amount: Amount,
    line: u32,
    state: State,
}

/// How much there is to do.
#[derive(Clone, Copy)]
pub(super) enum Amount {
    Nanos(u64),
    Units(u64),
    /// Like `Nanos`, but on a real clock the whole thread stands still meanwhile.
    Frozen(u64),
}

enum State {
    New,
    Holding(Hold),
    Done,
}

impl Work {
    pub(super) fn new(engine: Rc<Engine>, amount: Amount, line: u32) -> Self {
        Self { engine, amount, line, state: State::New }
    }

    fn held(&self) -> Held {
        match self.amount {
            Amount::Units(units) if self.engine.computes => Held::Units(units),
            Amount::Units(units) => {
                Held::Until(self.engine.base().saturating_add((units as f64 * self.engine.unit_ns) as u64))
            }
            Amount::Nanos(nanos) | Amount::Frozen(nanos) => Held::Until(self.engine.base().saturating_add(nanos)),
        }
    }
}

impl Future for Work {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        match self.state {
            State::New => {
                if let Amount::Frozen(nanos) = self.amount
                    && self.engine.freeze(nanos, self.line)
                {
                    self.state = State::Done;
                    return Poll::Ready(());
                }
                let waker = match self.engine.waiter(cx) {
                    Waiter::Foreign(waker) => Some(waker),
                    Waiter::Task(_) => None,
                };
                match self.engine.hold(self.held(), waker, self.line) {
                    Some(hold) => self.state = State::Holding(hold),
                    // The task already holds its processor, for another future of its own: after that.
                    None => cx.waker().wake_by_ref(),
                }
                Poll::Pending
            }
            // A task that holds its processor is polled again only when the work has ended.
            State::Holding(_) => {
                self.state = State::Done;
                Poll::Ready(())
            }
            State::Done => Poll::Ready(()),
        }
    }
}

impl Drop for Work {
    fn drop(&mut self) {
        if let State::Holding(hold) = self.state {
            self.engine.release(hold);
        }
    }
}

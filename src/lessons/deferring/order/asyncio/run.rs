//! A program of the order game, run on the engine.

use super::program::{Program, Step};
use crate::runtime::{Cx, Outcome, Task};
use std::cell::RefCell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::time::Duration;

/// A run of a program.
struct Run {
    program: Rc<Program>,
    cx: Cx,
    /// What was handed over, and may not have ended.
    under_way: RefCell<Vec<Task<()>>>,
}

/// Runs `main`, and then waits for all that was handed over.
pub(super) async fn run(program: Rc<Program>, cx: Cx) -> Outcome {
    let run = Rc::new(Run { program, cx, under_way: RefCell::default() });
    Rc::clone(&run).coroutine(0).await;
    while let Some(task) = run.last() {
        task.await;
    }
    Ok(())
}

impl Run {
    fn last(&self) -> Option<Task<()>> {
        self.under_way.borrow_mut().pop()
    }

    /// Takes the steps of a coroutine, one after the other.
    fn coroutine(self: Rc<Self>, at: usize) -> Pin<Box<dyn Future<Output = ()>>> {
        Box::pin(async move {
            for step in 0..self.program.coroutines[at].steps.len() {
                match self.program.coroutines[at].steps[step] {
                    Step::Print(label) => self.cx.print(label),
                    Step::CallSoon(label) => self.hand_over("call_soon", Rc::clone(&self).call(label)),
                    Step::CallLater(label) => self.hand_over("call_later", Rc::clone(&self).call_when_due(label)),
                    Step::CreateTask(task) => {
                        self.hand_over(self.program.coroutines[task].name, Rc::clone(&self).coroutine(task));
                    }
                    Step::Await(inner) => Rc::clone(&self).coroutine(inner).await,
                    Step::Sleep => self.cx.yield_now().await,
                }
            }
        })
    }

    async fn call(self: Rc<Self>, label: char) {
        self.cx.print(label);
    }

    async fn call_when_due(self: Rc<Self>, label: char) {
        self.cx.sleep(Duration::ZERO).await;
        self.cx.print(label);
    }

    /// Puts something at the end of the loop's queue.
    fn hand_over(&self, name: &str, what: impl Future<Output = ()> + 'static) {
        let task = self.cx.spawn(name, what);
        self.under_way.borrow_mut().push(task);
    }
}

//! A program of the order game's second level, run on a page's queues.

use super::program::{Step, Steps};
use crate::runtime::Queues;
use std::rc::Rc;

/// Calls a function: what it hands over is called later, by whoever keeps the queues.
pub(super) fn call(steps: &Steps, queues: &Rc<dyn Queues>) {
    for step in steps.iter() {
        match step {
            Step::Print(label) => queues.print(*label),
            Step::Queue(source, steps) => {
                let (steps, inner) = (Rc::clone(steps), Rc::clone(queues));
                queues.queue(*source, Box::new(move || call(&steps, &inner)));
            }
        }
    }
}

//! A program of the order game's second level, before it is written out.

use crate::runtime::Source;
use std::rc::Rc;

/// What a function does, the script included: step by step.
pub(super) type Steps = Rc<[Step]>;

/// One line of a function.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// A plain call that prints a letter.
    Print(char),
    /// A function is handed over, to be called when its turn has come.
    Queue(Source, Steps),
}

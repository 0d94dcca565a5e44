//! The queues of a web page, for programs that are about them rather than about time.

use std::rc::Rc;

/// Who calls a function that is handed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// The queue of microtasks.
    Microtask,
    /// A timer of 0 ms.
    Timer,
    /// A message to the page itself, on one channel.
    Message,
    /// The next frame that is drawn.
    Frame,
}

/// A program that is about them: a function that hands others over.
pub type Script = Rc<dyn Fn(&Rc<dyn Queues>)>;

/// The queues of a web page.
pub trait Queues {
    /// Hands a function over, to be called when its turn has come.
    fn queue(&self, source: Source, function: Box<dyn FnOnce()>);

    /// Prints a letter.
    fn print(&self, label: char);
}

//! The queues of a web page, for programs that are about them rather than about time.

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

/// The queues of a web page.
pub trait Queues {
    /// Hands a function over, to be called when its turn has come.
    fn queue(&self, source: Source, function: Box<dyn FnOnce()>);

    /// Prints a letter.
    fn print(&self, label: char);
}

//! The prefix filter as the state machine that its `yield` stands for.

use crate::runtime::Cx;
use std::cell::Cell;
use std::fmt;

/// What a filter prints to.
pub trait Print {
    /// Prints a line.
    #[track_caller]
    fn print(&self, line: String);
}

impl Print for Cx {
    #[track_caller]
    fn print(&self, line: String) {
        Cx::print(self, line);
    }
}

/// What Python raises where a coroutine is misused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Raised {
    /// A value was sent, and there is no `yield` yet that could take it.
    NotPrimed,
    /// It was primed a second time: `next` sends `None`, and that is no line.
    NoLine,
    /// It was sent to, or closed, from inside itself.
    Running,
    /// It has ended.
    Ended,
}

impl fmt::Display for Raised {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotPrimed => "TypeError: can't send non-None value to a just-started generator",
            Self::NoLine => "AttributeError: 'NoneType' object has no attribute 'startswith'",
            Self::Running => "ValueError: generator already executing",
            Self::Ended => "StopIteration",
        })
    }
}

// listing: filter
/// A coroutine as what it is: a value that knows where it stopped.
pub struct PrefixFilter<P = Cx> {
    prefix: String,
    label: String,
    output: P,
    state: Cell<State>,
}

/// Where it stopped, and what it must remember there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Before its first line: nothing of it has run.
    Created,
    /// At its `yield`, with what it has found so far.
    Suspended {
        /// How many lines.
        found: u64,
    },
    /// Between two yields.
    Running,
    /// Behind its last line.
    Closed,
}

impl<P: Print> PrefixFilter<P> {
    /// `prefix_filter(prefix, label)`: makes it, and runs nothing of it.
    pub fn new(prefix: &str, label: &str, output: P) -> Self {
        Self { prefix: prefix.to_owned(), label: label.to_owned(), output, state: Cell::new(State::Created) }
    }

    /// `next(search)`: runs it to its first `yield`.
    ///
    /// # Errors
    /// What Python raises where this is not its first time.
    pub fn prime(&self) -> Result<u64, Raised> {
        self.resume(None)
    }

    /// `search.send(line)`: the line is what its `yield` gives; it runs to the next one.
    ///
    /// # Errors
    /// What Python raises where it does not stand at a `yield`.
    pub fn send(&self, line: &str) -> Result<u64, Raised> {
        self.resume(Some(line))
    }

    /// Goes on from where it stopped, up to the next `yield`; returns what that one gives out. Each arm says which lines
    /// of the Python program it is.
    fn resume(&self, sent: Option<&str>) -> Result<u64, Raised> {
        let found = match (self.state.get(), sent) {
            (State::Created, None) => {
                // found = 0
                // print(f'{label}searching for "{prefix}"')
                self.state.set(State::Running);
                self.print(&format!("searching for \"{}\"", self.prefix));
                0
            }
            (State::Created, Some(_)) => return Err(Raised::NotPrimed),
            (State::Suspended { found }, Some(line)) => {
                // line = … the yield has its value, and the loop goes round once
                self.state.set(State::Running);
                found + self.take(line)
            }
            (State::Suspended { .. }, None) => return self.close().and(Err(Raised::NoLine)),
            (State::Running, _) => return Err(Raised::Running),
            (State::Closed, _) => return Err(Raised::Ended),
        };
        self.state.set(State::Suspended { found }); // yield found: all it must remember is in here
        Ok(found)
    }

    /// What stands between one `yield` and the next.
    fn take(&self, line: &str) -> u64 {
        let is_found = line.starts_with(&self.prefix); // if line.startswith(prefix):
        if is_found {
            self.print(line);
        }
        u64::from(is_found) // found += 1
    }

    /// `search.close()`: the `yield` where it stands raises `GeneratorExit`, so that `finally` runs.
    ///
    /// # Errors
    /// What Python raises where it is running.
    pub fn close(&self) -> Result<(), Raised> {
        match self.state.get() {
            State::Running => return Err(Raised::Running),
            State::Suspended { found } => {
                // finally:
                self.state.set(State::Running);
                self.print(&format!("closed, {found} found"));
            }
            State::Created | State::Closed => {} // there is nothing to clear up
        }
        self.state.set(State::Closed);
        Ok(())
    }

    /// Where it stands.
    pub fn state(&self) -> State {
        self.state.get()
    }

    #[track_caller]
    fn print(&self, line: &str) {
        self.output.print(format!("{}{line}", self.label));
    }
}
// listing: end

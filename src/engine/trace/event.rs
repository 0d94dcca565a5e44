//! What a run emits: plain events, and nothing else.

/// A task of one run, numbered in the order of spawning; the run's root is task 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TaskId(pub u32);

impl TaskId {
    /// The task that runs the lesson's program itself.
    pub const ROOT: Self = Self(0);
}

/// A lock, semaphore, channel, request, shared value or coroutine of one run, numbered in the order of making.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ResourceId(pub u32);

/// One thing that happened in a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Event {
    /// When, in nanoseconds of lesson time since the run began.
    pub at_ns: u64,
    /// The task it happened to.
    pub task: TaskId,
    /// What happened.
    pub kind: Kind,
}

/// What happened to a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The task was handed to the loop; its name and place are in [`super::TaskInfo`].
    Spawned,
    /// The task became ready to be polled.
    Woken(Cause),
    /// The loop began to poll the task.
    PollBegan,
    /// The task gave the loop back.
    PollEnded,
    /// The task began to hold its processor, until `until_ns` at the earliest.
    WorkBegan {
        /// The end asked for, in nanoseconds of lesson time.
        until_ns: u64,
        /// The line of the listing.
        line: u32,
    },
    /// The task's work came to its end; it goes on.
    WorkEnded,
    /// The task let its processor go before its work came to its end.
    WorkDropped,
    /// The task cannot go on before something happens.
    Waits {
        /// What it waits for.
        on: Wait,
        /// The line of the listing.
        line: u32,
    },
    /// The task gave up waiting for something that had not come: something else came first, or it was cancelled.
    GaveUp(Wait),
    /// The task printed; the text is in [`super::Trace::output`].
    Printed,
    /// The task put a message into a channel.
    Sent(ResourceId),
    /// The task took a message out of a channel.
    Received(ResourceId),
    /// The task sent a request.
    RequestBegan(ResourceId),
    /// The task's request had been held back by the browser until a connection was free.
    HeldBack {
        /// Which request.
        what: ResourceId,
        /// For how long, in nanoseconds of lesson time.
        for_ns: u64,
    },
    /// The answer to the task's request came.
    Answered(ResourceId),
    /// The task's request was called off before its answer came.
    Aborted(ResourceId),
    /// The task took a lock.
    Locked(ResourceId),
    /// The task let a lock go.
    Unlocked(ResourceId),
    /// The task read a value that others can write.
    Read(ResourceId),
    /// The task wrote a value that others can read.
    Wrote(ResourceId),
    /// The task's handle was given up: it runs on by itself.
    Detached,
    /// The task's handle was dropped, and nobody had awaited it: it is cancelled.
    Forgotten,
    /// The task dropped a coroutine that it had made and never awaited; its name is among the resources.
    NeverAwaited {
        /// Which coroutine.
        what: ResourceId,
        /// The line of the listing that made it.
        line: u32,
    },
    /// The task came to its end.
    Finished,
    /// The task was dropped before its end.
    Cancelled {
        /// Whether it was ready to be polled just then.
        ready: bool,
    },
    /// The task panicked, or the program gave up.
    Failed,
}

/// Why a task became ready.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// A deadline passed; when it was due, in nanoseconds of lesson time.
    Timer {
        /// The deadline asked for.
        due_ns: u64,
    },
    /// Another task did something it waited for, or spawned it.
    Task(TaskId),
    /// It asked to be polled again.
    Itself,
    /// The answer to a request came.
    Answer(ResourceId),
    /// The job of a worker came to its end.
    Job(TaskId),
    /// Something outside the run: a message, a wish to stop.
    Outside,
}

/// What a task waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wait {
    /// A deadline, in nanoseconds of lesson time.
    Timer {
        /// The deadline.
        due_ns: u64,
    },
    /// Its turn: it gave way to the others.
    Turn,
    /// A lock that another task holds.
    Lock(ResourceId),
    /// A permit of a semaphore.
    Permit(ResourceId),
    /// A message in a channel, or room for one.
    Channel(ResourceId),
    /// The end of a task.
    Task(TaskId),
    /// The answer to a request.
    Answer(ResourceId),
    /// Its start: a worker that has been asked for.
    Start,
    /// Something to do: a worker that has started.
    Job,
    /// Something the visitor does.
    Action,
    /// The end of the run, asked for from outside.
    Stop,
}

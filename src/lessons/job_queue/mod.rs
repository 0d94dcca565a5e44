//! Work handed to a queue, done by workers in the background, the result fetched later.
//!
//! What a job goes through is plain data ([`Job`]), and each step of it a function from one state to the next, so that
//! whoever keeps jobs, in memory, in the browser's storage or in Redis, keeps to the same rules. States are called what
//! [RQ](https://python-rq.org) calls them.
//!
//! A job is delivered **at least once**: a worker holds it on a lease, and when the lease ends without a word the job is
//! given to somebody else. Its result is **counted once**: only the attempt under way can bring one.

mod arrivals;
mod batch;
mod book;
mod job;
mod memory;
mod order;
mod queue;
pub mod rq;
mod step;

pub use arrivals::{Arrivals, DAYS, Observed, Verdict, Watch};
pub use batch::{Attempt, Batch};
pub use book::Book;
pub use job::{Failure, Job, Lease, State};
pub use memory::Memory;
pub use order::{Arg, Call, JobId, Order, Retries};
pub use queue::{Hands, Outcome, Queue, Seen, Ticket, Trouble};

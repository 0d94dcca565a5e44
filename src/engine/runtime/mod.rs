//! The one seam between a lesson and the world.
//!
//! A lesson is ordinary `async` code against a [`Cx`]. Behind it stands an [`Engine`]: a single-threaded
//! executor that keeps tasks, deadlines and processors, and knows no clock of its own. Two drivers turn
//! it: one jumps from deadline to deadline (`virtual_time`), one waits for a real clock (`browser`).
//! All time in here is lesson time, in nanoseconds since the run began.

mod action;
mod axis;
mod channel;
mod coroutine;
mod cx;
mod engine;
mod fetch;
mod gather;
mod inbox;
mod lock;
mod queues;
mod random;
mod schedule;
mod select;
mod semaphore;
mod settings;
mod shared;
mod sleep;
mod switch;
mod task;
mod tasks;
mod timers;
mod turn;
mod waiters;
mod waiting;
mod work;
mod worker;
mod world;

pub use action::Action;
pub use axis::Axis;
pub use channel::{Channel, Closed};
pub use coroutine::Coroutine;
pub use cx::{Cx, Stopped, YieldNow};
pub use engine::{Engine, Held};
pub use fetch::{Answer, Fetch, FetchError, Fetcher, Reply};
pub use gather::{Elapsed, Timeout, gather};
pub use inbox::Ring;
pub use lock::{Guard, Lock, Locking};
pub use queues::{Queues, Script, Source};
pub use random::Random;
pub use select::{First, Select, select};
pub use semaphore::{Acquire, Permit, Semaphore};
pub use settings::Settings;
pub use shared::Shared;
pub use simul_jobs::{Job, Memory, Role, compute};
pub use sleep::Sleep;
pub use switch::Switch;
pub use task::Task;
pub use waiting::Waiting;
pub use work::Work;
pub use worker::{Answered, Line, Lost, News, Parcel, Remote, Running, Worker, Workers};
pub use world::World;

/// How a lesson's program ended: well, or with a sentence that says what went wrong.
pub type Outcome = Result<(), String>;

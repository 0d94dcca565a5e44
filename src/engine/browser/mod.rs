//! The runtime on the real clock: the page's own thread, one alarm for all deadlines, and this browser's
//! costs, measured.

mod alarm;
mod blob;
mod calibrate;
mod clock;
mod crew;
mod fetch;
mod guard;
mod held_back;
mod hop;
mod queues;
mod requests;
mod run;
mod stalls;
mod storage;
mod switches;
mod turner;
mod workers;

pub use alarm::Alarm;
pub use calibrate::{Calibration, calibrate};
pub use clock::Clock;
pub use crew::{Manned, crew};
pub use guard::{guarded, leaked, listen_to_panics};
pub use queues::PageRun;
pub use requests::{Probe, requests};
pub use run::{BrowserRun, End, Program, Report};
pub use stalls::Stalls;
pub use switches::{switch_ns, task_switches};
pub use workers::Starter;

//! The runtime on the real clock: the page's own thread, one alarm for all deadlines, and this browser's
//! costs, measured.

mod alarm;
mod blob;
mod calibrate;
mod clock;
mod crew;
mod fetch;
mod guard;
mod hop;
mod requests;
mod run;
mod stalls;
mod turner;
mod workers;

pub use alarm::Alarm;
pub use calibrate::{Calibration, calibrate};
pub use clock::Clock;
pub use crew::{Manned, crew};
pub use guard::{guarded, leaked, listen_to_panics};
pub use requests::requests;
pub use run::{BrowserRun, End, Program, Report};
pub use stalls::Stalls;
pub use workers::Starter;

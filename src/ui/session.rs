//! What the page holds that is not shown: the alarm, what was calibrated, the run under way.

use super::embed::Embedding;
use super::listener::Listener;
use super::predictor::Subject;
use crate::browser::{Alarm, BrowserRun, Calibration, Starter};
use crate::virtual_time::{Crew, Machine, Requests};
use std::rc::Rc;

/// What the page holds that is not shown.
#[derive(Default)]
pub struct Session {
    /// The alarm of all runs.
    pub alarm: Option<Rc<Alarm>>,
    /// What this browser costs, once it has been measured.
    pub calibration: Option<Calibration>,
    /// What requests to the page's own host cost, once they have been measured.
    pub requests: Option<Requests>,
    /// What it costs to keep something in this machine's storage, once that has been measured.
    pub storage: Option<Requests>,
    /// What starts workers, once a lesson has needed any.
    pub starter: Option<Rc<Starter>>,
    /// What workers cost, once they have been measured.
    pub crew: Option<Crew>,
    /// What an embedded page tells and hears.
    pub embedding: Option<Embedding>,
    /// Hears the browser's Back and Forward.
    pub back: Option<Listener>,
    /// The run under way.
    pub run: Option<Rc<BrowserRun>>,
    /// How many times another lesson was opened: a run that began before has nothing more to say on the page.
    pub lessons_opened: u32,
    /// How many times the page was asked for something: only the last of them is answered.
    pub asked: u32,
    /// Whether the run under way was asked to stop.
    pub stop_asked: bool,
    /// What the predictions on the page, or those under way, are of: the lesson, its parameters, the variants, and
    /// whether this machine had been measured.
    pub predicted: Option<Subject>,
}

impl Session {
    /// The alarm of all runs, which starts with the first.
    pub fn alarm(&mut self) -> Rc<Alarm> {
        Rc::clone(self.alarm.get_or_insert_with(Alarm::new))
    }

    /// What this browser costs, as far as it has been measured.
    pub fn machine(&self) -> Option<Machine> {
        let machine = self.calibration.as_ref()?.machine.clone();
        let (requests, storage) = (self.requests.clone().unwrap_or_default(), self.storage.clone().unwrap_or_default());
        let crew = self.crew.clone().unwrap_or_default();
        Some(Machine { requests, storage, crew, ..machine })
    }
}

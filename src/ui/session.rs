//! What the page holds that is not shown: the alarm, what was calibrated, the run under way.

use super::embed::Embedding;
use super::listener::Listener;
use crate::browser::{Alarm, BrowserRun, Calibration};
use crate::params::Values;
use std::rc::Rc;

/// What the page holds that is not shown.
#[derive(Default)]
pub struct Session {
    /// The alarm of all runs.
    pub alarm: Option<Rc<Alarm>>,
    /// What this browser costs, once it has been measured.
    pub calibration: Option<Calibration>,
    /// What an embedded page tells and hears.
    pub embedding: Option<Embedding>,
    /// Hears the browser's Back and Forward.
    pub back: Option<Listener>,
    /// The run under way.
    pub run: Option<Rc<BrowserRun>>,
    /// Whether the run under way was asked to stop.
    pub stop_asked: bool,
    /// What the predictions on the page, or those under way, are of: the lesson, its parameters, the variants, and
    /// whether this machine had been measured.
    pub predicted: Option<(usize, Values, usize, bool)>,
}

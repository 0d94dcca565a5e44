//! Moments in which something else kept the page from running.

use std::time::Duration;

/// How often, and how long, the loop came back later than it asked to.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Stalls {
    /// How many times it was more than [`Self::NOTICED_MS`] late.
    pub count: u32,
    /// How late in all, in milliseconds.
    pub total_ms: f64,
    /// The latest of them, in milliseconds.
    pub worst_ms: f64,
}

impl Stalls {
    /// Being late by less than this is what drawing a page takes, in milliseconds.
    pub const NOTICED_MS: f64 = 25.0;

    pub(super) fn add(&mut self, late_ms: f64) {
        if late_ms > Self::NOTICED_MS {
            self.count += 1;
            self.total_ms += late_ms;
            self.worst_ms = self.worst_ms.max(late_ms);
        }
    }

    /// Why a run of this length is not to be trusted, if so.
    pub fn taint(&self, run: Duration) -> Option<String> {
        let run_ms = run.as_secs_f64() * 1e3;
        if self.worst_ms > 2_000.0 {
            let tenths = (self.worst_ms / 100.0).round() as u64;
            return Some(format!("The page was suspended for {}.{} s in the middle of it.", tenths / 10, tenths % 10));
        }
        let much = self.total_ms > 50.0 && self.total_ms > run_ms / 100.0;
        let times = if self.count == 1 { "once".to_owned() } else { format!("{} times", self.count) };
        much.then(|| {
            format!(
                "This machine was busy with something else: it held the page up {times}, {} ms in all.",
                self.total_ms.round() as u64
            )
        })
    }
}

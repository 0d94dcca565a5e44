//! Where the time of a loop went.

use super::{Cause, Event, Kind};

/// The time of one loop, part by part, in nanoseconds of lesson time.
///
/// Summed as events come in, so that it is complete for a run of any length. On a loop with one
/// processor the parts add up to the time the run took:
/// `work + overrun + polling + between + idle + answers + jobs + late = ended`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Account {
    /// Processor time that tasks asked for and got.
    pub work_ns: u64,
    /// Processor time beyond what was asked for: the clock's step, or a page that came back late.
    pub overrun_ns: u64,
    /// Time spent inside tasks, apart from `work`.
    pub polling_ns: u64,
    /// Time in which a task was ready, none ran, and the page had its turn: switching and drawing.
    pub between_ns: u64,
    /// Time in which there was nothing to do, up to the deadline that ended it.
    pub idle_ns: u64,
    /// Time in which there was nothing to do, up to the answer that ended it.
    pub answers_ns: u64,
    /// Time in which there was nothing to do, up to the end of a worker's job that ended it.
    pub jobs_ns: u64,
    /// Time from a deadline until the loop noticed it.
    pub late_ns: u64,
    /// How many times a task was polled.
    pub polls: u64,
    last: Last,
}

/// What the loop was doing since when.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Last {
    at_ns: u64,
    ready: u64,
    doing: Doing,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Doing {
    #[default]
    Nothing,
    Polling,
    Working {
        until_ns: u64,
    },
}

impl Account {
    pub(super) fn add(&mut self, event: &Event) {
        match event.kind {
            Kind::Woken(cause) => self.woken(event.at_ns, cause),
            Kind::PollBegan => {
                self.pass(event.at_ns);
                self.polls += 1;
                self.last.ready = self.last.ready.saturating_sub(1);
                self.last.doing = Doing::Polling;
            }
            Kind::PollEnded => {
                self.pass(event.at_ns);
                if self.last.doing == Doing::Polling {
                    self.last.doing = Doing::Nothing;
                }
            }
            Kind::WorkBegan { until_ns, .. } => {
                self.pass(event.at_ns);
                self.last.doing = Doing::Working { until_ns };
            }
            Kind::WorkEnded => {
                self.pass(event.at_ns);
                self.last.doing = Doing::Nothing;
                self.last.ready += 1;
            }
            Kind::WorkDropped => {
                self.pass(event.at_ns);
                self.last.doing = Doing::Polling;
            }
            Kind::Cancelled { ready: true } => {
                self.pass(event.at_ns);
                self.last.ready = self.last.ready.saturating_sub(1);
            }
            _ => {}
        }
    }

    fn woken(&mut self, at_ns: u64, cause: Cause) {
        if self.last.ready == 0 && self.last.doing == Doing::Nothing {
            let from = self.last.at_ns;
            match cause {
                Cause::Timer { due_ns } => {
                    self.idle_ns += due_ns.max(from) - from;
                    self.late_ns += at_ns - due_ns.clamp(from, at_ns);
                    self.last.at_ns = at_ns;
                }
                Cause::Answer(_) | Cause::Job(_) => {
                    let part = if let Cause::Job(_) = cause { &mut self.jobs_ns } else { &mut self.answers_ns };
                    *part += at_ns.saturating_sub(from);
                    self.last.at_ns = self.last.at_ns.max(at_ns);
                }
                _ => {}
            }
        }
        self.pass(at_ns);
        self.last.ready += 1;
    }

    /// Books the time since the last event.
    fn pass(&mut self, at_ns: u64) {
        let from = self.last.at_ns;
        let spent = at_ns.saturating_sub(from);
        match self.last.doing {
            Doing::Polling => self.polling_ns += spent,
            Doing::Working { until_ns } => {
                let asked = until_ns.clamp(from, at_ns.max(from)) - from;
                self.work_ns += asked;
                self.overrun_ns += spent - asked;
            }
            Doing::Nothing if self.last.ready > 0 => self.between_ns += spent,
            Doing::Nothing => self.idle_ns += spent,
        }
        self.last.at_ns = self.last.at_ns.max(at_ns);
    }
}

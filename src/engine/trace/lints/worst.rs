//! Of many findings, the worst.

use super::{Lint, Rule, Scene};
use crate::trace::TaskId;

/// The worst of what a finder found, and how much it found.
#[derive(Default)]
pub(super) struct Worst {
    worst: Option<(u64, Lint)>,
    count: usize,
}

impl Worst {
    /// Takes a finding in; `say` is asked for its words only where it is worse than all before.
    pub fn offer(&mut self, weight: u64, say: impl FnOnce() -> Lint) {
        self.count += 1;
        if self.worst.as_ref().is_none_or(|(worst, _)| weight > *worst) {
            self.worst = Some((weight, say()));
        }
    }

    /// The worst, and how many more there were.
    pub fn take(&mut self) -> Option<Lint> {
        let (_, lint) = self.worst.take()?;
        Some(Lint { more: self.count - 1, ..lint })
    }
}

impl Scene<'_> {
    /// A finding about a task.
    pub fn lint(&self, rule: Rule, task: TaskId, from_ns: u64, to_ns: u64, text: String) -> Lint {
        Lint { rule, task, from_ns, to_ns, text, more: 0 }
    }
}

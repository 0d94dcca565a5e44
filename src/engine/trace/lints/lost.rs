//! A value written back after others had written it: their writes are lost.

use super::states::{Change, States};
use super::words::count;
use super::worst::Worst;
use super::{Finder, Lint, Rule, Scene};
use crate::trace::{Event, Kind, ResourceId, TaskId, Trace};
use std::collections::HashMap;

/// Counts the writes of each shared value, and remembers how many there had been when a task read it last.
pub(super) struct Lost {
    writes: Vec<usize>,
    read: HashMap<(u32, TaskId), (usize, u64)>,
    worst: Worst,
}

impl Lost {
    pub fn new(trace: &Trace) -> Self {
        Self { writes: vec![0; trace.resources.len()], read: HashMap::new(), worst: Worst::default() }
    }

    fn wrote(&mut self, scene: &Scene<'_>, event: &Event, value: ResourceId) {
        let Some(writes) = self.writes.get_mut(value.0 as usize) else { return };
        let known = self.read.get(&(value.0, event.task)).copied();
        if let Some((seen, read_ns)) = known.filter(|(seen, _)| seen < writes) {
            let lost = *writes - seen;
            let (name, value) = (scene.task(event.task), scene.resource(value));
            self.worst.offer(lost as u64, || {
                let text = format!(
                    "{name} wrote {value} from what it had read {} before: {}.",
                    scene.time(event.at_ns - read_ns),
                    count(lost, "write came in between, and is lost", "writes came in between, and are lost")
                );
                scene.lint(Rule::LostUpdate, event.task, read_ns, event.at_ns, text)
            });
        }
        *writes += 1;
        self.read.insert((value.0, event.task), (*writes, event.at_ns));
    }
}

impl Finder for Lost {
    fn see(&mut self, scene: &Scene<'_>, _states: &States, event: &Event, _change: Option<&Change>) {
        match event.kind {
            Kind::Read(value) => {
                let writes = self.writes.get(value.0 as usize).copied().unwrap_or_default();
                self.read.insert((value.0, event.task), (writes, event.at_ns));
            }
            Kind::Wrote(value) => self.wrote(scene, event, value),
            _ => {}
        }
    }

    fn found(&mut self, _scene: &Scene<'_>) -> Vec<Lint> {
        self.worst.take().into_iter().collect()
    }
}

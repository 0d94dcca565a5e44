//! A value written back after others had written it: their writes are lost.

use super::states::{Change, States};
use super::words::count;
use super::worst::Worst;
use super::{Finder, Lint, Rule, Scene};
use crate::trace::{Event, Kind, ResourceId, TaskId, Trace};

/// Counts the writes of each shared value, and remembers how many there had been when a task read it last.
pub(super) struct Lost {
    writes: Vec<usize>,
    /// What each task knows of the values it has read or written, in the order of the values.
    read: Vec<Vec<Known>>,
    worst: Worst,
}

/// A value as a task knows it.
#[derive(Clone, Copy)]
struct Known {
    value: ResourceId,
    /// How many writes there had been.
    writes: usize,
    at_ns: u64,
}

impl Lost {
    pub fn new(trace: &Trace) -> Self {
        Self {
            writes: vec![0; trace.resources.len()],
            read: vec![Vec::new(); trace.tasks.len()],
            worst: Worst::default(),
        }
    }

    fn wrote(&mut self, scene: &Scene<'_>, event: &Event, value: ResourceId) {
        let Some(writes) = self.writes.get_mut(value.0 as usize) else { return };
        *writes += 1;
        let known = Known { value, writes: *writes, at_ns: event.at_ns };
        let before = self.knows(event.task, known).filter(|before| before.writes + 1 < known.writes);
        if let Some(Known { writes: seen, at_ns: read_ns, .. }) = before {
            let lost = known.writes - 1 - seen;
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
    }

    /// Remembers what a task knows of a value, and gives what it knew before.
    fn knows(&mut self, task: TaskId, known: Known) -> Option<Known> {
        let read = self.read.get_mut(task.0 as usize)?;
        match read.binary_search_by_key(&known.value.0, |known| known.value.0) {
            Ok(place) => Some(std::mem::replace(&mut read[place], known)),
            Err(place) => {
                read.insert(place, known);
                None
            }
        }
    }
}

impl Finder for Lost {
    fn see(&mut self, scene: &Scene<'_>, _states: &States, event: &Event, _change: Option<&Change>) {
        match event.kind {
            Kind::Read(value) => {
                let writes = self.writes.get(value.0 as usize).copied().unwrap_or_default();
                self.knows(event.task, Known { value, writes, at_ns: event.at_ns });
            }
            Kind::Wrote(value) => self.wrote(scene, event, value),
            _ => {}
        }
    }

    fn found(&mut self, _scene: &Scene<'_>) -> Vec<Lint> {
        self.worst.take().into_iter().collect()
    }
}

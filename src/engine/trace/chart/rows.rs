//! From a trace to the rows of its timeline.

use super::{Look, Row, totals};
use crate::trace::lanes::turns;
use crate::trace::{Lane, Slice, State, TaskId, Trace, Wait, lanes};

/// More rows than this nobody scrolls through, and browsers place no taller page elements.
const MOST_ROWS: usize = 20_000;

/// A run as a timeline shows it: computed once, looked at often.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Chart {
    /// The processor's row, then a row for each task that did something.
    pub rows: Vec<Row>,
    /// How long the run took, in nanoseconds of lesson time.
    pub total_ns: u64,
    /// Up to when it was recorded: less than all of it, where events were left out.
    pub known_ns: u64,
    /// How many tasks have no row, because there are too many.
    pub rows_left_out: usize,
    /// Which looks there are, in the order of [`Look`].
    pub looks: [bool; 4],
    /// Which part of the time recorded the processor was busy, from 0 to 1.
    pub utilisation: f64,
}

impl Chart {
    /// The timeline of a trace, whose processor is called `processor`.
    pub fn of(trace: &Trace, processor: &str) -> Self {
        let busy = processor_row(trace, processor);
        let lanes = lanes(trace);
        let alone = lanes.len() == 1;
        let mut acting = lanes.into_iter().filter(|lane| alone || acts(lane));
        let row = |lane: Lane| Row::new(trace.task_name(lane.task).to_owned(), Some(lane.task), lane.slices, lane.end);
        let mut rows = vec![busy];
        rows.extend(acting.by_ref().take(MOST_ROWS).map(row));
        let mut looks = [false; 4];
        for slice in rows.iter().flat_map(|row| &row.slices) {
            looks[Look::from(slice.state) as usize] = true;
        }
        let known_ns = trace.known_ns();
        let utilisation = totals(&rows[0]).busy_ns as f64 / known_ns.max(1) as f64;
        Self { rows, total_ns: trace.ended_ns, known_ns, rows_left_out: acting.count(), looks, utilisation }
    }
}

/// Whether a task has a row: the root has none if all it does is to wait for the others.
fn acts(lane: &Lane) -> bool {
    let own = |slice: &Slice| match slice.state {
        State::Running => slice.line != 0,
        State::Ready => false,
        State::Waiting(on) => !matches!(on, Wait::Task(_)),
    };
    if lane.task == TaskId::ROOT { lane.slices.iter().any(own) } else { !lane.slices.is_empty() || lane.end.is_some() }
}

/// When somebody ran on the loop's own thread, and who.
fn processor_row(trace: &Trace, name: &str) -> Row {
    let (mut slices, mut owners, mut until) = (Vec::new(), Vec::new(), 0);
    for (slice, task) in turns(trace).into_iter().filter(|(_, task)| !trace.is_apart(*task)) {
        // Where several processors ran at once, each moment is shown once.
        let from_ns = slice.from_ns.max(until);
        if slice.to_ns > from_ns {
            slices.push(Slice { from_ns, ..slice });
            owners.push(task);
            until = slice.to_ns;
        }
    }
    let mut row = Row::new(name.to_owned(), None, slices, None);
    row.owners = owners;
    row
}

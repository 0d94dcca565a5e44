//! One row of a timeline, and how its time up to any moment is summed without going through its slices.

use crate::trace::{Kind, Slice, State, TaskId, Wait};

/// How a state is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// Running.
    Running,
    /// Ready, and nobody polls it yet.
    Ready,
    /// Waiting for a deadline.
    Timer,
    /// Waiting for something else.
    Waiting,
}

impl From<State> for Look {
    fn from(state: State) -> Self {
        match state {
            State::Running => Self::Running,
            State::Ready => Self::Ready,
            State::Waiting(Wait::Timer { .. }) => Self::Timer,
            State::Waiting(_) => Self::Waiting,
        }
    }
}

/// Nanoseconds spent in each [`Look`], in its order.
pub(super) type Spent = [f64; 4];

/// How many slices make a block: few enough to be quick, many enough to cost a byte or so a slice.
const BLOCK: usize = 32;

/// One row of a timeline: a task's, or the processor's.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// What stands in front of it.
    pub name: String,
    /// Whose it is; the processor's row has none.
    pub task: Option<TaskId>,
    /// What was done, in order of time and without overlap.
    pub slices: Vec<Slice>,
    /// In the processor's row, who ran in each slice.
    pub owners: Vec<TaskId>,
    /// How the task ended, and when.
    pub end: Option<(u64, Kind)>,
    /// What was spent before each block of slices.
    sums: Vec<Spent>,
    /// When each block ends, close together in memory: a search goes through these first.
    ends: Vec<f64>,
}

impl Row {
    pub(super) fn new(name: String, task: Option<TaskId>, slices: Vec<Slice>, end: Option<(u64, Kind)>) -> Self {
        let mut sums = Vec::with_capacity(slices.len().div_ceil(BLOCK));
        let mut spent = Spent::default();
        for block in slices.chunks(BLOCK) {
            sums.push(spent);
            block.iter().for_each(|slice| add(&mut spent, slice));
        }
        let ends = slices.chunks(BLOCK).filter_map(|block| block.last()).map(|slice| slice.to_ns as f64).collect();
        Self { name, task, slices, owners: Vec::new(), end, sums, ends }
    }

    /// The first slice that ends after `at_ns`; none of those before `hint` does. Quick where it is near.
    pub fn first_after(&self, at_ns: f64, hint: usize) -> usize {
        let (mut low, mut stride) = (hint / BLOCK, 1);
        while self.ends.get(low + stride - 1).is_some_and(|end| *end <= at_ns) {
            low += stride;
            stride *= 2;
        }
        let high = (low + stride).min(self.ends.len());
        let low = low.min(high);
        let block = (low + self.ends[low..high].partition_point(|end| *end <= at_ns)) * BLOCK;
        let inside = &self.slices[block.min(self.slices.len())..self.slices.len().min(block + BLOCK)];
        (block + inside.partition_point(|slice| slice.to_ns as f64 <= at_ns)).min(self.slices.len())
    }

    /// The slice at a time, if there is one.
    pub fn slice_at(&self, at_ns: f64) -> Option<usize> {
        let index = self.first_after(at_ns, 0);
        self.slices.get(index).filter(|slice| slice.from_ns as f64 <= at_ns).map(|_| index)
    }

    /// What was spent until `at_ns`, given the first slice that ends after it.
    pub(super) fn spent(&self, at_ns: f64, first_after: usize) -> Spent {
        let block = (first_after / BLOCK).min(self.sums.len().saturating_sub(1));
        let mut spent = self.sums.get(block).copied().unwrap_or_default();
        self.slices[block * BLOCK..first_after].iter().for_each(|slice| add(&mut spent, slice));
        if let Some(slice) = self.slices.get(first_after) {
            spent[Look::from(slice.state) as usize] += (at_ns - slice.from_ns as f64).max(0.0);
        }
        spent
    }
}

fn add(spent: &mut Spent, slice: &Slice) {
    spent[Look::from(slice.state) as usize] += (slice.to_ns - slice.from_ns) as f64;
}

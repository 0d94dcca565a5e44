//! asyncio's loop, round after round: in which order a program's lines are printed.

use super::program::{Program, Step};
use super::why::Why;
use std::collections::VecDeque;

/// A line that is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Printed {
    pub label: char,
    pub why: Why,
    /// The coroutine that the task which prints it was made of.
    pub task: usize,
    pub round: usize,
    pub timed: bool,
}

/// What stands in the loop's queue.
enum Ready {
    /// A task takes its next step.
    Task(Task),
    /// A function is called.
    Call { label: char, timed: bool },
}

/// A task: the coroutines it is in, the innermost last.
struct Task {
    coroutine: usize,
    frames: Vec<Frame>,
    why: Why,
}

struct Frame {
    coroutine: usize,
    next: usize,
    /// Whether it has suspended.
    suspended: bool,
}

impl Task {
    fn new(coroutine: usize, why: Why) -> Self {
        Self { coroutine, frames: vec![Frame::new(coroutine)], why }
    }
}

impl Frame {
    fn new(coroutine: usize) -> Self {
        Self { coroutine, next: 0, suspended: false }
    }
}

/// The loop.
struct Rounds<'a> {
    program: &'a Program,
    ready: VecDeque<Ready>,
    timers: Vec<char>,
    round: usize,
    printed: Vec<Printed>,
}

/// The lines of a program, in the order in which they are printed.
pub(super) fn run(program: &Program) -> Vec<Printed> {
    let ready = VecDeque::from([Ready::Task(Task::new(0, Why::Start))]);
    let mut rounds = Rounds { program, ready, timers: Vec::new(), round: 0, printed: Vec::new() };
    while rounds.go_round() {}
    rounds.printed
}

impl Rounds<'_> {
    /// One round: timers that are due go behind what is ready, and what is ready now has its turn. Returns whether
    /// there was anything.
    fn go_round(&mut self) -> bool {
        self.ready.extend(self.timers.drain(..).map(|label| Ready::Call { label, timed: true }));
        let turns: Vec<Ready> = self.ready.drain(..).collect();
        let any = !turns.is_empty();
        for turn in turns {
            match turn {
                Ready::Task(task) => self.step(task),
                Ready::Call { label, timed } => {
                    let why = if timed { Why::Timer } else { Why::CalledSoon };
                    self.printed.push(Printed { label, why, task: 0, round: self.round, timed });
                }
            }
        }
        self.round += 1;
        any
    }

    /// A task runs until it suspends or ends.
    fn step(&mut self, mut task: Task) {
        while let Some(frame) = task.frames.last_mut() {
            let Some(step) = self.program.coroutines[frame.coroutine].steps.get(frame.next) else {
                task.why = task.why.returned(frame.coroutine, frame.suspended);
                task.frames.pop();
                continue;
            };
            frame.next += 1;
            match *step {
                Step::Print(label) => {
                    let (why, round) = (task.why, self.round);
                    self.printed.push(Printed { label, why, task: task.coroutine, round, timed: false });
                    task.why = Why::GoesOn;
                }
                Step::CallSoon(label) => self.ready.push_back(Ready::Call { label, timed: false }),
                Step::CallLater(label) => self.timers.push(label),
                Step::CreateTask(coroutine) => self.ready.push_back(Ready::Task(Task::new(coroutine, Why::Began))),
                Step::Await(coroutine) => {
                    task.frames.push(Frame::new(coroutine));
                    task.why = Why::Inside(coroutine);
                }
                Step::Sleep => {
                    task.frames.iter_mut().for_each(|frame| frame.suspended = true);
                    task.why = Why::Slept;
                    return self.ready.push_back(Ready::Task(task));
                }
            }
            task.why = task.why.handed_over(*step);
        }
    }
}

//! Who waited for whom when a program could not go on.

use super::lanes::{Follower, Step};
use super::{Event, Kind, State, TaskId, Trace, Wait};

/// A program that stands still: everybody waits for somebody.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standstill {
    /// Those who wait for each other in a circle, each for the next one, and the last for the first; empty where there is
    /// no circle.
    pub circle: Vec<Stuck>,
    /// The others, in the order they were started.
    pub others: Vec<Stuck>,
}

/// A task that cannot go on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stuck {
    /// Which one.
    pub task: TaskId,
    /// Its name.
    pub name: String,
    /// What it waits for.
    pub on: Wait,
    /// The name of the lock, semaphore, channel, address or task it waits for; empty if that has none.
    pub what: String,
    /// Who would have to do something first: the holder of the lock, or the task whose end is waited for.
    pub whom: Option<TaskId>,
}

/// Who waited for whom in the end, from the trace of a run that ended in a deadlock; nobody where the trace does not
/// reach that far.
pub fn standstill(trace: &Trace) -> Standstill {
    if trace.left_out > 0 {
        return Standstill::default();
    }
    // Behind the last poll everything is dropped, and locks are let go that nobody let go.
    let is_last = |event: &Event| event.kind == Kind::PollEnded && !trace.is_apart(event.task);
    let end = trace.events.iter().rposition(is_last).map_or(0, |last| last + 1);
    let stuck = at_the_end(trace, &trace.events[..end]);
    let circle = circle(&stuck);
    let others = stuck.into_iter().flatten().filter(|one| circle.iter().all(|other| other.task != one.task)).collect();
    Standstill { circle, others }
}

/// The tasks that wait after some events, each in its place.
fn at_the_end(trace: &Trace, events: &[Event]) -> Vec<Option<Stuck>> {
    let mut followers = vec![Follower::default(); trace.tasks.len()];
    let mut waits = vec![None; trace.tasks.len()];
    let mut holders = vec![None; trace.resources.len()];
    // A worker that waits for a job keeps nobody.
    for event in events.iter().filter(|event| !trace.is_apart(event.task)) {
        if let Kind::Locked(lock) | Kind::Unlocked(lock) = event.kind
            && let Some(holder) = holders.get_mut(lock.0 as usize)
        {
            *holder = matches!(event.kind, Kind::Locked(_)).then_some(event.task);
        }
        let place = event.task.0 as usize;
        match followers.get_mut(place).and_then(|follower| follower.step(event.kind)) {
            Some(Step::Enter(State::Waiting(on), _)) => waits[place] = Some(on),
            Some(_) => waits[place] = None,
            None => {}
        }
    }
    let stuck = |(task, on): (usize, Option<Wait>)| Some(told(trace, TaskId(task as u32), on?, &holders));
    waits.into_iter().enumerate().map(stuck).collect()
}

fn told(trace: &Trace, task: TaskId, on: Wait, holders: &[Option<TaskId>]) -> Stuck {
    let whom = match on {
        Wait::Task(other) => Some(other),
        Wait::Lock(id) | Wait::Permit(id) | Wait::Channel(id) | Wait::Answer(id) => {
            holders.get(id.0 as usize).copied().flatten()
        }
        _ => None,
    };
    Stuck { task, name: trace.task_name(task).to_owned(), on, what: trace.called(on).to_owned(), whom }
}

/// A circle, where there is one: who can be gone on from as often as there are tasks leads into one. It begins with the
/// task that was started first.
fn circle(stuck: &[Option<Stuck>]) -> Vec<Stuck> {
    let next = |one: &Stuck| stuck.get(one.whom?.0 as usize)?.as_ref();
    let into = |start| stuck.iter().try_fold(start, |now, _| next(now));
    let Some(inside) = stuck.iter().flatten().find_map(into) else { return Vec::new() };
    let mut circle = vec![inside.clone()];
    while let Some(one) = circle.last().and_then(next).filter(|one| one.task != inside.task) {
        circle.push(one.clone());
    }
    let first = (0..circle.len()).min_by_key(|place| circle[*place].task).unwrap_or_default();
    circle.rotate_left(first);
    circle
}

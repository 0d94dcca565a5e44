//! What a job does, step by step: the same for whoever computes the steps, and for whoever only counts them.

use crate::{Job, Memory};

/// What comes next in a job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// So many units are to be computed.
    Compute(u64),
    /// A line is printed.
    Print(String),
    /// The thread is not given back any more.
    Hang,
    /// It panics.
    Panic,
    /// It is done; what it returns.
    Done(String),
}

/// A job under way.
#[derive(Debug)]
pub struct Script {
    job: Job,
    done: usize,
}

impl Script {
    /// A job that has not begun.
    pub fn new(job: Job) -> Self {
        Self { job, done: 0 }
    }

    /// Goes on to the next step, in the memory of whoever does it.
    pub fn next(&mut self, memory: &mut Memory) -> Step {
        if let (0, Job::Greet { .. }) = (self.done, &self.job)
            && let Some(line) = memory.introduction()
        {
            return Step::Print(line);
        }
        self.done += 1;
        match (self.done, &self.job) {
            (1, job) => Step::Compute(job.units()),
            (2, Job::Greet { name, .. }) => Step::Print(greeting(name.as_deref())),
            (2, Job::Panic { .. }) => Step::Panic,
            (2, Job::Hang { .. }) => Step::Hang,
            (_, Job::Greet { .. }) => {
                memory.count();
                Step::Done(memory.words())
            }
            _ => Step::Done(String::new()),
        }
    }
}

/// The line a name prints. A call without an argument gets the default.
fn greeting(name: Option<&str>) -> String {
    format!("The name of the continent is {}", name.unwrap_or("Asia"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Role;

    #[test]
    fn a_job_computes_prints_and_counts_in_the_memory_it_is_done_in() {
        let greet = |name: Option<&str>| Job::Greet { units: 5, name: name.map(str::to_owned) };
        let mut memory = Memory::nominal(Role::Started);
        for (times, (name, line)) in [(None, "Asia"), (Some("Europe"), "Europe")].into_iter().enumerate() {
            let mut script = Script::new(greet(name));
            if times == 0 {
                assert_eq!(script.next(&mut memory), Step::Print("loaded as __mp_main__".to_owned()));
            }
            assert_eq!(script.next(&mut memory), Step::Compute(5));
            assert_eq!(script.next(&mut memory), Step::Print(format!("The name of the continent is {line}")));
            assert_eq!(script.next(&mut memory), Step::Done(format!("counter {} at 0x100000", times + 1)));
        }
        assert_eq!(Memory::nominal(Role::Started).counter(), 0, "another memory");
    }
}

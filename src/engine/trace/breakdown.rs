//! Why a run did not take as long as theory says, part by part.

use super::Account;
use std::time::Duration;

/// The difference between a measured run and the exact answer. Nanoseconds of lesson time; the parts add
/// up to the difference.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Breakdown {
    /// Measured less exact.
    pub difference_ns: i64,
    /// Deadlines that were noticed late by a loop that had nothing else to do.
    pub timers_ns: i64,
    /// Answers that a loop waited for which had nothing else to do.
    pub answers_ns: i64,
    /// Workers that took longer than their jobs, each on a core of theory's: starting them, telling them, and cores that
    /// others wanted too.
    pub workers_ns: i64,
    /// A processor held longer than a task asked for.
    pub held_ns: i64,
    /// Time inside tasks, between them, and the page's own turns.
    pub switching_ns: i64,
    /// What is left. Less than nothing where costs fell into time in which the program waited anyway.
    pub unexplained_ns: i64,
}

impl Breakdown {
    /// Breaks down a run by where the time of its loop went.
    pub fn of(account: &Account, exact: Duration, measured: Duration) -> Self {
        let difference_ns = nanos(measured) - nanos(exact);
        let timers_ns = account.late_ns as i64;
        let answers_ns = account.answers_ns as i64;
        // What is waited for is meant to take time, all that is exact of it; what is more than that is not.
        let workers_ns = if account.jobs_ns > 0 { account.jobs_ns as i64 - nanos(exact) } else { 0 };
        let held_ns = account.overrun_ns as i64;
        let switching_ns = (account.polling_ns + account.between_ns) as i64;
        let unexplained_ns = difference_ns - timers_ns - answers_ns - workers_ns - held_ns - switching_ns;
        Self { difference_ns, timers_ns, answers_ns, workers_ns, held_ns, switching_ns, unexplained_ns }
    }
}

fn nanos(duration: Duration) -> i64 {
    i64::try_from(duration.as_nanos()).unwrap_or(i64::MAX / 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn account(spend: impl FnOnce(&mut Account)) -> Account {
        let mut account = Account::default();
        spend(&mut account);
        account
    }

    #[test]
    fn the_parts_add_up_to_the_difference() {
        let account = account(|spent| {
            (spent.late_ns, spent.overrun_ns, spent.polling_ns, spent.between_ns) = (30, 5, 2, 3);
        });
        let parts = Breakdown::of(&account, Duration::from_nanos(1_000), Duration::from_nanos(1_045));
        assert_eq!((parts.timers_ns, parts.held_ns, parts.switching_ns), (30, 5, 5));
        assert_eq!((parts.difference_ns, parts.unexplained_ns), (45, 5));
    }

    #[test]
    fn workers_that_take_longer_than_theory_are_a_part_of_their_own() {
        let account = account(|spent| (spent.jobs_ns, spent.between_ns) = (1_070, 5));
        let parts = Breakdown::of(&account, Duration::from_nanos(1_000), Duration::from_nanos(1_075));
        assert_eq!((parts.workers_ns, parts.switching_ns, parts.unexplained_ns), (70, 5, 0));
    }

    #[test]
    fn costs_hidden_in_waiting_are_less_than_nothing() {
        let account = account(|spent| spent.between_ns = 40);
        let parts = Breakdown::of(&account, Duration::from_nanos(1_000), Duration::from_nanos(1_010));
        assert_eq!(parts.unexplained_ns, -30);
    }
}

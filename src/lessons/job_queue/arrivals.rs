//! Jobs that come one by one, at random: how long does one wait, and how long is the queue?

use crate::predict::{FEWEST_RUNS, Interval, Mmc};
use crate::runtime::{Channel, Cx, Outcome, Random};
use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

/// A day at the queue: Poisson arrivals, exponential services, first come first served, nobody tried again.
#[derive(Clone, Debug, PartialEq)]
pub struct Arrivals {
    /// How many jobs come in a second, how many a worker does, and how many workers there are.
    pub mmc: Mmc,
    /// How many jobs come before anything is counted: the queue begins empty, and is not itself yet.
    pub warm_up: u64,
    /// How many jobs are counted.
    pub counted: u64,
    /// Fixes when jobs come and how long they take.
    pub seed: u64,
    /// Which of several independent days this is.
    pub day: u64,
}

/// What was seen in a day, from the arrival of the first counted job to that of the last.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Observed {
    /// How many jobs were counted.
    pub jobs: u64,
    /// How long they waited before they were served, on average, in seconds.
    pub wait_s: f64,
    /// How many jobs waited, averaged over time.
    pub queue_length: f64,
    /// How many jobs came in a second.
    pub arrivals_per_s: f64,
    /// The share of their time that workers were busy.
    pub utilisation: f64,
}

impl Observed {
    /// By how much Little's law, Lq = λ·Wq, is off here, as a share of Lq. The law knows nothing of chance: all that it can
    /// be off by are the jobs that wait while counting begins or ends. J. D. C. Little, “A proof for the queuing formula
    /// L = λW”, 1961.
    pub fn little_gap(&self) -> f64 {
        let gap = self.queue_length - self.arrivals_per_s * self.wait_s;
        if gap == 0.0 { 0.0 } else { gap.abs() / self.queue_length }
    }
}

/// What an experiment of several days says of the wait.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Verdict {
    /// The mean wait in seconds, and between what it lies.
    Lies(Interval),
    /// There were too few days to say.
    TooFewDays {
        /// How many there were.
        days: usize,
    },
    /// Each day was too short to say: the queue remembers longer than that.
    DaysTooShort {
        /// How many jobs must come before counting, and be counted, at the least.
        least_jobs: u64,
    },
    /// More comes than the workers can do: the queue grows for as long as one looks, and no mean describes it.
    NoLongRun,
}

impl Arrivals {
    /// A day that is long enough, before anything is counted and after.
    pub fn long_enough(mmc: Mmc, seed: u64, day: u64) -> Option<Self> {
        let least = least_jobs(&mmc)?;
        Some(Self { mmc, warm_up: least, counted: 2 * least, seed, day })
    }

    /// What days like this one, each with a number of its own, say of the wait. They are independent, where the jobs of
    /// one day are not.
    pub fn verdict(&self, days: &[Observed]) -> Verdict {
        let Some(least_jobs) = least_jobs(&self.mmc) else { return Verdict::NoLongRun };
        if self.warm_up.min(self.counted) < least_jobs {
            return Verdict::DaysTooShort { least_jobs };
        }
        let waits: Vec<f64> = days.iter().map(|day| day.wait_s).collect();
        Interval::of(&waits).map_or(Verdict::TooFewDays { days: days.len() }, Verdict::Lies)
    }

    /// The program: somebody hands jobs over as they come, and the workers take them. Returns when the last has been
    /// begun; what was seen is in `seen`.
    ///
    /// # Errors
    /// The queue was closed.
    pub async fn run(self, cx: Cx, seen: Rc<RefCell<Watch>>) -> Outcome {
        let queue = cx.channel("the queue", usize::MAX >> 1);
        let jobs = self.warm_up + self.counted;
        let workers: Vec<_> = (1..=self.mmc.servers)
            .map(|number| cx.spawn(&format!("worker {number}"), work(queue.clone(), seen.clone(), cx.clone())))
            .collect();
        let mut chance = Random::new(self.seed, self.day);
        for number in 0..jobs {
            cx.sleep(seconds(chance.exponential() / self.mmc.arrivals_per_s)).await;
            let takes = seconds(chance.exponential() / self.mmc.services_per_s);
            let counts = number >= self.warm_up;
            seen.borrow_mut().comes(cx.now(), counts);
            queue.send(Arrived { at: cx.now(), takes, counts }).await.map_err(|_| "the queue was closed".to_owned())?;
        }
        seen.borrow_mut().ends(cx.now());
        queue.close();
        for worker in workers {
            worker.await;
        }
        Ok(())
    }
}

/// How many days make an experiment: more than the fewest that say anything, since waits are far from a bell.
pub const DAYS: u64 = 2 * FEWEST_RUNS as u64;

/// A queue has forgotten how it began after some times its memory, and has shown itself after some more.
fn least_jobs(mmc: &Mmc) -> Option<u64> {
    let memory_jobs = mmc.memory_s()? * mmc.arrivals_per_s;
    Some(((4.0 * memory_jobs) as u64).max(200))
}

struct Arrived {
    at: Duration,
    takes: Duration,
    counts: bool,
}

async fn work(queue: Channel<Arrived>, seen: Rc<RefCell<Watch>>, cx: Cx) {
    while let Some(job) = queue.receive().await {
        seen.borrow_mut().begins(&job, cx.now());
        cx.sleep(job.takes).await;
        seen.borrow_mut().served(cx.now());
    }
}

/// Somebody with a watch beside the queue. He looks at how long it is, and asks each job how long it waited: two
/// measurements that know nothing of each other.
#[derive(Clone, Debug, Default)]
pub struct Watch {
    /// When counting began, and ended.
    span: Option<(Duration, Option<Duration>)>,
    changed_at: Duration,
    waiting: u64,
    busy: u64,
    /// Nanoseconds times jobs that waited, and times workers that were busy, while counting.
    waiting_area: u128,
    busy_area: u128,
    jobs: u64,
    waited: Duration,
}

impl Watch {
    /// What was seen in the end.
    pub fn observed(&self, mmc: &Mmc) -> Observed {
        let Some((from, Some(to))) = self.span else { return Observed::default() };
        let nanos = (to - from).as_nanos() as f64;
        if self.jobs == 0 || nanos == 0.0 {
            return Observed { jobs: self.jobs, ..Observed::default() };
        }
        Observed {
            jobs: self.jobs,
            wait_s: self.waited.as_secs_f64() / self.jobs as f64,
            queue_length: self.waiting_area as f64 / nanos,
            // The first job opens the span: what comes in it are the others.
            arrivals_per_s: (self.jobs - 1) as f64 / nanos * 1e9,
            utilisation: self.busy_area as f64 / nanos / f64::from(mmc.servers),
        }
    }

    fn comes(&mut self, now: Duration, counts: bool) {
        self.look(now);
        if counts && self.span.is_none() {
            self.span = Some((now, None));
        }
        self.waiting += 1;
    }

    fn begins(&mut self, job: &Arrived, now: Duration) {
        self.look(now);
        self.waiting -= 1;
        self.busy += 1;
        if job.counts {
            self.jobs += 1;
            self.waited += now - job.at;
        }
    }

    fn served(&mut self, now: Duration) {
        self.look(now);
        self.busy -= 1;
    }

    fn ends(&mut self, now: Duration) {
        self.look(now);
        if let Some((_, to)) = &mut self.span {
            *to = Some(now);
        }
    }

    /// Adds what has been so since the last look.
    fn look(&mut self, now: Duration) {
        if let Some((_, None)) = self.span {
            let nanos = (now - self.changed_at).as_nanos();
            self.waiting_area += nanos * u128::from(self.waiting);
            self.busy_area += nanos * u128::from(self.busy);
        }
        self.changed_at = now;
    }
}

fn seconds(seconds: f64) -> Duration {
    Duration::from_nanos((seconds * 1e9) as u64)
}

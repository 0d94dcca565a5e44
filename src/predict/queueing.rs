//! Theory's word on queues: M/M/c, by Erlang's C formula.

/// Jobs that come at random, Poisson with a steady rate, to a number of servers that take exponential times; whoever came
/// first is served first, and nobody gives up. Kendall calls it M/M/c.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mmc {
    /// λ: how many jobs come in a second.
    pub arrivals_per_s: f64,
    /// μ: how many a single server does in a second while it has any.
    pub services_per_s: f64,
    /// c: how many servers there are.
    pub servers: u32,
}

/// What holds in the long run. Times are seconds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Steady {
    /// The share of their time that servers are busy: ρ = λ / (c·μ).
    pub utilisation: f64,
    /// The share of jobs that have to wait at all: Erlang's C.
    pub waiting_share: f64,
    /// The mean number of jobs that wait, those being served left out: Lq.
    pub queue_length: f64,
    /// The mean time a job waits before it is served: Wq.
    pub wait_s: f64,
}

impl Mmc {
    /// ρ = λ / (c·μ): 1 and above is more than the servers can do.
    pub fn utilisation(&self) -> f64 {
        self.arrivals_per_s / (f64::from(self.servers) * self.services_per_s)
    }

    /// The long run, where there is one: at a utilisation of 1 or above the queue grows without end, and `None` says so.
    ///
    /// C = B / (1 − ρ·(1 − B)) with Erlang's B for the same load a = λ/μ, Wq = C / (c·μ − λ), and Lq = λ·Wq by Little's
    /// law. A. K. Erlang, “Solution of some problems in the theory of probabilities of significance in automatic telephone
    /// exchanges”, 1917; L. Kleinrock, *Queueing Systems*, vol. 1, 1975, section 3.5.
    pub fn steady(&self) -> Option<Steady> {
        let utilisation = self.utilisation();
        if !(0.0..1.0).contains(&utilisation) {
            return None;
        }
        let blocked = self.erlang_b();
        let waiting_share = blocked / (1.0 - utilisation * (1.0 - blocked));
        let spare_per_s = f64::from(self.servers) * self.services_per_s - self.arrivals_per_s;
        let wait_s = waiting_share / spare_per_s;
        Some(Steady { utilisation, waiting_share, queue_length: self.arrivals_per_s * wait_s, wait_s })
    }

    /// How long a queue remembers, in seconds: what was long ago counts for less by e with each such time. `None` where it
    /// never forgets, at a utilisation of 1 or above.
    ///
    /// 1 / (√(c·μ) − √λ)², and never less than a service, 1/μ: P. M. Morse, *Queues, Inventories and Maintenance*, 1958;
    /// for c > 1 E. A. van Doorn, *Stochastic Monotonicity and Queueing Applications of Birth-Death Processes*, 1981.
    pub fn memory_s(&self) -> Option<f64> {
        let capacity_per_s = f64::from(self.servers) * self.services_per_s;
        let gap = capacity_per_s.sqrt() - self.arrivals_per_s.sqrt();
        (self.utilisation() < 1.0).then(|| (1.0 / (gap * gap)).max(1.0 / self.services_per_s))
    }

    /// The share of jobs that would find all servers busy if none waited. The recursion B(k) = a·B(k−1) / (k + a·B(k−1))
    /// has no factorials to overflow.
    fn erlang_b(&self) -> f64 {
        let load = self.arrivals_per_s / self.services_per_s;
        (1..=self.servers).fold(1.0, |blocked, k| load * blocked / (f64::from(k) + load * blocked))
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn steady(arrivals_per_s: f64, services_per_s: f64, servers: u32) -> Steady {
        Mmc { arrivals_per_s, services_per_s, servers }.steady().expect("it is stable")
    }

    fn close(left: f64, right: f64) -> bool {
        (left - right).abs() <= 1e-9 * right.abs().max(1e-9)
    }

    #[test]
    fn one_server_is_the_queue_of_the_textbooks() {
        let half = steady(0.5, 1.0, 1);
        assert!(close(half.wait_s, 1.0) && close(half.queue_length, 0.5) && close(half.waiting_share, 0.5), "{half:?}");
        assert!(close(steady(0.9, 1.0, 1).wait_s, 9.0));
    }

    #[test]
    fn two_servers_are_as_worked_out_by_hand() {
        // C = 2ρ² / (1 + ρ) for two servers: with ρ = 0.75, 9/14.
        let two = steady(1.5, 1.0, 2);
        assert!(close(two.waiting_share, 9.0 / 14.0) && close(two.wait_s, 9.0 / 7.0), "{two:?}");
    }

    #[test]
    fn too_much_has_no_long_run() {
        for arrivals_per_s in [2.0, 2.1, 1e9, f64::NAN] {
            let mmc = Mmc { arrivals_per_s, services_per_s: 1.0, servers: 2 };
            assert_eq!((mmc.steady(), mmc.memory_s()), (None, None), "{arrivals_per_s}");
        }
    }

    /// Erlang's C from its definition, with factorials.
    fn by_definition(load: f64, servers: u32) -> f64 {
        let term = |k: u32| (1..=k).fold(1.0, |term, i| term * load / f64::from(i));
        let rho = load / f64::from(servers);
        let all_busy = term(servers) / (1.0 - rho);
        all_busy / ((0..servers).map(term).sum::<f64>() + all_busy)
    }

    proptest! {
        #[test]
        fn the_recursion_is_the_definition(servers in 1_u32..=16, rho in 0.01..0.99) {
            let load = rho * f64::from(servers);
            prop_assert!(close(steady(load, 1.0, servers).waiting_share, by_definition(load, servers)));
        }

        #[test]
        fn littles_law_holds_and_more_servers_wait_less(servers in 1_u32..=500, rho in 0.01..0.99) {
            let load = rho * f64::from(servers);
            let all = steady(load, 1.0, servers);
            prop_assert!(close(all.queue_length, load * all.wait_s));
            prop_assert!(steady(load, 1.0, servers + 1).wait_s <= all.wait_s);
        }
    }
}

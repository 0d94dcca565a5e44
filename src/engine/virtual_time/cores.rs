//! The cores of a machine: who runs on them, who stands in line, and who has to let the next one on.

use std::collections::VecDeque;

/// A worker on a core.
#[derive(Clone, Copy, Debug)]
struct Seated {
    who: usize,
    since_ns: u64,
    until_ns: u64,
}

/// The cores, and the line before them. Whoever needs one says for how long; where others want it too, it is handed
/// over after a quantum, and one goes to the end of the line.
#[derive(Debug)]
pub(super) struct Cores {
    pub count: usize,
    /// How long one keeps a core while others want it, in nanoseconds of lesson time.
    pub quantum_ns: u64,
    seated: Vec<Seated>,
    line: VecDeque<usize>,
    /// What each worker still needs, in nanoseconds of lesson time.
    needs: Vec<u64>,
}

/// What happened on the cores at one time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Move {
    /// This worker is on a core from now on.
    Runs(usize),
    /// It stands in line from now on.
    Stands(usize),
    /// It has had what it needed.
    Done(usize),
}

impl Cores {
    pub fn new(count: usize, quantum_ns: u64) -> Self {
        Self { count, quantum_ns: quantum_ns.max(1), seated: Vec::new(), line: VecDeque::new(), needs: Vec::new() }
    }

    /// A worker needs a core for so long.
    pub fn need(&mut self, who: usize, nanos: u64, now_ns: u64, moves: &mut Vec<Move>) {
        if self.needs.len() <= who {
            self.needs.resize(who + 1, 0);
        }
        self.needs[who] = nanos;
        self.line.push_back(who);
        self.seat(now_ns, moves);
        if !self.line.is_empty() {
            moves.push(Move::Stands(who));
            for seated in &mut self.seated {
                seated.until_ns = seated.until_ns.min(now_ns.max(seated.since_ns.saturating_add(self.quantum_ns)));
            }
        }
    }

    /// A worker is gone.
    pub fn leave(&mut self, who: usize, now_ns: u64, moves: &mut Vec<Move>) {
        self.line.retain(|other| *other != who);
        self.seated.retain(|seated| seated.who != who);
        self.seat(now_ns, moves);
    }

    /// When something happens next.
    pub fn next(&self) -> Option<u64> {
        self.seated.iter().map(|seated| seated.until_ns).min()
    }

    /// The one whose time on its core ends now gets up: for good, or to stand in line again.
    pub fn turn(&mut self, now_ns: u64, moves: &mut Vec<Move>) {
        let Some(place) = self.seated.iter().position(|seated| seated.until_ns <= now_ns) else { return };
        let Seated { who, since_ns, .. } = self.seated.remove(place);
        self.needs[who] = self.needs[who].saturating_sub(now_ns - since_ns);
        if self.needs[who] == 0 {
            self.seat(now_ns, moves);
            moves.push(Move::Done(who));
        } else {
            moves.push(Move::Stands(who));
            self.line.push_back(who);
            self.seat(now_ns, moves);
        }
    }

    /// Gives free cores to those who stand in line, in order.
    fn seat(&mut self, now_ns: u64, moves: &mut Vec<Move>) {
        while self.seated.len() < self.count {
            let Some(who) = self.line.pop_front() else { return };
            let wanted = !self.line.is_empty();
            let nanos = if wanted { self.needs[who].min(self.quantum_ns) } else { self.needs[who] };
            self.seated.push(Seated { who, since_ns: now_ns, until_ns: now_ns.saturating_add(nanos) });
            moves.push(Move::Runs(who));
        }
    }
}

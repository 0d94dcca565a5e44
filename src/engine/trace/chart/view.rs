//! The stretch of time in view.

/// The shortest stretch that can be seen, in nanoseconds.
const SHORTEST_NS: f64 = 1_000.0;

/// A stretch of time in view, in nanoseconds of lesson time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct View {
    /// Where it begins.
    pub from_ns: f64,
    /// How long it is.
    pub span_ns: f64,
}

impl View {
    /// All of a run that took `total_ns`.
    pub fn fit(total_ns: u64) -> Self {
        Self { from_ns: 0.0, span_ns: (total_ns as f64).max(1.0) }
    }

    /// `factor` times as close, with the moment `around_ns` where it was, as far as the run's ends allow.
    pub fn zoom(self, factor: f64, around_ns: f64, total_ns: u64) -> Self {
        let all = Self::fit(total_ns).span_ns;
        let span_ns = (self.span_ns / factor).max(SHORTEST_NS).min(all);
        let share = (around_ns - self.from_ns) / self.span_ns;
        Self { from_ns: around_ns - share * span_ns, span_ns }.within(total_ns)
    }

    /// Moved by `by_ns`, as far as the run's ends allow.
    pub fn pan(self, by_ns: f64, total_ns: u64) -> Self {
        Self { from_ns: self.from_ns + by_ns, ..self }.within(total_ns)
    }

    /// Moved so that the stretch from `from_ns` to `to_ns` can be seen, or its beginning where it is too long;
    /// not at all where it can be seen already.
    pub fn reveal(self, from_ns: f64, to_ns: f64, total_ns: u64) -> Self {
        let end = self.from_ns + self.span_ns;
        if from_ns >= self.from_ns && to_ns <= end {
            return self;
        }
        let length = to_ns - from_ns;
        let margin = if length < self.span_ns { (self.span_ns - length) / 2.0 } else { self.span_ns * 0.05 };
        Self { from_ns: from_ns - margin, ..self }.within(total_ns)
    }

    /// So that the stretch from `from_ns` to `to_ns` fills a third of it.
    pub fn close_up(from_ns: f64, to_ns: f64, total_ns: u64) -> Self {
        let all = Self::fit(total_ns).span_ns;
        let span_ns = ((to_ns - from_ns) * 3.0).max(SHORTEST_NS).min(all);
        Self { from_ns: (from_ns + to_ns - span_ns) / 2.0, span_ns }.within(total_ns)
    }

    /// The moment at `x` of `width`.
    pub fn time_at(self, x: f64, width: f64) -> f64 {
        self.from_ns + x / width * self.span_ns
    }

    /// Where a moment is, of `width`.
    pub fn x_of(self, at_ns: f64, width: f64) -> f64 {
        (at_ns - self.from_ns) / self.span_ns * width
    }

    fn within(self, total_ns: u64) -> Self {
        let room = (Self::fit(total_ns).span_ns - self.span_ns).max(0.0);
        Self { from_ns: self.from_ns.max(0.0).min(room), ..self }
    }
}

//! What several independent runs say of a mean, and how surely.

/// A mean, and between what it lies: in 95 of 100 such experiments the interval holds what is true in the long run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// The mean of the runs.
    pub mean: f64,
    /// The interval reaches so far to either side.
    pub half_width: f64,
    /// How many runs there were.
    pub runs: usize,
}

/// Fewer independent runs say too little: what waits is skewed, and Student's t asks for something like a bell.
pub const FEWEST_RUNS: usize = 10;

impl Interval {
    /// The interval of the means of independent runs; `None` where they are too few to say.
    ///
    /// mean ± t·s/√n with the 97.5 % quantile of Student's t of n − 1 degrees of freedom: “Student” (W. S. Gosset), “The
    /// probable error of a mean”, 1908. The runs, each a number, must be independent of each other; what happens within
    /// one run is not: in a queue, who comes after a long wait waits long.
    pub fn of(runs: &[f64]) -> Option<Self> {
        if runs.len() < FEWEST_RUNS {
            return None;
        }
        let count = runs.len() as f64;
        let mean = runs.iter().sum::<f64>() / count;
        let variance = runs.iter().map(|run| (run - mean) * (run - mean)).sum::<f64>() / (count - 1.0);
        Some(Self { mean, half_width: student_975(count - 1.0) * (variance / count).sqrt(), runs: runs.len() })
    }

    /// The lower end.
    pub fn low(&self) -> f64 {
        self.mean - self.half_width
    }

    /// The upper end.
    pub fn high(&self) -> f64 {
        self.mean + self.half_width
    }

    /// Whether it holds a value.
    pub fn holds(&self, value: f64) -> bool {
        self.low() <= value && value <= self.high()
    }
}

/// The 97.5 % quantile of Student's t, from 9 degrees of freedom on right to the fourth digit.
///
/// By its expansion in 1/ν around the normal quantile: M. Abramowitz and I. A. Stegun, *Handbook of Mathematical
/// Functions*, 1964, 26.7.5. What the statistics crates have is right for all of them and brings the incomplete beta
/// function and its inverse, kilobytes of page for one number; the tests hold this against one of them.
fn student_975(freedom: f64) -> f64 {
    const X: f64 = 1.959_963_984_540_054;
    const X2: f64 = X * X;
    const TERMS: [f64; 4] = [
        X * (X2 + 1.0) / 4.0,
        X * ((5.0 * X2 + 16.0) * X2 + 3.0) / 96.0,
        X * (((3.0 * X2 + 19.0) * X2 + 17.0) * X2 - 15.0) / 384.0,
        X * ((((79.0 * X2 + 776.0) * X2 + 1482.0) * X2 - 1920.0) * X2 - 945.0) / 92_160.0,
    ];
    X + TERMS.iter().rev().fold(0.0, |sum, term| (sum + term) / freedom)
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use statrs::distribution::{ContinuousCDF, StudentsT};

    #[test]
    fn students_t_is_what_a_statistics_library_says() {
        for freedom in (9..=400).map(f64::from) {
            let exact = StudentsT::new(0.0, 1.0, freedom).expect("it exists").inverse_cdf(0.975);
            assert!((student_975(freedom) - exact).abs() < 1e-4, "{freedom}: {} and {exact}", student_975(freedom));
        }
    }

    #[test]
    fn an_interval_is_the_one_of_the_textbooks() {
        let runs: Vec<f64> = (1..=10).map(f64::from).collect();
        let interval = Interval::of(&runs).expect("there are enough");
        // s = √(55/6), t = 2.2622.
        assert!((interval.half_width - 2.2622 * (55.0_f64 / 6.0 / 10.0).sqrt()).abs() < 1e-4, "{interval:?}");
        assert!(interval.holds(5.5) && interval.holds(interval.low()) && !interval.holds(interval.high() + 1e-9));
    }

    #[test]
    fn too_few_runs_say_nothing() {
        assert_eq!(Interval::of(&[1.0; 9]), None);
        assert_eq!(Interval::of(&[1.0; 10]).map(|interval| interval.half_width), Some(0.0));
    }
}

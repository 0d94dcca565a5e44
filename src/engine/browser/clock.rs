//! The browser's clock.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::Performance;

/// The browser's clock, kept at hand: fetching it anew for each reading takes five times as long.
#[derive(Clone)]
pub struct Clock(Performance);

impl Clock {
    /// Browsers move the ticks of their clocks about by chance, so that two steps may lie between a moment and its reading:
    /// what is closer cannot be told apart.
    pub const UNSURE_STEPS: f64 = 2.0;

    /// The clock of this page or worker; `None` where there is none.
    pub fn new() -> Option<Self> {
        let performance = js_sys::Reflect::get(&js_sys::global(), &JsValue::from_str("performance")).ok()?;
        Some(Self(performance.dyn_into().ok()?))
    }

    /// Milliseconds since the page was opened.
    #[inline]
    pub fn now_ms(&self) -> f64 {
        self.0.now()
    }

    /// When the page was opened, in milliseconds since 1970: what another clock of this machine is compared by.
    pub fn origin_ms(&self) -> f64 {
        self.0.time_origin()
    }

    /// The clock's step, in milliseconds: the least difference seen between two readings that differ. Takes
    /// some steps of the clock, 10 ms at the most.
    pub fn step_ms(&self) -> f64 {
        let (begin, mut step) = (self.now_ms(), f64::INFINITY);
        let mut last = begin;
        for _ in 0..8 {
            let mut now = self.now_ms();
            while now <= last && now - begin < 10.0 {
                now = self.now_ms();
            }
            if now > last {
                step = step.min(now - last);
            }
            last = now;
        }
        // Readings are binary fractions: 0.1 ms comes as 0.0999…
        if step.is_finite() { (step * 1e6).round() / 1e6 } else { 1.0 }
    }
}

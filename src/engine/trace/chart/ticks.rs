//! The axis: round moments, and how they are said.

use super::View;

const SECOND: u64 = 1_000_000_000;
const MINUTE: u64 = 60 * SECOND;
const HOUR: u64 = 60 * MINUTE;

/// A mark on the axis.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tick {
    /// The moment, in nanoseconds of lesson time.
    pub at_ns: u64,
    /// What it is called.
    pub label: String,
}

/// The round moments in view, with room for their labels, whose letters are about `letter` wide.
pub fn ticks(view: View, width: f64, letter: f64) -> Vec<Tick> {
    let end_ns = (view.from_ns + view.span_ns) as u64;
    let mut step_ns = next_step((view.span_ns * 56.0 / width.max(1.0)) as u64);
    loop {
        let first = (view.from_ns / step_ns as f64).ceil() as u64;
        let moments = (first..=end_ns / step_ns).map(|i| i * step_ns);
        let ticks: Vec<Tick> = moments.map(|at_ns| Tick { at_ns, label: moment(at_ns, step_ns) }).collect();
        let longest = ticks.iter().map(|tick| tick.label.chars().count()).max().unwrap_or(0);
        if longest as f64 * letter + 16.0 <= view.x_of(view.from_ns + step_ns as f64, width) || ticks.len() < 2 {
            return ticks;
        }
        step_ns = next_step(step_ns);
    }
}

/// The shortest round step that is longer than `than_ns`.
fn next_step(than_ns: u64) -> u64 {
    let seconds = [1, 2, 5, 10, 15, 30].map(|n| n * SECOND);
    let minutes = [1, 2, 5, 10, 15, 30].map(|n| n * MINUTE);
    let hours = [1, 2, 3, 6, 12, 24].map(|n| n * HOUR);
    let odd = || seconds.into_iter().chain(minutes).chain(hours).find(|step| *step > than_ns);
    match than_ns {
        n if n < SECOND => decimal(1, n),
        n => odd().unwrap_or_else(|| decimal(24 * HOUR, n)),
    }
}

/// The shortest of 1, 2, 5, 10, 20, … units that is longer than `than`.
fn decimal(unit: u64, than: u64) -> u64 {
    let mut power = unit;
    loop {
        for n in [1, 2, 5] {
            if n * power > than {
                return n * power;
            }
        }
        power = power.saturating_mul(10);
    }
}

/// A moment of a run, as exactly as `step_ns` asks for: `0`, `12.3 ms`, `14.1 s`, `2 min 5 s`, `1 h 30 min`.
pub fn moment(at_ns: u64, step_ns: u64) -> String {
    let step_ns = step_ns.max(1);
    let at_ns = (at_ns + step_ns / 2) / step_ns * step_ns;
    match at_ns {
        0 => "0".to_owned(),
        n if n < 1_000 => format!("{n} ns"),
        n if n < 1_000_000 => format!("{} µs", decimals(n, 1_000, step_ns)),
        n if n < SECOND => format!("{} ms", decimals(n, 1_000_000, step_ns)),
        n if n < 2 * MINUTE => format!("{} s", decimals(n, SECOND, step_ns)),
        n => long(n, step_ns),
    }
}

fn long(at_ns: u64, step_ns: u64) -> String {
    let (hours, minutes, rest) = (at_ns / HOUR, at_ns / MINUTE % 60, at_ns % MINUTE);
    let mut parts = Vec::new();
    if hours > 0 {
        parts.push(format!("{hours} h"));
    }
    if minutes > 0 {
        parts.push(format!("{minutes} min"));
    }
    if rest > 0 {
        parts.push(format!("{} s", decimals(rest, SECOND, step_ns)));
    }
    parts.join(" ")
}

/// So many units, with the digits after the point that the step needs, and no zeros at the end.
fn decimals(ns: u64, unit: u64, step_ns: u64) -> String {
    let digits = (0..9).find(|digits| step_ns >= unit / 10_u64.pow(*digits).min(unit)).unwrap_or(9) as usize;
    let power = 10_u64.pow(digits as u32);
    let parts = ns / unit * power + (ns % unit * power + unit / 2) / unit;
    let text = match digits {
        0 => parts.to_string(),
        _ => format!("{}.{:0digits$}", parts / power, parts % power),
    };
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

//! The coroutine in the learner's own hands: each button is one thing a caller can do to it.

use super::{PrefixFilter, Raised, Setting, State};
use crate::runtime::Cx;

/// What the learner can do.
pub(super) const ACTIONS: &[&str] = &["Prime", "Send the next line", "Send all lines", "Close", "A new filter"];

/// Does what the learner does, and prints it as Python's prompt would; it ends when it is stopped.
pub(super) async fn drive(p: Setting, cx: Cx) -> Result<(), Raised> {
    let lines: Vec<&str> = p.lines().collect();
    let mut hand = Hand::new(&p, &cx);
    loop {
        match cx.action().await {
            0 => hand.prime(),
            1 => hand.send(lines.get(hand.sent % lines.len().max(1)).copied()).await,
            2 => hand.send_all(&lines).await,
            3 => hand.close(),
            _ => hand = Hand::new(&p, &cx),
        }
        hand.tell();
    }
}

/// A filter, and how many lines have been sent to it.
struct Hand<'a> {
    p: &'a Setting,
    cx: &'a Cx,
    search: PrefixFilter,
    sent: usize,
}

impl<'a> Hand<'a> {
    fn new(p: &'a Setting, cx: &'a Cx) -> Self {
        cx.print(format!(">>> search = prefix_filter(\"{}\")", p.prefix));
        Self { p, cx, search: PrefixFilter::new(&p.prefix, "", cx.clone()), sent: 0 }
    }

    fn prime(&self) {
        self.cx.print(">>> next(search)");
        self.answer(self.search.prime());
    }

    async fn send(&mut self, line: Option<&str>) {
        let Some(line) = line else { return self.cx.print("There is no line to send.") };
        self.sent += 1;
        self.cx.print(format!(">>> search.send(\"{line}\")"));
        if matches!(self.search.state(), State::Suspended { .. }) {
            self.cx.work(self.p.work).await;
        }
        self.answer(self.search.send(line));
    }

    async fn send_all(&mut self, lines: &[&str]) {
        for line in lines {
            self.send(Some(line)).await;
        }
        if lines.is_empty() {
            self.send(None).await;
        }
    }

    fn close(&self) {
        self.cx.print(">>> search.close()");
        if let Err(raised) = self.search.close() {
            self.cx.print(raised.to_string());
        }
    }

    /// What came back.
    fn answer(&self, answer: Result<u64, Raised>) {
        self.cx.print(answer.map_or_else(|raised| raised.to_string(), |found| found.to_string()));
    }

    /// Where the filter stands: in the Python program, and in the value that it is in Rust.
    fn tell(&self) {
        let state = self.search.state();
        let stands = match state {
            State::Created => "created: before its first line",
            State::Suspended { .. } => "suspended: at line = yield found",
            State::Running => "running: between two yields",
            State::Closed => "closed: behind its last line",
        };
        self.cx.print(format!("# {stands}; in Rust, its state is {state:?}"));
    }
}

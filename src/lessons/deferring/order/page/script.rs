//! A program of the order game's second level, written out in JavaScript.

use super::program::{Step, Steps};
use crate::runtime::Source;

/// What a message needs: a channel, and who takes what arrives.
const CHANNEL: &str = "\
const channel = new MessageChannel();
const functions = [];
channel.port1.onmessage = (event) => functions[event.data]();

function post(f) {
  channel.port2.postMessage(functions.push(f) - 1);
}

";

/// The program, as a page runs it.
pub(super) fn write(script: &Steps) -> String {
    let mut text = String::new();
    if has_messages(script) {
        text.push_str(CHANNEL);
    }
    lines(script, 0, &mut text);
    text
}

fn has_messages(steps: &Steps) -> bool {
    steps
        .iter()
        .any(|step| matches!(step, Step::Queue(source, inner) if *source == Source::Message || has_messages(inner)))
}

fn lines(steps: &Steps, depth: usize, text: &mut String) {
    for step in steps.iter() {
        text.push_str(&"  ".repeat(depth));
        match step {
            Step::Print(label) => text.push_str(&print(*label)),
            Step::Queue(source, inner) => queue(*source, inner, depth, text),
        }
        text.push_str(";\n");
    }
}

fn queue(source: Source, inner: &Steps, depth: usize, text: &mut String) {
    let (begin, end) = match source {
        Source::Microtask => ("queueMicrotask(", ")"),
        Source::Timer => ("setTimeout(", ", 0)"),
        Source::Message => ("post(", ")"),
        Source::Frame => ("requestAnimationFrame(", ")"),
    };
    text.push_str(begin);
    text.push_str("() => ");
    if let [Step::Print(label)] = **inner {
        text.push_str(&print(label));
    } else {
        text.push_str("{\n");
        lines(inner, depth + 1, text);
        text.push_str(&"  ".repeat(depth));
        text.push('}');
    }
    text.push_str(end);
}

fn print(label: char) -> String {
    format!("console.log(\"{label}\")")
}

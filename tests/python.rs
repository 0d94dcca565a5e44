//! The Python listings are real programs: CPython runs them, and they print what the lessons print.

#![cfg(not(target_arch = "wasm32"))]

use simul::lessons::LESSONS;
use simul::params::Values;
use simul::virtual_time::{Machine, VirtualRun};
use std::process::Command;

/// The lines a Python program prints, with some of its constants set to other values.
fn python(slug: &str, constants: &[(&str, &str)], arguments: &[&str]) -> Vec<String> {
    python_after("", slug, constants, arguments)
}

/// The same, after another program that sets something up for it.
fn python_after(before: &str, slug: &str, constants: &[(&str, &str)], arguments: &[&str]) -> Vec<String> {
    let path = format!("{}/src/lessons/{}.py", env!("CARGO_MANIFEST_DIR"), slug.replace('-', "_"));
    let mut source = std::fs::read_to_string(&path).expect("the lesson has its Python program");
    for (name, value) in constants {
        let at =
            source.find(&format!("\n{name} = ")).unwrap_or_else(|| panic!("{name} is a constant of {slug}.py")) + 1;
        let end = at + source[at..].find('\n').expect("a constant is a line of its own");
        source.replace_range(at..end, &format!("{name} = {value}"));
    }
    let output = Command::new("python3")
        .arg("-c")
        .arg(before.to_owned() + &source)
        .args(arguments)
        .output()
        .expect("python3 runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).lines().map(str::to_owned).collect()
}

/// The lines the lesson prints on the virtual clock.
fn lesson(slug: &str, settings: &[(&str, &str)], variant: usize) -> Vec<String> {
    let entry = LESSONS.iter().find(|entry| entry.meta.slug == slug).expect("the lesson exists");
    let mut values = Values::defaults(entry.fields);
    for (name, text) in settings {
        assert_eq!(values.set(name, text), None);
    }
    let variant = entry.meta.variants[variant];
    let run = VirtualRun::new(&Machine::ideal(1), 1, Some(1_000_000), |cx| (entry.run)(&values, variant, cx));
    run.finish().trace.expect("collected").output.into_iter().map(|line| line.text).collect()
}

#[test]
fn the_exhibition_prints_the_same_in_python() {
    let constants = [("OPPONENTS", "5"), ("ROUNDS", "3"), ("SPEED", "30_000.0")];
    let settings = [("opponents", "5"), ("rounds", "3")];
    for (variant, arguments) in [(0, &["synchronous"][..]), (1, &[])] {
        let printed = python("exhibition", &constants, arguments);
        assert_eq!(printed, lesson("exhibition", &settings, variant), "{arguments:?}");
    }
}

/// Serves the site's own files from a thread of the program's own. `SILENT` requests are counted and never answered; when
/// there are so many, Ctrl-C is pressed.
fn serving(silent: u32) -> String {
    let folder = format!("{}/src/lessons", env!("CARGO_MANIFEST_DIR"));
    format!(
        r#"
import http.server, itertools, os, signal, threading
SILENT, ASKED = {silent}, itertools.count(1)
class Handler(http.server.SimpleHTTPRequestHandler):
    def __init__(self, *given):
        super().__init__(*given, directory="{folder}")
    def do_GET(self):
        if SILENT:
            if next(ASKED) == SILENT:
                os.kill(os.getpid(), signal.SIGINT)
            threading.Event().wait()
        super().do_GET()
    def log_message(self, *said):
        pass
SERVER = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
SERVER.daemon_threads = True
threading.Thread(target=SERVER.serve_forever, daemon=True).start()
HERE = f"http://127.0.0.1:{{SERVER.server_port}}"
"#
    )
}

fn sorted(mut lines: Vec<String>) -> Vec<String> {
    lines.sort();
    lines
}

#[test]
fn the_event_loop_prints_the_same_in_python() {
    let constants = [("SITE", "HERE"), ("FEEDS", "5"), ("ITEMS", "4"), ("LATENCY", "0.01")];
    let settings = [("feeds", "5"), ("items", "4"), ("latency", "0.01")];
    let printed = |argument| python_after(&serving(0), "event-loop", &constants, &[argument]);
    assert_eq!(printed("sequential"), lesson("event-loop", &settings, 0));
    // Which of several answers comes first is up to the host.
    assert_eq!(sorted(printed("concurrent")), sorted(lesson("event-loop", &settings, 1)));
    assert_eq!(sorted(printed("limited")), sorted(lesson("event-loop", &settings, 2)));
    let slow = [("SITE", "HERE"), ("LATENCY", "5.0"), ("TIMEOUT", "0.01")];
    let printed = python_after(&serving(0), "event-loop", &slow, &["sequential"]);
    assert_eq!(printed, lesson("event-loop", &[("latency", "5"), ("timeout", "0.01")], 0));
}

#[test]
fn the_event_loop_is_ended_by_ctrl_c_in_python_as_by_stop() {
    let constants = [("SITE", "HERE"), ("LATENCY", "0.0")];
    let printed = python_after(&serving(3), "event-loop", &constants, &["concurrent", "forever"]);
    assert_eq!(printed.last().map(String::as_str), Some("closed"));
    let cancelled = ["closed", "compsci: cancelled", "programming: cancelled", "python: cancelled"];
    assert_eq!(sorted(printed), cancelled);
}

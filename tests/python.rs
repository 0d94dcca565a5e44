//! The Python listings are real programs: CPython runs them, and they print what the lessons print.

#![cfg(not(target_arch = "wasm32"))]

use simul::lessons::entries;
use simul::params::Values;
use simul::virtual_time::{Machine, VirtualRun};
use std::process::{Command, Output};

/// The lines a Python program prints, with some of its constants set to other values.
fn python(name: &str, constants: &[(&str, &str)], arguments: &[&str]) -> Vec<String> {
    python_after("", name, constants, arguments)
}

/// The same, after another program that sets something up for it.
fn python_after(before: &str, name: &str, constants: &[(&str, &str)], arguments: &[&str]) -> Vec<String> {
    let output = run_python(before, name, constants, arguments);
    assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).lines().map(str::to_owned).collect()
}

fn run_python(before: &str, name: &str, constants: &[(&str, &str)], arguments: &[&str]) -> Output {
    let program = before.to_owned() + &python_source(name, constants);
    Command::new("python3").arg("-c").arg(program).args(arguments).output().expect("python3 runs")
}

/// A Python program with some of its constants set to other values.
fn python_source(name: &str, constants: &[(&str, &str)]) -> String {
    let path = format!("{}/src/lessons/{}.py", env!("CARGO_MANIFEST_DIR"), name.replace('-', "_"));
    let mut source = std::fs::read_to_string(&path).expect("the lesson has its Python program");
    for (name, value) in constants {
        let at =
            source.find(&format!("\n{name} = ")).unwrap_or_else(|| panic!("{name} is a constant of {name}.py")) + 1;
        let end = at + source[at..].find('\n').expect("a constant is a line of its own");
        source.replace_range(at..end, &format!("{name} = {value}"));
    }
    source
}

/// The lines the lesson prints on the virtual clock.
fn lesson(slug: &str, settings: &[(&str, &str)], variant: usize) -> Vec<String> {
    let entry = entries().find(|entry| entry.meta.slug == slug).expect("the lesson exists");
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

/// The lines of processes, with the addresses left out: they are different ones every time.
fn without_addresses(lines: Vec<String>) -> Vec<String> {
    lines.into_iter().map(|line| line.split(" at 0x").next().unwrap_or_default().to_owned()).collect()
}

/// The lines a Python program prints that has to be a file, since it is loaded again by every process it starts.
fn python_file(name: &str, constants: &[(&str, &str)], arguments: &[&str]) -> Vec<String> {
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.py"));
    std::fs::write(&path, python_source(name, constants)).expect("it can be written");
    let output = Command::new("python3")
        .env_remove("PYTHONUNBUFFERED")
        .arg(path)
        .args(arguments)
        .output()
        .expect("python3 runs");
    assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).lines().map(str::to_owned).collect()
}

#[test]
fn the_processes_print_the_same_in_python() {
    let check = |pool: &str, names: &str, in_python: &str, variant: usize, argument: &str| {
        let constants = [("WORK", "100"), ("POOL", pool), ("NAMES", in_python)];
        let settings = [("pool", pool), ("names", names), ("work", "0.001")];
        let printed = without_addresses(python_file("processes", &constants, &[argument]));
        let expected = without_addresses(lesson("processes", &settings, variant));
        if variant == 1 {
            assert_eq!(printed, expected, "{argument}");
        } else {
            // Which process prints first is up to the system.
            assert_eq!(sorted(printed), sorted(expected), "{argument}, a pool of {pool}");
        }
    };
    check("0", "America,Europe,Africa", r#"["America", "Europe", "Africa"]"#, 0, "together");
    check("0", "America,Europe,Africa", r#"["America", "Europe", "Africa"]"#, 1, "one-by-one");
    check("1", "New York, Rome", r#"["New York", "Rome"]"#, 0, "together");
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

#[test]
fn the_coroutines_print_the_same_in_python() {
    let quick = [("EVERY", "0.001"), ("WORK", "0.001")];
    let other = [("PREFIX", "\"Καλή\""), ("LINES", "['Καλή μου', 'James', 'Καλή']"), ("FILTERS", "11")];
    let settings = [("prefix", "Καλή"), ("lines", "Καλή μου;James; Καλή"), ("filters", "11")];
    for (variant, argument) in ["generator", "coroutine", "round-robin"].into_iter().enumerate() {
        let printed = |constants: &[(&str, &str)]| python("coroutines", constants, &[argument]);
        assert_eq!(printed(&quick), lesson("coroutines", &[], variant), "{argument}");
        assert_eq!(printed(&[&quick[..], &other].concat()), lesson("coroutines", &settings, variant), "{argument}");
    }
}

#[test]
fn deferring_prints_the_same_in_python() {
    // Far enough apart that a busy machine does not change their order.
    let waits = "[0.3 * (1 + i * 2 % 5) for i in range(5)]";
    let orders = [("", "[1, 2, 3, 4, 5]"), ("5 4 3 2 1", "[5, 4, 3, 2, 1]"), ("3 1", "[3, 1, 2, 4, 5]")];
    for (order, numbers) in orders {
        for hand_over in ["f", "f()"] {
            let quoted = format!("{hand_over:?}");
            let constants = [("WAITS", "[0.02] * OPERATIONS"), ("ORDER", numbers), ("HAND_OVER", &quoted)];
            let settings = [("order", order), ("hand_over", hand_over)];
            for (variant, name) in ["blocking", "deferred"].into_iter().enumerate() {
                let printed = python("deferring", &constants, &[name]);
                assert_eq!(printed, lesson("deferring", &settings, variant), "{name}, {order}, {hand_over}");
            }
        }
    }
    let longest_last = python("deferring", &[("WAITS", waits)], &["deferred"]);
    let done = [1, 4, 2, 5, 3].map(|i| format!("operation {i}: done"));
    assert_eq!(longest_last[6..], done, "the order in which their waits end");
}

#[test]
fn deferring_waits_for_requests_in_python_too() {
    let constants = [("SITE", "HERE"), ("IO", "\"request\""), ("WAITS", "[0.01] * OPERATIONS")];
    let printed = |name| python_after(&serving(0), "deferring", &constants, &[name]);
    let settings = [("io", "request"), ("wait", "0.01")];
    assert_eq!(printed("blocking"), lesson("deferring", &settings, 0));
    // Which of several answers comes first is up to the host.
    let deferred = printed("deferred");
    assert_eq!(deferred[5], "all handed over");
    assert_eq!(sorted(deferred), sorted(lesson("deferring", &settings, 1)));
}

#[test]
fn deferring_waits_for_storage_in_python_too() {
    let constants = [("IO", "\"storage\""), ("WAITS", "[0.05, 0.1, 0.15, 0.2, 0.25]")];
    for (at, name) in ["blocking", "deferred"].into_iter().enumerate() {
        let settings = [("io", "storage"), ("wait", "0.05")];
        let printed = python("deferring", &constants, &[name]);
        assert_eq!(sorted(printed), sorted(lesson("deferring", &settings, at)), "{name}");
    }
}

/// What a pitfall's Python program prints, with short waits.
fn pitfall(case: &str, variant: &str) -> Vec<String> {
    let name = format!("pitfalls/{}.{variant}", case.replace('-', "_"));
    let source = std::fs::read_to_string(format!("{}/src/lessons/{name}.py", env!("CARGO_MANIFEST_DIR")));
    let source = source.expect("every pitfall has both programs");
    // Far enough apart that a busy machine does not change their order.
    let short = [("WAIT", "0.2"), ("WORK", "0.04")];
    let constants: Vec<(&str, &str)> =
        short.into_iter().filter(|(name, _)| source.contains(&format!("\n{name} = "))).collect();
    python(&name, &constants, &[])
}

#[test]
fn the_pitfalls_print_the_same_in_python() {
    let cases = [
        "blocking-call",
        "sequential-awaits",
        "forgotten-await",
        "lock-across-await",
        "deadlock",
        "unbounded-fan-out",
        "orphan-task",
        "dirty-cancellation",
    ];
    let check = |case: &'static str| {
        for (variant, name) in ["broken", "mended"].into_iter().enumerate() {
            let printed = lesson("pitfalls", &[("case", case)], variant);
            assert_eq!(pitfall(case, name), printed, "{case}, {name}");
        }
    };
    cases.into_iter().for_each(check);
}

#[test]
fn what_is_left_to_chance_or_to_the_machine_goes_wrong_in_python_too() {
    assert_ne!(pitfall("lost-update", "broken").last().map(String::as_str), Some("went wrong with 0 of 10 seeds"));
    assert_eq!(pitfall("lost-update", "mended").last().map(String::as_str), Some("went wrong with 0 of 10 seeds"));
    assert_eq!(pitfall("starvation", "broken").last().map(String::as_str), Some("5 rows, 0 ticks"));
    let ticked = pitfall("starvation", "mended");
    assert!(ticked.last().is_some_and(|line| line.starts_with("5 rows, ") && line != "5 rows, 0 ticks"), "{ticked:?}");
}

#[test]
fn python_warns_of_the_forgotten_await_as_the_text_says() {
    let output = run_python("", "pitfalls/forgotten_await.broken", &[("WAIT", "0.02"), ("WORK", "0.01")], &[]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("RuntimeWarning: coroutine 'save' was never awaited"), "{said}");
}

/// What the compiler says of a program in which a coroutine is made by this line.
fn rust_says(line: &str) -> String {
    let program = format!("pub async fn main() {{ {line} }}\nasync fn save(_letter: u8) {{}}\n");
    let file = std::env::temp_dir().join(format!("simul-forgotten-{}-{}.rs", std::process::id(), line.len()));
    std::fs::write(&file, program).expect("there is room for a file");
    let compiler = std::env::var("RUSTC").unwrap_or_else(|_| "rustc".to_owned());
    let mut compiled = Command::new(compiler);
    compiled.args(["--edition=2021", "--crate-type=lib", "--emit=metadata=-", "-Copt-level=0"]).arg(&file);
    let said = compiled.output().expect("rustc runs");
    std::fs::remove_file(&file).expect("it is there");
    assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
    String::from_utf8_lossy(&said.stderr).into_owned()
}

#[test]
fn rust_warns_of_the_forgotten_await_as_the_text_says_and_not_where_it_has_a_name() {
    let said = rust_says("save(1);");
    assert!(said.contains("warning: unused implementer of `Future` that must be used"), "{said}");
    assert!(said.contains("note: futures do nothing unless you `.await` or poll them"), "{said}");
    assert_eq!(rust_says("let _letter = save(1);"), "");
}

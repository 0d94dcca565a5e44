//! The Python listings are real programs: CPython runs them, and they print what the lessons print.

#![cfg(not(target_arch = "wasm32"))]

use simul::lessons::LESSONS;
use simul::params::Values;
use simul::virtual_time::{Machine, VirtualRun};
use std::process::Command;

/// The lines a Python program prints, with some of its constants set to other values.
fn python(slug: &str, constants: &[(&str, &str)], arguments: &[&str]) -> Vec<String> {
    let path = format!("{}/src/lessons/{slug}.py", env!("CARGO_MANIFEST_DIR"));
    let mut source = std::fs::read_to_string(&path).expect("the lesson has its Python program");
    for (name, value) in constants {
        let at =
            source.find(&format!("\n{name} = ")).unwrap_or_else(|| panic!("{name} is a constant of {slug}.py")) + 1;
        let end = at + source[at..].find('\n').expect("a constant is a line of its own");
        source.replace_range(at..end, &format!("{name} = {value}"));
    }
    let output = Command::new("python3").arg("-c").arg(&source).args(arguments).output().expect("python3 runs");
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

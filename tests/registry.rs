//! What holds for one lesson holds for all: the registry is walked.

#![cfg(not(target_arch = "wasm32"))]

use simul::lessons::{Entry, LESSONS, entries, pages};
use simul::params::{Field, FieldKind, Value, Values, open};
use simul::predict::seconds;
use simul::trace::lints::{Search, lints};
use simul::virtual_time::{Ended, Machine, VirtualRun};
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

/// Names that mean something else in an address.
const TAKEN: [&str; 5] = ["lesson", "variant", "run", "embed", "theme"];

fn virtual_run(entry: &Entry, values: &Values, variant: usize) -> VirtualRun {
    let variant = entry.meta.variants[variant];
    VirtualRun::new(&Machine::ideal(1), 1, Some(1_000_000), |cx| (entry.run)(values, variant, cx))
}

#[test]
fn names_are_unique_and_fit_an_address() {
    let mut slugs = HashSet::new();
    for entry in entries() {
        assert!(slugs.insert(entry.meta.slug));
        let mut names: HashSet<&str> = TAKEN.into_iter().collect();
        for name in entry.fields.iter().chain(entry.game_fields()).map(|field| field.name) {
            assert!(names.insert(name), "{name} stands twice");
            assert!(name.chars().all(|c| c.is_ascii_lowercase() || c == '_'), "{name}");
        }
    }
}

#[test]
fn every_lesson_says_all_it_must() {
    for entry in entries() {
        let meta = entry.meta;
        for text in [meta.title, meta.summary, meta.switches, meta.words.running, meta.words.ready, meta.words.timer] {
            assert!(!text.is_empty(), "{}", meta.slug);
        }
        assert!(!meta.text.is_empty() && !meta.tries.is_empty() && !meta.variants.is_empty());
        for language in ["Python", "Rust"] {
            assert!(
                meta.listings.iter().any(|listing| listing.language == language),
                "{} has no {language}",
                meta.slug
            );
        }
        for field in entry.fields {
            assert!(!field.label.is_empty() && !field.help.is_empty(), "{}", field.name);
            if let FieldKind::Choice { choices } = field.kind {
                assert!(choices.len() > 1, "{}", field.name);
            }
        }
    }
}

#[test]
fn defaults_are_within_their_limits_and_read_back() {
    for entry in entries() {
        for field in entry.fields {
            let written = field.write(field.default());
            let read = field.read(&written, Value::Count(0));
            assert_eq!((read.value, read.problem), (field.default(), None), "{}", field.name);
        }
    }
}

#[test]
fn what_there_is_to_try_can_be_opened_without_a_notice() {
    for entry in entries() {
        for attempt in entry.meta.tries {
            let opened = open(&format!("lesson={}&{}", entry.meta.slug, attempt.query), &pages());
            assert_eq!(opened.notices, [], "{}", attempt.query);
        }
    }
}

#[test]
fn defaults_run_to_their_end_on_the_virtual_clock_and_last_between_1_and_30_seconds() {
    for entry in entries() {
        let values = Values::defaults(entry.fields);
        let mut total = Duration::ZERO;
        for variant in 0..entry.meta.variants.len() {
            let report = virtual_run(entry, &values, variant).finish();
            assert_eq!(report.ended, Ended::Finished(Ok(())), "{}", entry.meta.slug);
            total += report.elapsed.div_f64((entry.speed)(&values));
        }
        assert!((1.0..=30.0).contains(&total.as_secs_f64()), "{}: {}", entry.meta.slug, seconds(total));
    }
}

#[test]
fn every_run_prints_and_every_event_names_its_task() {
    for entry in entries() {
        for variant in 0..entry.meta.variants.len() {
            let report = virtual_run(entry, &Values::defaults(entry.fields), variant).finish();
            let trace = report.trace.expect("the run was collected");
            assert!(!trace.output.is_empty(), "{}", entry.meta.slug);
            assert!(trace.events.iter().all(|event| (event.task.0 as usize) < trace.tasks.len()));
            assert!(trace.events.is_sorted_by_key(|event| event.at_ns));
        }
    }
}

#[test]
fn what_depends_on_the_parameters_is_there_for_each_of_their_choices() {
    for entry in entries() {
        for field in entry.fields {
            let FieldKind::Choice { choices } = field.kind else { continue };
            for choice in choices {
                let mut values = Values::defaults(entry.fields);
                assert_eq!(values.set(field.name, choice.value), None);
                let listings = (entry.listings)(&values);
                for language in ["Python", "Rust"] {
                    assert!(listings.iter().any(|one| one.language == language), "{}: {language}", choice.value);
                }
                assert!(!(entry.text)(&values).is_empty(), "{}", choice.value);
                for variant in 0..entry.meta.variants.len() {
                    let ended = virtual_run(entry, &values, variant).finish().ended;
                    let deadlock = (entry.ends_in_deadlock)(&values, entry.meta.variants[variant]);
                    assert_eq!(matches!(ended, Ended::Deadlock(_)), deadlock, "{}: {ended}", choice.value);
                    assert!(
                        deadlock || matches!(ended, Ended::Finished(Ok(())) | Ended::Endless),
                        "{}: {ended}",
                        choice.value
                    );
                }
            }
        }
    }
}

#[test]
fn actions_have_a_label_each_and_a_program_that_waits_for_them_has_no_end_of_its_own() {
    for entry in entries() {
        assert!((entry.actions)(&Values::defaults(entry.fields)).is_empty(), "{}: a run must end", entry.meta.slug);
        for (field, choice) in entry.fields.iter().flat_map(choices) {
            let mut values = Values::defaults(entry.fields);
            assert_eq!(values.set(field.name, choice), None);
            let labels = (entry.actions)(&values);
            assert_eq!(labels.iter().collect::<HashSet<_>>().len(), labels.len(), "a label stands twice");
            assert!(labels.iter().all(|label| !label.is_empty()));
            let mut endings = (0..entry.meta.variants.len()).map(|at| virtual_run(entry, &values, at).finish().ended);
            assert!(
                labels.is_empty() || endings.any(|ended| ended == Ended::Endless),
                "{choice}: nobody waits for them"
            );
        }
    }
}

/// The words a field can be, with the field.
/// What it has none of, the page has not fetched yet when it is open: see `src/ui/later.rs`.
#[test]
fn the_first_lesson_needs_nothing_that_only_later_ones_have() {
    let first = LESSONS[0].entry();
    let has_none = [first.probe.is_none(), first.game.is_none(), first.list.is_none(), first.costs.is_none()];
    assert_eq!(has_none, [true; 4]);
    assert!(!first.shows_heartbeat && !first.shows_inside);
    let values = Values::defaults(first.fields);
    assert!(!(first.stores)(&values) && (first.actions)(&values).is_empty());
    for variant in 0..first.meta.variants.len() {
        assert!(!(first.ends_in_deadlock)(&values, first.meta.variants[variant]));
        let trace = virtual_run(first, &values, variant).finish().trace.expect("the run was collected");
        let speed = (first.speed)(&values);
        let mut search = Search::simple(&trace, speed);
        while search.goes_on(usize::MAX) {}
        assert_eq!(search.found(), lints(&trace, speed));
    }
}

fn choices(field: &'static Field) -> Vec<(&'static Field, &'static str)> {
    let FieldKind::Choice { choices } = field.kind else { return Vec::new() };
    choices.iter().map(|choice| (field, choice.value)).collect()
}

#[test]
fn every_python_listing_compiles_under_cpython() {
    for path in python_files() {
        let source = std::fs::read_to_string(&path).expect("it can be read");
        let status = Command::new("python3").args(["-c", "import ast, sys; ast.parse(sys.argv[1])", &source]).status();
        assert!(status.expect("python3 runs").success(), "{}", path.display());
    }
}

/// The lessons' Python programs: one beside each lesson, or one for each of its cases below it.
fn python_files() -> Vec<PathBuf> {
    let lessons = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lessons");
    let files = |folder: &Path| -> Vec<PathBuf> {
        let entries = std::fs::read_dir(folder).into_iter().flatten();
        let paths = entries.map(|entry| entry.expect("a folder can be listed").path());
        paths.filter(|path| path.extension().is_some_and(|extension| extension == "py")).collect()
    };
    let of = |entry: &Entry| {
        let name = entry.meta.slug.replace('-', "_");
        let mut found = files(&lessons.join(&name));
        let is_of = |path: &PathBuf| path.file_name().is_some_and(|file| file.to_string_lossy().starts_with(&name));
        found.extend(files(&lessons).into_iter().filter(is_of));
        assert!(!found.is_empty(), "{name} has no Python program");
        found
    };
    entries().flat_map(of).collect()
}

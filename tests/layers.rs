//! Who may know whom: the invariants of ARCHITECTURE.md that can be read off the source.

#![cfg(not(target_arch = "wasm32"))]

use std::fs;
use std::path::{Path, PathBuf};

/// The rooms of the engine, which is a crate of its own.
const ENGINE: [&str; 4] = ["trace", "runtime", "virtual_time", "browser"];

/// Each room, and the rooms it may use.
const MAY_USE: [(&str, &[&str]); 8] = [
    ("trace", &[]),
    ("runtime", &["trace"]),
    ("params", &["predict"]),
    ("predict", &["trace"]),
    ("virtual_time", &["runtime", "trace"]),
    ("browser", &["runtime", "trace", "virtual_time"]),
    ("lessons", &["runtime", "params", "predict"]),
    ("ui", &["browser", "virtual_time", "lessons", "params", "predict", "trace", "runtime"]),
];

/// The rooms that are built and tested without a browser.
const PURE: [&str; 6] = ["trace", "runtime", "params", "predict", "virtual_time", "lessons"];

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|why| panic!("{}: {why}", folder.display()));
    let paths = entries.map(|entry| entry.expect("a folder can be listed").path());
    paths
        .flat_map(|path| if path.is_dir() { files_below(&path) } else { vec![path] })
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .collect()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn folder_of(room: &str) -> PathBuf {
    if ENGINE.contains(&room) { root().join("engine").join(room) } else { root().join(room) }
}

/// The code of a file: no comments, no tests inside it.
fn code(path: &Path) -> String {
    let source = fs::read_to_string(path).expect("a source file can be read");
    let code = source.split("#[cfg(test)]").next().unwrap_or_default();
    code.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

#[test]
fn every_room_uses_only_the_rooms_it_may() {
    for (room, may_use) in MAY_USE {
        for path in files_below(&folder_of(room)) {
            let code = code(&path);
            for other in
                MAY_USE.map(|(name, _)| name).iter().filter(|other| **other != room && !may_use.contains(other))
            {
                assert!(!used(&code).iter().any(|used| used == other), "{} uses {other}", path.display());
            }
            assert!(!code.contains("simul_engine"), "{} goes round the map in lib.rs", path.display());
        }
    }
}

/// The rooms that a file names: after each `crate::`, one, or the ones in braces.
fn used(code: &str) -> Vec<String> {
    let word = |text: &str| -> String { text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect() };
    let names = |rest: &str| match rest.strip_prefix('{') {
        Some(braced) => braced.split('}').next().unwrap_or_default().split(',').map(|name| word(name.trim())).collect(),
        None => vec![word(rest)],
    };
    code.split("crate::").skip(1).flat_map(names).collect()
}

#[test]
fn a_room_is_seen_however_it_is_named() {
    let code = "use crate::ui;\nuse crate::{trace::Event, runtime};\nlet run = crate::browser::run();";
    assert_eq!(used(code), ["ui", "trace", "runtime", "browser"]);
}

#[test]
fn every_room_is_in_the_list() {
    let folders = [root(), root().join("engine")].map(|folder| fs::read_dir(folder).expect("it can be listed"));
    for room in folders.into_iter().flatten().filter_map(Result::ok).filter(|entry| entry.path().is_dir()) {
        let name = room.file_name().into_string().expect("rooms have plain names");
        let is_crate = ["engine", "jobs", "worker"].contains(&name.as_str());
        assert!(is_crate || MAY_USE.iter().any(|(known, _)| *known == name), "who may {name} use?");
    }
}

#[test]
fn pure_rooms_do_not_know_the_browser() {
    for room in PURE {
        for path in files_below(&folder_of(room)) {
            for word in ["leptos", "web_sys", "js_sys", "gloo", "wasm_bindgen", "std::thread", "Instant::now"] {
                assert!(!code(&path).contains(word), "{} mentions {word}", path.display());
            }
        }
    }
}

#[test]
fn nothing_is_unsafe_forgotten_or_unfinished() {
    for path in files_below(&root()) {
        for word in ["unsafe ", "Closure::forget", ".forget()", "todo!(", "unimplemented!(", "dbg!(", ".unwrap()"] {
            assert!(!code(&path).contains(word), "{} has {word}", path.display());
        }
    }
}

#[test]
fn the_page_has_no_code_for_one_lesson() {
    for path in files_below(&root().join("ui")) {
        for entry in simul::lessons::entries() {
            let slug = entry.meta.slug;
            assert!(!code(&path).contains(&format!("\"{slug}\"")), "{} names the lesson {slug}", path.display());
        }
    }
}

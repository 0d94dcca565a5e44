//! Highlights the lessons' listings, so that the page has no highlighter to load.

use std::path::Path;
use std::{env, fs};
use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxReference, SyntaxSet};

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let (root, out) = (env::var("CARGO_MANIFEST_DIR").unwrap(), env::var("OUT_DIR").unwrap());
    let syntaxes = SyntaxSet::load_defaults_newlines();
    let lessons = Path::new(&root).join("src/lessons");
    println!("cargo::rerun-if-changed={}", lessons.display());
    for entry in fs::read_dir(&lessons).unwrap() {
        let path = entry.unwrap().path();
        let file = path.file_name().unwrap().to_str().unwrap();
        let Some(extension) = path.extension().and_then(|extension| extension.to_str()) else { continue };
        let source = fs::read_to_string(&path).unwrap();
        let Some((language, first_line, listing)) = cut(extension, &source) else { continue };
        let syntax = syntaxes.find_syntax_by_extension(extension).unwrap();
        let html = highlight(&syntaxes, syntax, listing);
        let item =
            format!("Listing {{ language: {language:?}, file: {file:?}, html: {html:?}, first_line: {first_line} }}");
        fs::write(Path::new(&out).join(format!("{file}.rs")), item).unwrap();
    }
}

/// The part of a file that is shown: all of a Python file; of a Rust file what stands between the marks.
fn cut<'a>(extension: &str, source: &'a str) -> Option<(&'static str, usize, &'a str)> {
    if extension == "py" {
        return Some(("Python", 1, source));
    }
    let begin = source.find("// listing: the program\n")? + "// listing: the program\n".len();
    let end = source.find("// listing: end")?;
    Some(("Rust", source[..begin].lines().count() + 1, &source[begin..end]))
}

/// One `<span class="line">` a line, and in it a span for each word that has a kind.
fn highlight(syntaxes: &SyntaxSet, syntax: &SyntaxReference, listing: &str) -> String {
    let mut state = ParseState::new(syntax);
    let mut stack = ScopeStack::new();
    let mut html = String::new();
    for line in listing.split_inclusive('\n') {
        html.push_str("<span class=\"line\">");
        let mut from = 0;
        for (at, op) in state.parse_line(line, syntaxes).unwrap() {
            write_piece(&mut html, &line[from..at], &stack);
            from = at;
            stack.apply(&op).unwrap();
        }
        write_piece(&mut html, &line[from..], &stack);
        html.push_str("</span>");
    }
    html
}

fn write_piece(html: &mut String, piece: &str, stack: &ScopeStack) {
    if piece.is_empty() {
        return;
    }
    let escaped = piece.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    match class(stack) {
        Some(class) if !piece.trim().is_empty() => html.push_str(&format!("<i class=\"{class}\">{escaped}</i>")),
        _ => html.push_str(&with_async(&escaped)),
    }
}

/// The grammar is older than these two keywords of Rust.
fn with_async(piece: &str) -> String {
    let keyword = |word: &str| format!("<i class=\"keyword\">{word}</i>");
    let piece = piece.replace(".await", &format!(".{}", keyword("await")));
    match piece.trim() {
        "async" | "async move" => piece.replace("async", &keyword("async")),
        _ => piece,
    }
}

/// The kind of a word, by the innermost scope that names one.
fn class(stack: &ScopeStack) -> Option<&'static str> {
    const KINDS: [(&str, &str); 9] = [
        ("comment", "comment"),
        ("string", "string"),
        ("constant.numeric", "number"),
        ("constant.language", "number"),
        ("entity.name.function", "name"),
        ("support.function", "call"),
        ("variable.function", "call"),
        ("storage", "keyword"),
        ("keyword.operator.word", "keyword"),
    ];
    let plain = Scope::new("keyword.operator").unwrap();
    let keyword = Scope::new("keyword").unwrap();
    stack.as_slice().iter().rev().find_map(|scope| {
        let kind = KINDS.iter().find(|(prefix, _)| Scope::new(prefix).unwrap().is_prefix_of(*scope));
        kind.map(|(_, class)| *class)
            .or_else(|| (keyword.is_prefix_of(*scope) && !plain.is_prefix_of(*scope)).then_some("keyword"))
    })
}

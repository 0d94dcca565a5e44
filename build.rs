//! Highlights the lessons' listings, so that the page has no highlighter to load.

use std::path::{Path, PathBuf};
use std::{env, fs};
use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxReference, SyntaxSet};

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    keep_track_of_addresses();
    let (root, out) = (env::var("CARGO_MANIFEST_DIR").unwrap(), env::var("OUT_DIR").unwrap());
    let syntaxes = SyntaxSet::load_defaults_newlines();
    let lessons = Path::new(&root).join("src/lessons");
    println!("cargo::rerun-if-changed={}", lessons.display());
    let cuts: Vec<Cut> = files_below(&lessons).iter().flat_map(|path| cut(&lessons, path)).collect();
    for cut in &cuts {
        let other = cuts.iter().find(|other| cut.is_beside(other));
        let changed = other.map(|other| changed(&cut.text, &other.text)).unwrap_or_default();
        let syntax = syntaxes.find_syntax_by_extension(&cut.extension).unwrap();
        let html = highlight(&syntaxes, syntax, &cut.text, &changed);
        let Cut { variant, file, first_line, .. } = cut;
        let language = if cut.extension == "py" { "Python" } else { "Rust" };
        let item = format!(
            "Listing {{ language: {language:?}, variant: {variant:?}, file: {file:?}, html: {html:?}, first_line: {first_line} }}"
        );
        fs::write(Path::new(&out).join(cut.item()), item).unwrap();
    }
}

/// The page as it is published is cut in two by `cargo xtask build`, which has to know where the program mentions the
/// address of what. Only that build is as small as can be; the others need no such list.
fn keep_track_of_addresses() {
    let is = |name: &str, value: &str| env::var(name).is_ok_and(|given| given == value);
    if is("CARGO_CFG_TARGET_ARCH", "wasm32") && is("OPT_LEVEL", "z") {
        println!("cargo::rustc-link-arg-bin=simul=--emit-relocs");
        println!("cargo::rustc-link-arg-bin=simul=--no-demangle");
    }
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    paths.flat_map(|path| if path.is_dir() { files_below(&path) } else { vec![path] }).collect()
}

/// A program as it is shown.
struct Cut {
    /// The file below the lessons' folder, without what follows the first point.
    stem: String,
    /// Which of several programs that belong together; empty where there is but one.
    variant: String,
    extension: String,
    file: String,
    first_line: usize,
    text: String,
}

impl Cut {
    /// Whether another program is this one, broken or mended.
    fn is_beside(&self, other: &Self) -> bool {
        (&self.stem, &self.extension) == (&other.stem, &other.extension) && self.variant != other.variant
    }

    /// The file that the lesson includes.
    fn item(&self) -> String {
        let point = if self.variant.is_empty() { "" } else { "." };
        format!("{}{point}{}.{}.rs", self.stem.replace('/', "-"), self.variant, self.extension)
    }
}

/// The parts of a file that are shown: all of a Python file; of a Rust file what stands between the marks
/// `// listing: NAME` and `// listing: end`. The name is `the program`, or which of two programs it is; of two
/// Python programs each has a file of its own, `case.broken.py`.
fn cut(lessons: &Path, path: &Path) -> Vec<Cut> {
    let file = path.strip_prefix(lessons).unwrap().to_str().unwrap().replace('\\', "/");
    let source = fs::read_to_string(path).unwrap();
    let (stem, rest) = file.split_once('.').unwrap();
    let program = |variant: &str, extension: &str, first_line, text| Cut {
        stem: stem.to_owned(),
        variant: variant.to_owned(),
        extension: extension.to_owned(),
        file: file.clone(),
        first_line,
        text,
    };
    match rest.rsplit_once('.').unwrap_or(("", rest)) {
        (variant, "py") => vec![program(variant, "py", 1, source.clone())],
        (_, "rs") => marked(&source).map(|(name, line, text)| program(name, "rs", line, text)).collect(),
        _ => Vec::new(),
    }
}

/// The marked parts of a Rust file: the name, the number of the first line, and the text, set back to the margin.
fn marked(source: &str) -> impl Iterator<Item = (&str, usize, String)> {
    source.match_indices("// listing: ").filter_map(|(at, mark)| {
        let (name, text) = source[at + mark.len()..].split_once('\n')?;
        let text = &text[..text.find("// listing: end")?];
        let line = source[..at].lines().count() + if source[..at].ends_with('\n') { 2 } else { 1 };
        let margin = text.len() - text.trim_start_matches(' ').len();
        let lines = text.trim_end_matches(' ').split_inclusive('\n');
        let text = lines.map(|line| line.get(margin..).unwrap_or("\n")).collect();
        (name != "end").then_some((if name == "the program" { "" } else { name }, line, text))
    })
}

/// Which lines of a text are not in the other, by the longest common subsequence; how far they are set in does not
/// count, nor do empty ones.
fn changed(text: &str, other: &str) -> Vec<bool> {
    let lines = |text| str::lines(text).map(str::trim).collect::<Vec<_>>();
    let (a, b) = (lines(text), lines(other));
    let mut common = vec![vec![0; b.len() + 1]; a.len() + 1];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            common[i][j] = if a[i] == b[j] { common[i + 1][j + 1] + 1 } else { common[i + 1][j].max(common[i][j + 1]) };
        }
    }
    let (mut changed, mut j) = (Vec::new(), 0);
    for (i, line) in a.iter().enumerate() {
        while j < b.len() && *line != b[j] && common[i][j + 1] == common[i][j] {
            j += 1;
        }
        let kept = j < b.len() && *line == b[j];
        j += usize::from(kept);
        changed.push(!kept && !line.is_empty());
    }
    changed
}

/// One `<span class="line">` a line, and in it a span for each word that has a kind.
fn highlight(syntaxes: &SyntaxSet, syntax: &SyntaxReference, listing: &str, changed: &[bool]) -> String {
    let mut state = ParseState::new(syntax);
    let mut stack = ScopeStack::new();
    let mut html = String::new();
    for (number, line) in listing.split_inclusive('\n').enumerate() {
        let changed = changed.get(number).is_some_and(|changed| *changed);
        html.push_str(if changed { "<span class=\"line changed\">" } else { "<span class=\"line\">" });
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

//! `size`: what the first visit to the page transfers, against its budget.

use std::{
    collections::BTreeSet,
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::{Context, Result};

use crate::{
    build,
    kit::Kit,
    serve,
    setup::{self, Need},
    split,
};

/// What the first load may transfer, in bytes of brotli.
pub const BUDGET: usize = 150_000;

/// What the program of the workers may transfer, in bytes of brotli: it is fetched when the first of them is started.
pub const WORKER_BUDGET: usize = 25_000;

/// How the files of that program begin; `src/engine/browser/workers/program.rs` fetches them.
const WORKER: &str = "simul-worker";

/// One file of a built page.
#[derive(Clone, Debug)]
pub struct Weight {
    /// Its path below the page's folder, with `/` between the parts.
    pub name: String,
    /// Its size in bytes.
    pub raw: usize,
    /// Its size in bytes of brotli at the best quality, as a static host sends it.
    pub brotli: usize,
    /// Whether the page needs it before it can be used.
    pub first_load: bool,
}

/// Builds the page for publishing and weighs it; fails when it is over budget.
pub fn run(kit: &mut Kit) -> Result<ExitCode> {
    setup::all_of(kit, serve::NEEDS)?;
    setup::some_of(kit, &[Need::WasmOpt]);
    let page = kit.project.tested_page();
    build::published(kit, &page)?;
    let weights = weigh(&page)?;
    print(&weights);
    Ok(if within_budget(&weights) { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Weighs every file of a built page.
pub fn weigh(page: &Path) -> Result<Vec<Weight>> {
    let mut files = Vec::new();
    for path in walk(page)? {
        let name = path.strip_prefix(page).unwrap_or(&path).to_string_lossy().replace('\\', "/");
        let bytes = fs::read(&path).with_context(|| format!("{} cannot be read", path.display()))?;
        files.push((name, bytes));
    }
    let needed = first_load(&files);
    let weight = |(name, bytes): (String, Vec<u8>)| {
        let first_load = needed.contains(&name);
        Ok(Weight { raw: bytes.len(), brotli: brotli_size(&bytes)?, first_load, name })
    };
    files.into_iter().map(weight).collect()
}

/// The files a page asks for by itself: `index.html`, and whatever a needed text file names.
fn first_load(files: &[(String, Vec<u8>)]) -> BTreeSet<String> {
    let mut needed = BTreeSet::new();
    let mut to_read = vec!["index.html"];
    while let Some(name) = to_read.pop() {
        let Some((name, bytes)) = files.iter().find(|(file, _)| file == name) else { continue };
        if !needed.insert(name.clone()) || !is_text(name) {
            continue;
        }
        // The second part is fetched when another lesson is opened.
        let text = split::without(&String::from_utf8_lossy(bytes));
        let base_name = |file: &str| file.rsplit('/').next().map_or(file.to_string(), String::from);
        to_read.extend(files.iter().map(|(file, _)| file.as_str()).filter(|file| text.contains(&base_name(file))));
    }
    needed
}

fn is_text(name: &str) -> bool {
    [".html", ".js", ".css"].iter().any(|ending| name.ends_with(ending))
}

/// The sum of what the first load transfers, in bytes of brotli.
pub fn first_load_size(weights: &[Weight]) -> usize {
    weights.iter().filter(|weight| weight.first_load).map(|weight| weight.brotli).sum()
}

/// The sum of what the first worker transfers, in bytes of brotli.
pub fn worker_size(weights: &[Weight]) -> usize {
    weights.iter().filter(|weight| weight.name.starts_with(WORKER)).map(|weight| weight.brotli).sum()
}

/// Whether the first load and the workers' program keep to their budgets.
pub fn within_budget(weights: &[Weight]) -> bool {
    first_load_size(weights) <= BUDGET && worker_size(weights) <= WORKER_BUDGET
}

/// Prints the table of files, and the sum beside the budget.
pub fn print(weights: &[Weight]) {
    println!("\n{:>10} {:>10}  file", "bytes", "brotli");
    for weight in weights {
        let later = if weight.first_load { "" } else { "  (not in the first load)" };
        println!("{:>10} {:>10}  {}{later}", weight.raw, weight.brotli, weight.name);
    }
    let raw: usize = weights.iter().filter(|weight| weight.first_load).map(|weight| weight.raw).sum();
    let sum = first_load_size(weights);
    println!("{raw:>10} {sum:>10}  the first load, {}", against(sum, BUDGET));
    let worker = worker_size(weights);
    println!("{:>10} {worker:>10}  the first worker, {}\n", "", against(worker, WORKER_BUDGET));
}

fn against(sum: usize, budget: usize) -> String {
    let verdict = if sum <= budget { "within" } else { "OVER" };
    format!("{verdict} its budget of {budget} bytes")
}

fn brotli_size(bytes: &[u8]) -> Result<usize> {
    let mut encoder = brotli::CompressorWriter::new(Vec::new(), 1 << 16, 11, 22);
    encoder.write_all(bytes)?;
    Ok(encoder.into_inner().len())
}

/// All files below a folder, in the order of their names.
pub fn walk(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).with_context(|| format!("{} cannot be read", folder.display()))?;
    let mut paths = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    paths.sort();
    let mut files = Vec::new();
    for path in paths {
        if path.is_dir() {
            files.extend(walk(&path)?);
        } else {
            files.push(path);
        }
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_load_is_what_the_page_names_and_what_that_names() {
        let file = |name: &str, text: &str| (name.to_string(), text.as_bytes().to_vec());
        let files = [
            file("index.html", "<script src=./app-1.js> <link href=./main.css>"),
            file("app-1.js", "fetch('app-1_bg.wasm'); import './snippets/a/inline0.js'"),
            file("app-worker.js", "fetch('app-worker_bg.wasm')"),
            file("app-worker_bg.wasm", ""),
            file("app-1_bg.wasm", "feed.json"),
            file("feed.json", "{}"),
            file("main.css", ""),
            file("snippets/a/inline0.js", ""),
        ];
        let needed: Vec<_> = first_load(&files).into_iter().collect();
        assert_eq!(needed, ["app-1.js", "app-1_bg.wasm", "index.html", "main.css", "snippets/a/inline0.js"]);
    }

    #[test]
    fn only_the_first_load_counts_against_the_budget() {
        let weight = |brotli, first_load| Weight { name: String::new(), raw: 0, brotli, first_load };
        assert!(within_budget(&[weight(BUDGET, true), weight(1, false)]));
        assert!(!within_budget(&[weight(BUDGET, true), weight(1, true)]));
    }

    #[test]
    fn the_program_of_the_workers_has_a_budget_of_its_own() {
        let weight = |name: &str, brotli| Weight { name: name.to_owned(), raw: 0, brotli, first_load: false };
        let (script, page) = (weight("simul-worker.js", 1), weight("simul-1_bg.wasm", BUDGET));
        assert!(within_budget(&[script.clone(), weight("simul-worker_bg.wasm", WORKER_BUDGET - 1), page.clone()]));
        assert!(!within_budget(&[script, weight("simul-worker_bg.wasm", WORKER_BUDGET), page]));
    }

    #[test]
    fn brotli_makes_a_repetitive_text_small() {
        let size = brotli_size(&b"tick tock ".repeat(1000)).expect("memory takes all that is written");
        assert!(size > 0 && size < 100, "{size}");
    }
}

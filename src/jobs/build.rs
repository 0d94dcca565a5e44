//! Gives the page and its workers a common word for what they share, so that neither works with an older other half.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;
use std::{env, fs};

fn main() {
    let root = env::var("CARGO_MANIFEST_DIR").expect("cargo says where this is");
    let mut hasher = DefaultHasher::new();
    for folder in [Path::new(&root), &Path::new(&root).join("../worker")] {
        println!("cargo::rerun-if-changed={}", folder.display());
        let entries = fs::read_dir(folder).expect("the folder is there");
        let mut files: Vec<_> = entries.map(|entry| entry.expect("it can be listed").path()).collect();
        files.retain(|path| path.extension().is_some_and(|ending| ending == "rs"));
        files.sort();
        files.iter().for_each(|path| fs::read(path).expect("a source file can be read").hash(&mut hasher));
    }
    println!("cargo::rustc-env=SIMUL_BUILD={}-{:016x}", env!("CARGO_PKG_VERSION"), hasher.finish());
}

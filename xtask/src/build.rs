//! `build`: the page as plain files, for any static host under any path.

use std::{
    ffi::OsStr,
    fs,
    hash::{DefaultHasher, Hash, Hasher},
    path::{Path, PathBuf},
    time::Instant,
};

use anyhow::{Context, Result};

use crate::{
    glue,
    kit::{self, Kit},
    say::{say, spoken},
    serve,
    setup::{self, Need},
    sheets, size,
};

/// Sets up, builds into `dist`, and says what came out.
pub fn run(kit: &mut Kit, release: bool, dist: &Path) -> Result<()> {
    setup::all_of(kit, serve::NEEDS)?;
    let dist = kit.project.root.join(dist);
    if release {
        setup::some_of(kit, &[Need::WasmOpt]);
        published(kit, &dist)?;
        size::print(&size::weigh(&dist)?);
    } else {
        page(kit, &dist, &[])?;
    }
    say(format!("the page is in {}: its files work on any static host, under any path", dist.display()));
    Ok(())
}

/// Builds the page as it is published: small, and optimised once more where the optimiser is at hand.
pub fn published(kit: &Kit, dist: &Path) -> Result<()> {
    published_from("index.html", kit, dist)
}

/// Builds any page in the same way.
pub fn published_from(index: &str, kit: &Kit, dist: &Path) -> Result<()> {
    page(kit, dist, &[index, "--release", "--minify", "--cargo-profile", "dist"])?;
    join_sheets(dist)?;
    let Some(wasm_opt) = &kit.wasm_opt else {
        say("without wasm-opt the published page is about a third larger than it could be");
        return Ok(());
    };
    for wasm in files_ending(dist, "wasm")? {
        let start = Instant::now();
        let before = fs::metadata(&wasm)?.len();
        // The name keeps the hash of what was put in. The same input gives the same output, so it still tells builds apart.
        let smaller = wasm.with_extension("wasm.smaller");
        let names = kit::heard(&mut wasm_opt.command(kit, &wasm, &smaller))?;
        shorten_names(&wasm, &names)?;
        let after = fs::metadata(&smaller)?.len();
        fs::rename(&smaller, &wasm)?;
        let name = wasm.file_name().unwrap_or_default().to_string_lossy().into_owned();
        say(format!("wasm-opt took {name} from {before} to {after} bytes in {}", spoken(start.elapsed())));
    }
    Ok(())
}

/// Makes one file of the sheets that the page names, in their order: fewer requests, and less to transfer.
fn join_sheets(dist: &Path) -> Result<()> {
    let index = dist.join("index.html");
    let html = fs::read_to_string(&index).with_context(|| format!("{} cannot be read", index.display()))?;
    let (html, sheets) = sheets::joined(&html);
    let Some(first) = sheets.first() else { return Ok(()) };
    let mut all = String::new();
    for sheet in &sheets {
        let file = dist.join(sheet);
        all += &fs::read_to_string(&file).with_context(|| format!("{} cannot be read", file.display()))?;
        fs::remove_file(&file)?;
    }
    // Hosts keep what carries a hash for ever: it has to be the hash of all of it.
    let mut hasher = DefaultHasher::new();
    all.hash(&mut hasher);
    let name = format!("page-{:016x}.css", hasher.finish());
    fs::write(dist.join(&name), all)?;
    Ok(fs::write(index, html.replace(first.as_str(), &name))?)
}

fn page(kit: &Kit, dist: &Path, options: &[&str]) -> Result<()> {
    kit::finish(kit.trunk("build").args(options).arg("--dist").arg(dist))
}

/// Gives what the wasm and its script share the same short names in the script too.
fn shorten_names(wasm: &Path, names: &str) -> Result<()> {
    let name = wasm.file_name().unwrap_or_default().to_string_lossy();
    let script = wasm.with_file_name(name.replace("_bg.wasm", ".js"));
    let long = fs::read_to_string(&script).with_context(|| format!("{} cannot be read", script.display()))?;
    fs::write(&script, glue::with_short_names(&long, names))?;
    Ok(())
}

fn files_ending(folder: &Path, ending: &str) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).with_context(|| format!("{} cannot be read", folder.display()))?;
    let paths = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    Ok(paths.into_iter().filter(|path| path.extension() == Some(OsStr::new(ending))).collect())
}

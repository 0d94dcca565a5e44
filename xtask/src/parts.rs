//! The program of a published page as files: cut in two where there is something to cut off, optimised where the
//! optimiser is at hand, and named by what is in it.

use std::{
    ffi::OsStr,
    fs,
    hash::{DefaultHasher, Hasher},
    path::{Path, PathBuf},
    time::Instant,
};

use anyhow::{Context, Result};

use crate::{
    glue,
    kit::{self, Kit},
    say::{say, spoken},
    split::{self, Cut},
};

/// Does so with the programs that trunk has put into a folder.
pub fn finish(kit: &Kit, dist: &Path) -> Result<()> {
    for wasm in files_ending(dist, "wasm")? {
        let bound = read(&wasm)?;
        let linked = read(&linked(kit, &wasm))?;
        match split::plan(&linked, &bound)? {
            Some(cut) => in_two(kit, dist, &wasm, &cut)?,
            // The name keeps the hash of what was put in. The same input gives the same output, so it still tells
            // builds apart.
            None => drop(optimised(kit, &wasm, true)?),
        }
    }
    Ok(())
}

/// Sixteen digits that tell contents apart: hosts and browsers keep what has them in its name for ever.
pub fn hash(contents: &[&[u8]]) -> String {
    let mut hasher = DefaultHasher::new();
    contents.iter().for_each(|content| hasher.write(content));
    format!("{:016x}", hasher.finish())
}

fn in_two(kit: &Kit, dist: &Path, wasm: &Path, cut: &Cut) -> Result<()> {
    let (functions, data) = cut.size_of_second();
    say(format!(
        "{functions} functions and {data} bytes of data are for later lessons only: they go into a second part"
    ));
    fs::write(wasm, cut.first()?)?;
    let names = optimised(kit, wasm, true)?;
    let later = dist.join("lessons.wasm");
    fs::write(&later, cut.second(&glue::short_exports(&names))?)?;
    optimised(kit, &later, false)?;
    // Both parts have the hash of both, so that neither ever meets another one than its own.
    let hash = hash(&[&read(wasm)?, &read(&later)?]);
    let named = format!("lessons-{hash}.wasm");
    fs::rename(&later, dist.join(&named))?;
    rename(dist, wasm, &hash)?;
    let index = dist.join("index.html");
    let html = String::from_utf8(read(&index)?).context("index.html is no text")?;
    Ok(fs::write(&index, split::naming(&html, &named)?)?)
}

/// Makes a program smaller, where the optimiser is at hand; with short names for what it shares with its script. Returns
/// the list of those names.
fn optimised(kit: &Kit, wasm: &Path, has_script: bool) -> Result<String> {
    let Some(wasm_opt) = &kit.wasm_opt else { return Ok(String::new()) };
    let (start, before) = (Instant::now(), fs::metadata(wasm)?.len());
    let smaller = wasm.with_extension("wasm.smaller");
    let mut command =
        if has_script { wasm_opt.shortening(kit, wasm, &smaller) } else { wasm_opt.command(kit, wasm, &smaller) };
    let names = kit::heard(&mut command)?;
    if has_script {
        let script = script_of(wasm);
        let long = fs::read_to_string(&script).with_context(|| format!("{} cannot be read", script.display()))?;
        fs::write(&script, glue::with_short_names(&long, &names))?;
    }
    let after = fs::metadata(&smaller)?.len();
    fs::rename(&smaller, wasm)?;
    say(format!("wasm-opt took {} from {before} to {after} bytes in {}", name_of(wasm), spoken(start.elapsed())));
    Ok(names)
}

/// Gives a program and its script another hash, and says so wherever they are named.
fn rename(dist: &Path, wasm: &Path, hash: &str) -> Result<()> {
    let name = name_of(wasm);
    let old = name.trim_end_matches("_bg.wasm");
    let new = format!("{}-{hash}", program_of(wasm));
    let script = script_of(wasm);
    for text in [&dist.join("index.html"), &script] {
        let words = fs::read_to_string(text).with_context(|| format!("{} cannot be read", text.display()))?;
        fs::write(text, words.replace(old, &new))?;
    }
    fs::rename(script, dist.join(format!("{new}.js")))?;
    Ok(fs::rename(wasm, dist.join(format!("{new}_bg.wasm")))?)
}

/// The program as the linker wrote it.
fn linked(kit: &Kit, wasm: &Path) -> PathBuf {
    let built = kit.project.target().join("wasm32-unknown-unknown").join("dist");
    built.join(format!("{}.wasm", program_of(wasm)))
}

/// A program's name, of `NAME-HASH_bg.wasm`; the workers' has no hash in its name.
fn program_of(wasm: &Path) -> String {
    let name = name_of(wasm);
    let name = name.trim_end_matches("_bg.wasm");
    match name.rsplit_once('-') {
        Some((program, hash)) if hash.chars().all(|digit| digit.is_ascii_hexdigit()) => program.to_owned(),
        _ => name.to_owned(),
    }
}

fn script_of(wasm: &Path) -> PathBuf {
    wasm.with_file_name(name_of(wasm).replace("_bg.wasm", ".js"))
}

fn name_of(wasm: &Path) -> String {
    wasm.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn read(file: &Path) -> Result<Vec<u8>> {
    fs::read(file).with_context(|| format!("{} cannot be read", file.display()))
}

fn files_ending(folder: &Path, ending: &str) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).with_context(|| format!("{} cannot be read", folder.display()))?;
    let paths = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    Ok(paths.into_iter().filter(|path| path.extension() == Some(OsStr::new(ending))).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_has_its_name_with_and_without_a_hash() {
        let program = |file| program_of(Path::new(file));
        assert_eq!(program("dist/simul-0a1b2c3d4e5f6789_bg.wasm"), "simul");
        assert_eq!(program("dist/simul-worker_bg.wasm"), "simul-worker");
        assert_eq!(program("dist/simul-worker-0a1b2c3d4e5f6789_bg.wasm"), "simul-worker");
    }
}

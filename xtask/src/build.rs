//! `build`: the page as plain files, for any static host under any path.

use std::{fs, path::Path};

use anyhow::{Context, Result};

use crate::{
    kit::{self, Kit},
    parts,
    say::say,
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
    if kit.wasm_opt.is_none() {
        say("without wasm-opt the published page is about a third larger than it could be");
    }
    parts::finish(kit, dist)
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
    let name = format!("page-{}.css", parts::hash(&[all.as_bytes()]));
    fs::write(dist.join(&name), all)?;
    Ok(fs::write(index, html.replace(first.as_str(), &name))?)
}

fn page(kit: &Kit, dist: &Path, options: &[&str]) -> Result<()> {
    kit::finish(kit.trunk("build").args(options).arg("--dist").arg(dist))
}

//! WebKitGTK. It has no headless mode, so it gets a display that nobody sees; what its driver cannot change is set up
//! before it starts.

use super::{
    Visitor, named,
    server::{Program, Server, hear},
    session::has_size,
};
use crate::until::{PATIENCE, until};
use anyhow::{Context, Result};
use serde_json::json;
use std::fs;
use std::path::Path;
use std::process::Command;
use thirtyfour::{Capabilities, WebDriver};

/// Without this no window would be narrower than the buttons in its frame.
const NARROW: &str = "* { min-width: 0; min-height: 0; padding: 0; margin: 0; border-width: 0; font-size: 1px; }";

/// A display that nobody sees.
pub struct Display {
    _program: Program,
    name: String,
}

impl Display {
    pub fn start() -> Result<Self> {
        let mut command = Command::new(named("SIMUL_XVFB")?);
        command.args(["-displayfd", "1", "-screen", "0", "1400x1000x24", "-nolisten", "tcp"]);
        let (program, said) = Program::start(&mut command)?;
        let number: u32 = hear(said, |line| line.parse().ok())?;
        Ok(Self { _program: program, name: format!(":{number}") })
    }
}

pub fn server(display: Option<&Display>, profile: &Path, visitor: &[Visitor]) -> Result<Server> {
    let folder = profile.join("gtk-3.0");
    fs::create_dir(&folder)?;
    fs::write(folder.join("gtk.css"), NARROW)?;
    let moves = !visitor.contains(&Visitor::LikesLessMotion);
    fs::write(folder.join("settings.ini"), format!("[Settings]\ngtk-enable-animations={}\n", u8::from(moves)))?;
    let theme = if visitor.contains(&Visitor::LikesDark) { "Adwaita:dark" } else { "Adwaita" };
    let mut command = Command::new(named("SIMUL_WEBKITDRIVER")?);
    for variable in ["XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"] {
        command.env(variable, profile);
    }
    let display = display.context("WebKitGTK wants a display")?;
    Server::that_is_told(command.env("DISPLAY", &display.name).env("GTK_THEME", theme))
}

pub fn capabilities(visitor: &[Visitor]) -> Result<Capabilities> {
    let mut args = vec!["--automation"];
    if visitor.contains(&Visitor::WithoutScript) {
        args.push("--enable-javascript=false");
    }
    let mut capabilities = Capabilities::new();
    capabilities.set(
        "webkitgtk:browserOptions",
        json!({ "binary": named("SIMUL_MINIBROWSER")?.to_string_lossy(), "args": args }),
    )?;
    Ok(capabilities)
}

pub async fn resize(driver: &WebDriver, width: u32, height: u32) -> Result<()> {
    let frame = driver.execute("return outerHeight - innerHeight", Vec::new()).await?;
    let frame: u32 = serde_json::from_value(frame.json().clone())?;
    driver.set_window_rect(0, 0, width, height + frame).await?;
    let what = format!("the page is {width} px wide and {height} px high");
    until(&what, PATIENCE, async || has_size(driver, width, height).await).await
}

/// Its driver cannot take the network away: the page is told that it is gone, and what it asks for must fail anyway.
pub async fn says_offline(driver: &WebDriver) -> Result<()> {
    let gone = "Object.defineProperty(Navigator.prototype, 'onLine', { get: () => false })";
    driver.execute(gone, Vec::new()).await?;
    Ok(())
}

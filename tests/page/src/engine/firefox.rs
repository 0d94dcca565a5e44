//! Firefox, whose driver lets scripts run with the rights of the browser itself.

use super::{Own, Visitor, named, server::Server, session::has_size};
use crate::until::{PATIENCE, until};
use anyhow::{Context, Result};
use serde_json::{Value, json};
use std::process::Command;
use thirtyfour::{Capabilities, WebDriver};

/// No window is narrower; the page in it can be.
const NARROWEST: u32 = 500;

pub fn server() -> Result<Server> {
    let mut command = Command::new(named("SIMUL_GECKODRIVER")?);
    // For the scripts below, and nothing that a page could use.
    Server::that_says(command.arg("--allow-system-access"), "Listening on 127.0.0.1:")
}

/// Nothing here changes how pages are slowed down, or how coarse their clock is.
pub fn capabilities(visitor: &[Visitor]) -> Result<Capabilities> {
    let prefs: serde_json::Map<String, Value> = visitor
        .iter()
        .map(|special| match special {
            Visitor::LikesDark => ("layout.css.prefers-color-scheme.content-override", json!(0)),
            Visitor::LikesLight => ("layout.css.prefers-color-scheme.content-override", json!(1)),
            Visitor::LikesLessMotion => ("ui.prefersReducedMotion", json!(1)),
            Visitor::WithoutScript => ("javascript.enabled", json!(false)),
        })
        .map(|(name, value)| (name.to_owned(), value))
        .collect();
    let mut capabilities = Capabilities::new();
    capabilities.set("browserName", "firefox")?;
    let binary = named("SIMUL_FIREFOX")?;
    let args = ["-headless", "-remote-allow-system-access"];
    let options = json!({ "binary": binary.to_string_lossy(), "args": args, "prefs": prefs });
    capabilities.set("moz:firefoxOptions", options)?;
    Ok(capabilities)
}

/// The window first, since nothing outside it can be clicked; then the page in it.
pub async fn resize(driver: &WebDriver, width: u32, height: u32) -> Result<()> {
    let frame = "const { outerWidth, outerHeight } = window, { width, height } = gBrowser.selectedBrowser.getBoundingClientRect();
        return [outerWidth - width, outerHeight - height]";
    let free = "gBrowser.selectedBrowser.style.cssText = ''";
    as_browser(driver, free, Vec::new()).await?;
    let frame: (f64, f64) = serde_json::from_value(as_browser(driver, frame, Vec::new()).await?)?;
    driver.set_window_rect(0, 0, width.max(NARROWEST) + frame.0 as u32, height + frame.1 as u32).await?;
    let fit = "gBrowser.selectedBrowser.style.maxWidth = `${arguments[0]}px`";
    as_browser(driver, fit, vec![width.into()]).await?;
    let what = format!("the page is {width} px wide and {height} px high");
    until(&what, PATIENCE, async || has_size(driver, width, height).await).await
}

/// All but the machine's own addresses, through which Firefox is driven: what is asked of those must fail anyway.
pub async fn goes_offline(driver: &WebDriver) -> Result<()> {
    as_browser(driver, "Services.io.offline = true", Vec::new()).await.map(drop)
}

/// Runs a script with the rights of the browser itself.
async fn as_browser(driver: &WebDriver, script: &str, arguments: Vec<Value>) -> Result<Value> {
    driver.cmd(Own::post("moz/context", json!({ "context": "chrome" }))).await.context("Firefox lets nobody in")?;
    let returned = driver.execute(script, arguments).await;
    driver.cmd(Own::post("moz/context", json!({ "context": "content" }))).await?;
    Ok(returned?.json().clone())
}

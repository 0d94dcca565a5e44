//! Chromium, whose driver hands on Chromium's own commands.

use super::{Visitor, named, server::Server};
use anyhow::{Context, Result};
use serde_json::{Value, json};
use std::path::Path;
use std::process::Command;
use thirtyfour::{Capabilities, ChromeCapabilities, ChromiumLikeCapabilities, LoggingPrefsLogLevel, WebDriver};

/// Without a window, a sandbox (which root does not get), or calls to the outside. Nothing that changes how pages are
/// slowed down: a headless page counts as seen, and must hold its times as it is.
const FLAGS: &[&str] = &[
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-size=1280,900",
];

pub fn server() -> Result<Server> {
    Server::that_says(&mut Command::new(named("SIMUL_CHROMEDRIVER")?), "successfully on port ")
}

pub fn capabilities(profile: &Path) -> Result<Capabilities> {
    let mut capabilities = ChromeCapabilities::new();
    capabilities.set_binary(&named("SIMUL_CHROMIUM")?.to_string_lossy())?;
    for flag in FLAGS {
        capabilities.add_arg(flag)?;
    }
    capabilities.add_arg(&format!("--user-data-dir={}", profile.display()))?;
    capabilities.set_browser_log_level(LoggingPrefsLogLevel::All)?;
    Ok(capabilities.into())
}

/// Makes the browser that of such a visitor.
pub async fn becomes(driver: &WebDriver, visitor: &[Visitor]) -> Result<()> {
    let media = |name, value| ("Emulation.setEmulatedMedia", json!({ "features": [{ "name": name, "value": value }] }));
    for special in visitor {
        let (command, parameters) = match special {
            Visitor::LikesDark => media("prefers-color-scheme", "dark"),
            Visitor::LikesLight => media("prefers-color-scheme", "light"),
            Visitor::LikesLessMotion => media("prefers-reduced-motion", "reduce"),
            Visitor::WithoutScript => ("Emulation.setScriptExecutionDisabled", json!({ "value": true })),
        };
        cdp(driver, command, parameters).await?;
    }
    Ok(())
}

pub async fn resize(driver: &WebDriver, width: u32, height: u32) -> Result<()> {
    let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600 });
    cdp(driver, "Emulation.setDeviceMetricsOverride", metrics).await.map(drop)
}

pub async fn goes_offline(driver: &WebDriver) -> Result<()> {
    let offline = json!({ "offline": true, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
    cdp(driver, "Network.enable", json!({})).await?;
    cdp(driver, "Network.emulateNetworkConditions", offline).await.map(drop)
}

/// Errors and warnings. What the browser's own pages (the one a new tab starts with) say is not the page's.
pub async fn console(driver: &WebDriver) -> Result<Vec<String>> {
    let said = driver.browser_log().await?;
    let problems = said.iter().filter(|entry| matches!(entry.level.as_str(), "SEVERE" | "WARNING"));
    let problems = problems.filter(|entry| !entry.message.starts_with("chrome://"));
    Ok(problems.map(|entry| format!("{}: {}", entry.level, entry.message)).collect())
}

/// Asks in its own protocol.
pub async fn cdp(driver: &WebDriver, command: &str, parameters: Value) -> Result<Value> {
    driver.cdp().send_raw(command, parameters).await.with_context(|| command.to_owned())
}

//! The WebDriver server, on a port of its own.

use anyhow::{Context, Result, bail};
use std::env;
use std::ffi::OsString;
use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, Stdio};

/// A running WebDriver server; dropping it ends it, and nothing else.
pub struct Driver {
    process: Child,
    port: u16,
}

impl Driver {
    /// Starts the driver this machine has.
    pub fn start() -> Result<Self> {
        let program = named("SIMUL_CHROMEDRIVER")?;
        let mut command = Command::new(&program);
        // A free port, which it names on its first lines.
        command.arg("--port=0").stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        let process = command.spawn().with_context(|| format!("{} cannot be started", program.display()))?;
        let mut driver = Self { process, port: 0 };
        driver.port = driver.hear_port()?;
        Ok(driver)
    }

    /// Where it answers.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    fn hear_port(&mut self) -> Result<u16> {
        let mut said = BufReader::new(self.process.stdout.take().context("the driver has no output")?);
        let mut line = String::new();
        while said.read_line(&mut line)? > 0 {
            if let Some((_, port)) = line.trim_end().trim_end_matches('.').rsplit_once("successfully on port ") {
                let port = port.parse().with_context(|| format!("the driver said: {line}"))?;
                // Whoever writes into a pipe that nobody reads stands still, or dies.
                std::thread::spawn(move || said.read_to_end(&mut Vec::new()));
                return Ok(port);
            }
            line.clear();
        }
        bail!("the driver ended without naming its port")
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // It may have ended already, which is what is wanted. Its browser has been closed by then: a session ends with
        // the client that opened it, also when a test panics.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The browser this machine has.
pub fn browser() -> Result<OsString> {
    named("SIMUL_CHROMIUM")
}

fn named(variable: &str) -> Result<OsString> {
    env::var_os(variable)
        .with_context(|| format!("{variable} is not set: `cargo xtask test` finds the browser and says where it is"))
}

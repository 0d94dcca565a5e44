//! A program that runs beside this one, and ends with it.

use std::{
    os::unix::process::CommandExt,
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result};
use nix::{
    sys::signal::{Signal, kill},
    unistd::Pid,
};

use crate::kit::{Kit, spoken_name};

/// A program that was started here; dropping it ends it.
pub struct Process {
    /// What it is called.
    pub name: String,
    child: Child,
}

/// How long a program may take to end in order.
const PATIENCE: Duration = Duration::from_secs(3);

impl Process {
    /// Starts it in a group of its own, so that Ctrl-C reaches this program alone, which then ends the others in order.
    pub fn start(kit: &Kit, name: &str, command: &Command) -> Result<Self> {
        let mut started = mortal(kit, command);
        started.process_group(0).stdin(Stdio::null());
        let child = started.spawn().with_context(|| format!("`{}` cannot be started", spoken_name(command)))?;
        Ok(Self { name: name.to_owned(), child })
    }

    /// Whether it has ended by itself.
    pub fn has_ended(&mut self) -> bool {
        self.child.try_wait().is_ok_and(|status| status.is_some())
    }

    /// Asks it to end. RQ's workers finish their job first, unless they are asked twice.
    pub fn ask_to_end(&self) {
        self.signal(Signal::SIGTERM);
    }

    /// Waits until it has ended; asks once more, and then ends it.
    pub fn end(&mut self) {
        for _ in 0..2 {
            if self.ends_within(PATIENCE) {
                return;
            }
            self.ask_to_end();
        }
        if !self.ends_within(PATIENCE) {
            // It may have ended this very moment, which is what is wanted.
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
    }

    fn ends_within(&mut self, patience: Duration) -> bool {
        let start = Instant::now();
        while !self.has_ended() {
            if start.elapsed() > patience {
                return false;
            }
            thread::sleep(Duration::from_millis(20));
        }
        true
    }

    fn signal(&self, signal: Signal) {
        if let Ok(id) = i32::try_from(self.child.id()) {
            // Its id is its own until it has been waited for.
            let _ = kill(Pid::from_raw(id), signal);
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        if !self.has_ended() {
            self.ask_to_end();
            self.end();
        }
    }
}

/// The same command; on Linux one that ends too when this program is killed and can end nothing any more.
fn mortal(kit: &Kit, command: &Command) -> Command {
    let mut mortal = if cfg!(target_os = "linux") && kit.find("setpriv").is_some() {
        let mut setpriv = kit.command("setpriv");
        setpriv.args(["--pdeathsig", "TERM", "--"]).arg(command.get_program());
        setpriv
    } else {
        kit.command(&command.get_program().to_string_lossy())
    };
    mortal.args(command.get_args());
    for (name, value) in command.get_envs().filter_map(|(name, value)| Some((name, value?))) {
        mortal.env(name, value);
    }
    mortal
}

//! Runs a command on the terminal and listens to it.

use std::{
    io::{BufRead, BufReader, IsTerminal, Read, Write},
    process::{Command, Stdio},
    sync::{Arc, Mutex, PoisonError},
    thread,
};

use anyhow::{Context, Result};

use super::{Outcome, tally::Tally};
use crate::kit::spoken_name;

/// Runs a command to its end, shows all it prints, and counts the tests in it.
pub fn counted(command: &mut Command) -> Result<Outcome> {
    let name = spoken_name(command);
    println!("$ {name}");
    if std::io::stdout().is_terminal() {
        command.env("CARGO_TERM_COLOR", "always");
    }
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| format!("`{name}` cannot be started"))?;
    let heard = Arc::new(Mutex::new(String::new()));
    let out = child.stdout.take().map(|stream| listen(stream, std::io::stdout(), &heard));
    let err = child.stderr.take().map(|stream| listen(stream, std::io::stderr(), &heard));
    let status = child.wait()?;
    for listener in [out, err].into_iter().flatten() {
        // A listener only ends badly when the terminal went away; what it heard until then still counts.
        let _ = listener.join();
    }
    let heard = heard.lock().unwrap_or_else(PoisonError::into_inner);
    Ok(Outcome::Ran(Tally::of(&heard, status.success())))
}

fn listen(
    stream: impl Read + Send + 'static,
    mut terminal: impl Write + Send + 'static,
    heard: &Arc<Mutex<String>>,
) -> thread::JoinHandle<()> {
    let heard = Arc::clone(heard);
    thread::spawn(move || {
        let mut stream = BufReader::new(stream);
        let mut line = Vec::new();
        while stream.read_until(b'\n', &mut line).is_ok_and(|read| read > 0) {
            let _ = terminal.write_all(&line);
            heard.lock().unwrap_or_else(PoisonError::into_inner).push_str(&String::from_utf8_lossy(&line));
            line.clear();
        }
    })
}

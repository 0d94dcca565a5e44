//! A WebDriver server, on a port of its own.

use anyhow::{Context, Result, bail};
use std::io::{BufRead, BufReader, Read};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

/// A server that has not answered by then does not.
const PATIENCE: Duration = Duration::from_secs(20);

/// A program that ends when this is dropped, and nothing else with it.
pub struct Program(Child);

impl Program {
    /// Starts it; what it prints can be heard.
    pub fn start(command: &mut Command) -> Result<(Self, BufReader<ChildStdout>)> {
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        let name = command.get_program().to_string_lossy().into_owned();
        let mut program = Self(command.spawn().with_context(|| format!("{name} cannot be started"))?);
        let heard = program.0.stdout.take().with_context(|| format!("{name} has no output"))?;
        Ok((program, BufReader::new(heard)))
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // It may have ended already, which is what is wanted.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A running WebDriver server. Its browser has been closed when this is dropped: a session ends with the client that
/// opened it, also when a test panics.
pub struct Server {
    _program: Program,
    port: u16,
}

impl Server {
    /// Starts one that takes any free port when asked for port 0, and names it behind these words.
    pub fn that_says(command: &mut Command, before_port: &str) -> Result<Self> {
        let (program, said) = Program::start(command.arg("--port=0"))?;
        let port = hear(said, |line| line.trim_end_matches('.').rsplit_once(before_port)?.1.parse().ok())?;
        Ok(Self { _program: program, port })
    }

    /// Starts one that has to be told its port.
    pub fn that_is_told(command: &mut Command) -> Result<Self> {
        // Free, or somebody else took it since: then the server ends, and the test with it.
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port();
        let (program, said) = Program::start(command.arg(format!("--port={port}")))?;
        listen_on(said);
        let start = Instant::now();
        while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
            if start.elapsed() > PATIENCE {
                bail!("the driver does not answer on port {port}");
            }
            std::thread::yield_now();
        }
        Ok(Self { _program: program, port })
    }

    /// Where it answers.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }
}

/// The first thing a program says that can be read so.
pub fn hear<T>(mut said: BufReader<ChildStdout>, read: impl Fn(&str) -> Option<T>) -> Result<T> {
    let mut line = String::new();
    while said.read_line(&mut line)? > 0 {
        if let Some(heard) = read(line.trim_end()) {
            listen_on(said);
            return Ok(heard);
        }
        line.clear();
    }
    bail!("a program that was started ended without a word")
}

/// Whoever writes into a pipe that nobody reads stands still, or dies.
fn listen_on(mut said: BufReader<ChildStdout>) {
    std::thread::spawn(move || said.read_to_end(&mut Vec::new()));
}

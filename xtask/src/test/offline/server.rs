//! The server under test, and the plain request it is asked with.

use std::{
    env,
    io::{self, Read, Write},
    net::{SocketAddr, TcpStream},
    process::{Child, Command},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};

/// Any will do: nobody else is in the namespace.
const PORT: u16 = 18080;

/// `cargo xtask serve`, running; dropping it ends it.
pub struct Server {
    process: Child,
}

impl Server {
    /// Starts it in the current folder.
    pub fn start() -> Result<Self> {
        let program = env::current_exe().context("this program does not know where it is")?;
        let mut serve = Command::new(program);
        serve.args(["serve", "--port", &PORT.to_string(), "--disable-address-lookup", "true"]);
        Ok(Self { process: serve.spawn().context("the server cannot be started")? })
    }

    /// Where it answers.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{PORT}/")
    }

    /// Waits until it serves a page that is as wanted, and returns it; an error when that takes longer than `limit`, or
    /// the server has ended.
    pub fn wait_for_page(&mut self, limit: Duration, wanted: impl Fn(&str) -> bool) -> Result<String> {
        let start = Instant::now();
        while start.elapsed() < limit {
            if let Some(page) = page().ok().flatten().filter(|page| wanted(page)) {
                return Ok(page);
            }
            if let Some(status) = self.process.try_wait()? {
                bail!("the server ended by itself ({status})");
            }
            thread::sleep(Duration::from_millis(200));
        }
        bail!("the server did not serve what was wanted within {} s", limit.as_secs())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already, which is what is wanted.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The page as it is served now; nothing when the answer is not a page, as in the middle of a build.
fn page() -> io::Result<Option<String>> {
    let mut stream = TcpStream::connect_timeout(&SocketAddr::from(([127, 0, 0, 1], PORT)), Duration::from_secs(2))?;
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    write!(stream, "GET / HTTP/1.1\r\nHost: 127.0.0.1:{PORT}\r\nConnection: close\r\n\r\n")?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    let body = answer.split_once("\r\n\r\n").map(|(_, body)| body.to_string());
    Ok(body.filter(|_| answer.starts_with("HTTP/1.1 200")))
}

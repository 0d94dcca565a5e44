//! The few words this program has with Redis itself, before anybody else does.

use std::{
    io::{Read, Write},
    net::TcpStream,
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};

/// However slow the machine, after this a server does not start.
const STUCK: Duration = Duration::from_secs(20);

/// Waits until something answers at a port.
pub fn wait_for(port: u16) -> Result<TcpStream> {
    let start = Instant::now();
    loop {
        match TcpStream::connect(("127.0.0.1", port)) {
            Ok(stream) => return Ok(stream),
            Err(why) if start.elapsed() > STUCK => return Err(why).context("a server did not start"),
            Err(_) => thread::sleep(Duration::from_millis(20)),
        }
    }
}

/// Signs in, and loads the function.
pub fn prepare(port: u16, password: &str, function: &str) -> Result<()> {
    let mut stream = wait_for(port)?;
    stream.set_read_timeout(Some(STUCK))?;
    say(&mut stream, &["AUTH", "worker", password])?;
    say(&mut stream, &["FUNCTION", "LOAD", "REPLACE", function])
}

fn say(stream: &mut TcpStream, words: &[&str]) -> Result<()> {
    let mut request = format!("*{}\r\n", words.len());
    for word in words {
        request += &format!("${}\r\n{word}\r\n", word.len());
    }
    stream.write_all(request.as_bytes())?;
    let mut answer = vec![0; 512];
    let read = stream.read(&mut answer)?;
    let answer = String::from_utf8_lossy(&answer[..read]);
    if !answer.starts_with(['+', '$']) {
        bail!("Redis refused {}: {}", words[0], answer.trim());
    }
    Ok(())
}

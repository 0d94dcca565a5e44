//! The plain requests that Webdis is asked with: what `fetch` does in the page.

use base64ct::{Base64, Encoding};
use simul::lessons::job_queue::Trouble;
use simul::lessons::job_queue::rq::{Wire, status};
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::io::{self, BufRead, BufReader, Write};
use std::net::TcpStream;
use std::rc::Rc;
use std::time::{Duration, SystemTime};

/// Webdis at a port of this machine.
#[derive(Clone)]
pub struct Http {
    port: u16,
    password: String,
    used: Rc<RefCell<BTreeSet<String>>>,
}

impl Http {
    /// Webdis at a port; which commands were asked for goes into `used`.
    pub fn new(port: u16, password: &str, used: &Rc<RefCell<BTreeSet<String>>>) -> Self {
        Self { port, password: password.to_owned(), used: Rc::clone(used) }
    }

    /// The same, with another password; none at all where it is empty.
    pub fn with_password(self, password: &str) -> Self {
        Self { password: password.to_owned(), ..self }
    }

    /// A request, and all of the answer.
    pub fn request(&self, method: &str, headers: &str, body: &str) -> io::Result<String> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port))?;
        stream.set_read_timeout(Some(Duration::from_secs(20)))?;
        let host = format!("Host: 127.0.0.1:{}\r\nOrigin: https://example.org\r\n", self.port);
        let length = body.len();
        let request = format!("{method} / HTTP/1.1\r\n{host}{headers}Content-Length: {length}\r\n\r\n{body}");
        stream.write_all(request.as_bytes())?;
        read_answer(&mut BufReader::new(stream))
    }
}

/// Webdis keeps a connection open: the answer is as long as it says.
fn read_answer(stream: &mut impl BufRead) -> io::Result<String> {
    let mut answer = String::new();
    while !answer.ends_with("\r\n\r\n") && stream.read_line(&mut answer)? > 0 {}
    let length = answer.lines().find_map(|line| line.strip_prefix("Content-Length: ")?.parse().ok());
    let mut body = vec![0; length.unwrap_or(0)];
    stream.read_exact(&mut body)?;
    Ok(answer + &String::from_utf8_lossy(&body))
}

impl Wire for Http {
    async fn post(&self, body: String) -> Result<String, Trouble> {
        self.used.borrow_mut().insert(body.split('/').next().unwrap_or_default().to_owned());
        let sign_in = Base64::encode_string(format!("simul:{}", self.password).as_bytes());
        let headers = format!("Authorization: Basic {sign_in}\r\nContent-Type: text/plain\r\n");
        let headers = if self.password.is_empty() { "" } else { &headers };
        let answer = self.request("POST", headers, &body).map_err(|why| Trouble::Broken(why.to_string()))?;
        let code = answer.split(' ').nth(1).and_then(|code| code.parse().ok()).unwrap_or(0);
        match answer.split_once("\r\n\r\n") {
            Some((_, body)) if code == 200 => Ok(body.to_owned()),
            _ => Err(status(code)),
        }
    }

    async fn inflate(&self, compressed: Vec<u8>) -> Option<Vec<u8>> {
        miniz_oxide::inflate::decompress_to_vec_zlib(&compressed).ok()
    }

    fn now(&self) -> Duration {
        since_1970()
    }
}

/// The time since 1970 began.
#[expect(clippy::disallowed_methods, reason = "the workers go by the real clock")]
pub fn since_1970() -> Duration {
    SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).expect("it is later than 1970")
}

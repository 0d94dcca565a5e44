//! `cargo xtask redis`, running.

use super::http::Http;
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::rc::Rc;
use std::time::Duration;

/// The command, and what it has said so far; dropping it ends it.
pub struct Server {
    process: Child,
    output: PathBuf,
    port: u16,
    password: String,
    worker: Vec<String>,
    used: Rc<RefCell<BTreeSet<String>>>,
}

/// Looks until there is something; for a minute at most.
#[expect(
    clippy::disallowed_methods,
    reason = "processes of others take their time, and nobody tells when they are done"
)]
pub fn until<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    for _ in 0..1_200 {
        if let Some(found) = look() {
            return found;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    panic!("not within a minute: {what}")
}

impl Server {
    /// Starts it, with workers of this major version.
    pub fn start(rq: u32, workers: u32) -> Self {
        let xtask =
            std::env::var("SIMUL_XTASK").expect("SIMUL_XTASK names the command: run `cargo xtask test --only redis`");
        let output =
            Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("redis-{}-{rq}-{workers}.log", std::process::id()));
        let file = File::create(&output).expect("a file can be made");
        let args = ["redis", "--port", "0", "--rq", &rq.to_string(), "--workers", &workers.to_string()];
        let errors = file.try_clone().expect("it can be written to twice");
        let mut process = Command::new(xtask).args(args).stdout(file).stderr(errors).spawn().expect("it starts");
        let said = until("it says where the queue is", || {
            let said = fs::read_to_string(&output).expect("what it says can be read");
            assert!(process.try_wait().is_ok_and(|status| status.is_none()), "it ended at once:\n{said}");
            said.contains("Ctrl-C ends it").then_some(said)
        });
        let after = |mark: &str| {
            said.split_once(mark).map_or("", |(_, rest)| rest.lines().next().unwrap_or_default()).to_owned()
        };
        let port =
            after("http://127.0.0.1:").split('/').next().and_then(|port| port.parse().ok()).expect("it says its port");
        let worker = after("in another terminal: ").split(' ').map(str::to_owned).collect();
        Self { process, output, port, password: after("with password "), worker, used: Rc::default() }
    }

    /// A way to reach it.
    pub fn http(&self) -> Http {
        Http::new(self.port, &self.password, &self.used)
    }

    /// The commands that were asked for so far.
    pub fn used(&self) -> BTreeSet<String> {
        self.used.borrow().clone()
    }

    /// Runs a worker, started by hand as the command says, until a queue is empty.
    pub fn burst(&self, queue: &str) {
        let (_, args) = self.worker.split_last().expect("it says how to start a worker");
        let printed = self.by_hand(args).args(["--burst", queue]).output().expect("a worker starts");
        assert!(printed.status.success(), "{}", String::from_utf8_lossy(&printed.stderr));
    }

    /// What `rq info` says.
    pub fn info(&self) -> String {
        let until_worker = self.worker.iter().position(|word| word == "worker").expect("it starts a worker");
        let info = self.by_hand(&self.worker[..until_worker]).arg("info").output().expect("rq starts");
        String::from_utf8_lossy(&info.stdout).into_owned()
    }

    /// Presses Ctrl-C, and checks that nothing is left.
    pub fn end(mut self) {
        let children = children(self.process.id());
        assert!(cfg!(not(target_os = "linux")) || children.len() >= 2, "Redis and Webdis at the least: {children:?}");
        assert!(kill("-INT", self.process.id()), "it runs");
        let status = until("it has ended", || self.process.try_wait().expect("it can be asked"));
        assert!(status.success(), "{status}: {}", fs::read_to_string(&self.output).unwrap_or_default());
        assert!(TcpStream::connect(("127.0.0.1", self.port)).is_err(), "Webdis still answers");
        for child in children {
            assert!(!kill("-0", child), "the process {child} was left running");
        }
        fs::remove_file(&self.output).expect("its output can be removed");
    }

    fn by_hand(&self, words: &[String]) -> Command {
        let program = words.iter().position(|word| !word.contains('=')).expect("it names a program");
        let mut command = Command::new(&words[program]);
        command.args(&words[program + 1..]);
        command.envs(words[..program].iter().filter_map(|word| word.split_once('=')));
        command
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if self.process.try_wait().is_ok_and(|status| status.is_none()) {
            kill("-TERM", self.process.id());
            // A test has failed already: what matters is that nothing is left.
            let _ = self.process.wait();
        }
    }
}

/// Sends a signal; returns whether there was anybody to take it.
fn kill(signal: &str, id: u32) -> bool {
    let sent = Command::new("kill").args([signal, &id.to_string()]).output();
    sent.expect("there is `kill`").status.success()
}

/// The processes that a process has started.
fn children(id: u32) -> Vec<u32> {
    let ids = fs::read_to_string(format!("/proc/{id}/task/{id}/children")).unwrap_or_default();
    ids.split_whitespace().filter_map(|id| id.parse().ok()).collect()
}

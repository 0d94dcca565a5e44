//! `redis`: a real Redis for the job queue, reached over HTTP through Webdis, with RQ's own workers; on this machine
//! alone, with passwords that are new each time, and gone when it ends.

mod config;
mod place;
mod process;
pub mod programs;
mod secret;
mod talk;

use std::{
    net::TcpListener,
    sync::mpsc::{self, Receiver, RecvTimeoutError},
    time::Duration,
};

use anyhow::{Context, Result, bail};
use clap::Args;

use crate::{
    kit::Kit,
    say::say,
    setup::{self, Need},
};
use config::Ports;
use place::Place;
use process::Process;
use programs::{RQS, Rq, Servers};
use secret::Secrets;

/// What it needs.
pub const NEEDS: &[Need] = &[Need::Redis, Need::Rq];

/// Its options.
#[derive(Args)]
pub struct Options {
    /// How many workers to start
    #[arg(long, default_value_t = 4)]
    workers: u32,
    /// The port of Webdis, to which the page talks; 0 takes any that is free
    #[arg(long, default_value_t = 7379)]
    port: u16,
    /// The major version of RQ: 3 or 2
    #[arg(long, default_value_t = RQS[0].major)]
    rq: u32,
}

/// Sets up, starts everything, and waits for Ctrl-C.
pub fn run(kit: &mut Kit, options: &Options) -> Result<()> {
    let Some(rq) = RQS.into_iter().find(|rq| rq.major == options.rq) else {
        bail!("RQ {} is not one of those that are tested: {} and {}", options.rq, RQS[0].major, RQS[1].major);
    };
    setup::all_of(kit, NEEDS)?;
    let servers = Servers::find(kit).context("set-up found no Redis or no Webdis")?;
    let ended = listen_for_the_end()?;
    let ports = Ports { redis: free_port(0)?, webdis: free_port(options.port)? };
    let (place, secrets) = (Place::new(kit)?, Secrets::new()?);
    place.write(ports, &secrets)?;

    let mut running = vec![Process::start(kit, "Redis", &servers.redis(&place.file("redis.conf")))?];
    talk::prepare(ports.redis, &secrets.worker, config::FUNCTION)?;
    running.push(Process::start(kit, "Webdis", &servers.webdis(&place.file("webdis.json")))?);
    talk::wait_for(ports.webdis)?;
    for number in 1..=options.workers {
        running.push(Process::start(
            kit,
            &format!("worker {number}"),
            &place.worker(kit, rq, ports, &secrets, number),
        )?);
    }
    tell(options.workers, &place.worker_by_hand(kit, rq, ports, &secrets), ports, &secrets, rq);
    let outcome = watch(&mut running, &ended);
    // Workers first, all at once, while Redis is still there for them to sign off.
    running.iter().skip(2).for_each(Process::ask_to_end);
    while let Some(mut process) = running.pop() {
        process.ask_to_end();
        process.end();
    }
    say("all of it has ended");
    outcome
}

fn tell(workers: u32, by_hand: &str, ports: Ports, secrets: &Secrets, rq: Rq) {
    say(format!(
        "the queue is at http://127.0.0.1:{}/ for user {} with password {}",
        ports.webdis,
        config::USER,
        secrets.page
    ));
    say(format!("{workers} workers of RQ {} are at work; one more, in another terminal: {by_hand}", rq.version));
    say("nothing is kept when it ends; Ctrl-C ends it");
}

/// A message when somebody presses Ctrl-C, or asks this program to end.
fn listen_for_the_end() -> Result<Receiver<()>> {
    let (sender, ended) = mpsc::channel();
    // Asked for the second time, nobody may listen any more: it is ending already.
    let tell = move || {
        let _ = sender.send(());
    };
    ctrlc::set_handler(tell).context("Ctrl-C cannot be heard")?;
    Ok(ended)
}

/// Waits for the end, and says what ends before.
fn watch(running: &mut Vec<Process>, ended: &Receiver<()>) -> Result<()> {
    loop {
        match ended.recv_timeout(Duration::from_millis(500)) {
            Err(RecvTimeoutError::Timeout) => {}
            Ok(()) | Err(RecvTimeoutError::Disconnected) => return Ok(()),
        }
        while let Some(at) = running.iter_mut().position(Process::has_ended) {
            let gone = running.remove(at);
            if at < 2 {
                bail!("{} has ended by itself, so everything does", gone.name);
            }
            say(format!("{} has ended; a job it was at comes back only if it may be retried", gone.name));
        }
    }
}

/// This port, or any free one for 0.
fn free_port(port: u16) -> Result<u16> {
    let listener = TcpListener::bind(("127.0.0.1", port)).with_context(|| {
        format!("something on this machine already answers at port {port}: end it, or try `cargo xtask redis --port 0`")
    })?;
    Ok(listener.local_addr()?.port())
}

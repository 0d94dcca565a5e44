//! The job queue on a real Redis: `cargo xtask redis`, Webdis, and stock workers of RQ. `SIMUL_XTASK` names the command.

#![cfg(all(unix, not(target_arch = "wasm32")))]

#[path = "../queue/suite.rs"]
mod suite;

mod http;
mod server;

use http::Http;
use server::{Server, until};
use simul::lessons::job_queue::rq::{COMMANDS, Redis, Wire, Worker};
use simul::lessons::job_queue::{Call, JobId, Order, Outcome, Queue, Seen, State, Trouble};
use std::cell::Cell;
use std::collections::BTreeSet;
use std::time::Duration;
use suite::{Place, now};

/// A queue of its own in a Redis without workers: they come when they are told to serve.
struct Hall<'a> {
    server: &'a Server,
    queue: Redis<Http>,
    name: String,
}

impl Place for Hall<'_> {
    type Queue = Redis<Http>;

    fn queue(&self) -> &Redis<Http> {
        &self.queue
    }

    fn serve(&self) {
        until("all jobs are over", || {
            self.server.burst(&self.name);
            let left = |state| now(self.queue.list(state)).expect("it can be listed").len();
            let left: usize = [State::Queued, State::Started, State::Scheduled].into_iter().map(left).sum();
            (left == 0).then_some(())
        });
    }
}

fn does_what_every_queue_does(rq: u32) {
    let server = Server::start(rq, 0);
    let number = Cell::new(0);
    suite::all(|| {
        number.set(number.get() + 1);
        let name = format!("queue-{}", number.get());
        Hall { server: &server, queue: Redis::new(server.http(), &name), name }
    });
    let queue = Redis::new(server.http(), "queue-1");
    assert_eq!((now(queue.length()), now(queue.workers())), (Ok(0), Ok(vec![])));
    let allowed: BTreeSet<String> = COMMANDS.lines().map(str::to_owned).collect();
    let used = server.used();
    // Fields of a worker are asked for where there is one: in the other test.
    assert_eq!(allowed.difference(&used).collect::<Vec<_>>(), ["HGETALL"], "allowed and not used");
    server.end();
}

#[test]
fn rq_3_does_what_every_queue_does() {
    does_what_every_queue_does(3);
}

#[test]
fn rq_2_does_what_every_queue_does() {
    does_what_every_queue_does(2);
}

fn done_by_a_stock_worker(rq: u32) {
    let server = Server::start(rq, 2);
    let queue = Redis::new(server.http(), "default");
    let id = JobId::new("e2e");
    let call = Call::with_text("simul_jobs.count_words", "it works across four machines");
    now(queue.enqueue(Order::new("e2e", call))).expect("it is taken");
    let seen = until("the job is over", || {
        now(queue.look(&id)).expect("it can be looked at").filter(|seen| seen.outcome.is_some())
    });
    assert_eq!(seen, Seen { state: State::Finished, outcome: Some(Outcome::Returned("5".into())) });
    workers_are_seen(&queue, rq);
    let info = server.info();
    assert!(info.contains("default") && info.contains("2 workers, 1 queues"), "{info}");
    strangers_are_refused(&server);
    server.end();
}

#[test]
fn a_stock_worker_of_rq_3_does_a_job_that_came_over_http() {
    done_by_a_stock_worker(3);
}

#[test]
fn a_stock_worker_of_rq_2_does_a_job_that_came_over_http() {
    done_by_a_stock_worker(2);
}

fn workers_are_seen(queue: &Redis<Http>, rq: u32) {
    let finished = |workers: &[Worker]| workers.iter().map(|worker| worker.finished).sum::<u64>();
    let is_idle = |worker: &Worker| worker.state == "idle";
    let workers = until("two workers are there, and one has counted its job", || {
        let workers = now(queue.workers()).expect("they can be listed");
        (workers.len() == 2 && finished(&workers) == 1 && workers.iter().all(is_idle)).then_some(workers)
    });
    let names: Vec<&str> = workers.iter().map(|worker| worker.name.as_str()).collect();
    assert_eq!(names, ["worker-1", "worker-2"]);
    for worker in &workers {
        assert!(worker.version.starts_with(&format!("{rq}.")), "{worker:?}");
        let age = http::since_1970().abs_diff(worker.heartbeat.expect("it has been heard of"));
        assert!(age < Duration::from_secs(120), "{worker:?} was last heard of {age:?} ago");
        assert_eq!((worker.failed, &worker.job), (0, &None));
    }
    assert_eq!(now(queue.length()), Ok(0));
}

fn strangers_are_refused(server: &Server) {
    let refusal = |wire: &Http, body: &str| now(wire.post(body.to_owned())).expect_err(body).to_string();
    for wire in [server.http().with_password("wrong"), server.http().with_password("")] {
        assert!(refusal(&wire, "LLEN/rq%3Aqueue%3Adefault.json").contains("the password is wrong"));
        let queue = Redis::new(wire, "default");
        assert!(matches!(now(queue.look(&JobId::new("e2e"))), Err(Trouble::Broken(why)) if why.contains("password")));
    }
    let http = server.http();
    for forbidden in [
        "FLUSHALL",
        "KEYS/%2A",
        "EVAL/return%201/0",
        "CONFIG/GET/%2A",
        "GET/rq%3Ajob%3Ae2e",
        "FUNCTION/LIST",
        "SHUTDOWN",
    ] {
        assert!(refusal(&http, &format!("{forbidden}.json")).contains("access list"), "{forbidden}");
    }
    // Webdis takes the beginning of a command for the command; Redis does not.
    let own = now(http.post("HGET/secret/field.json".into())).expect("Webdis allows the command");
    assert!(own.contains("NOPERM"), "{own}");
    let preflight = http.request("OPTIONS", "", "").expect("it answers");
    assert!(preflight.contains("Access-Control-Allow-Origin: *"), "{preflight}");
    assert!(
        preflight.contains("Access-Control-Allow-Headers: X-Requested-With, Content-Type, Authorization"),
        "{preflight}"
    );
}

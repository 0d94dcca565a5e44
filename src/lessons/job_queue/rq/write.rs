//! What has to be in Redis for a stock RQ worker to take a job. The same for RQ 2 and 3.

use super::super::{Arg, Call, JobId, Order, State};
use super::command::Command;
use super::stamp::stamp;
use crate::lessons::json::quoted;
use crate::predict::number;
use std::time::Duration;

/// How long RQ keeps a result, in seconds: what it does by itself.
const RESULT_TTL_S: &str = "500";

/// The key of a job.
pub fn job(id: &JobId) -> String {
    format!("rq:job:{id}")
}

/// The key of a queue.
pub fn line(queue: &str) -> String {
    format!("rq:queue:{queue}")
}

/// Claims the name; answers 1, or 0 where there is a job of this name.
pub fn claim(id: &JobId, now: Duration) -> Command {
    Command::new(["HSETNX", &job(id), "created_at", &stamp(now)])
}

/// Hands a job over whose name has been claimed, in this order: a worker may take it as soon as the last has been done.
pub fn enqueue(order: &Order, queue: &str, now: Duration) -> Vec<Command> {
    let mut commands = vec![fields(order, queue, now), Command::new(["SADD", "rq:queues", &line(queue)])];
    commands.push(if order.delay.is_zero() {
        push(&order.id, queue)
    } else {
        let due_s = seconds(now.saturating_add(order.delay));
        Command::new(["ZADD", &format!("rq:scheduled:{queue}"), &due_s, &order.id.0])
    });
    commands
}

/// Puts a job at the end of the queue.
pub fn push(id: &JobId, queue: &str) -> Command {
    Command::new(["RPUSH", &line(queue), &id.0])
}

/// Marks a job as one that stands in the queue again.
pub fn queued_again(id: &JobId, now: Duration) -> Command {
    Command::new(["HSET", &job(id), "status", State::Queued.word(), "enqueued_at", &stamp(now)])
}

/// A call as RQ's `JSONSerializer` has it: `["module.function",null,[arguments],{}]`.
pub fn data(call: &Call) -> String {
    let args: Vec<String> = call.args.iter().map(json).collect();
    format!("[{},null,[{}],{{}}]", quoted(&call.function), args.join(","))
}

fn fields(order: &Order, queue: &str, now: Duration) -> Command {
    let state = if order.delay.is_zero() { State::Queued } else { State::Scheduled };
    let (data, at, timeout_s) = (data(&order.call), stamp(now), seconds(order.timeout));
    let (job, retries) = (job(&order.id), order.retries.max.to_string());
    let mut words = vec!["HSET", &job, "data", &data, "origin", queue, "status", state.word(), "enqueued_at", &at];
    words.extend(["timeout", &timeout_s, "result_ttl", RESULT_TTL_S, "description", &order.call.function]);
    let pauses: Vec<String> = order.retries.pauses.iter().map(|pause| seconds(*pause)).collect();
    let pauses = format!("[{}]", if pauses.is_empty() { "0".to_owned() } else { pauses.join(",") });
    if order.retries.max > 0 {
        words.extend(["retries_left", &retries, "retry_intervals", &pauses]);
    }
    Command::new(words)
}

/// Whole seconds, as RQ counts; what is begun counts.
fn seconds(duration: Duration) -> String {
    (duration.as_secs() + u64::from(duration.subsec_nanos() > 0)).to_string()
}

fn json(arg: &Arg) -> String {
    match arg {
        Arg::Text(text) => quoted(text),
        Arg::Number(value) if value.is_finite() => number(*value),
        Arg::Number(_) => "null".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::Retries;
    use super::*;

    fn order() -> Order {
        let call = Call {
            function: "simul_jobs.count_words".into(),
            args: vec![Arg::Text("a \"b\"".into()), Arg::Number(1.5)],
        };
        Order::new("7", call)
    }

    fn lines(order: &Order) -> Vec<String> {
        enqueue(order, "default", Duration::from_micros(1_500_000))
            .iter()
            .map(|command| command.words().join(" "))
            .collect()
    }

    #[test]
    fn a_job_is_written_down_before_it_is_put_into_the_queue() {
        let hash = "HSET rq:job:7 data [\"simul_jobs.count_words\",null,[\"a \\\"b\\\"\",1.5],{}] origin default status queued \
                    enqueued_at 1970-01-01T00:00:01.500000Z timeout 180 result_ttl 500 description simul_jobs.count_words";
        assert_eq!(lines(&order()), [hash, "SADD rq:queues rq:queue:default", "RPUSH rq:queue:default 7"]);
    }

    #[test]
    fn a_delay_and_retries_are_counted_in_whole_seconds() {
        let retries = Retries { max: 3, pauses: vec![Duration::from_millis(1_200), Duration::from_secs(30)] };
        let lines = lines(&Order { delay: Duration::from_secs(5), retries, ..order() });
        assert!(
            lines[0].contains("status scheduled") && lines[0].ends_with("retries_left 3 retry_intervals [2,30]"),
            "{lines:?}"
        );
        assert_eq!(lines[2], "ZADD rq:scheduled:default 7 7");
    }
}

//! A real Redis, in the format of RQ: stock `rq worker`s do the jobs. It is reached over HTTP, through Webdis.
//!
//! What RQ writes and reads there is not promised by it, so it is kept to what RQ 2 and 3 share, and both are tested.

mod command;
mod read;
mod stamp;
mod write;

pub use command::{COMMANDS, Command, FUNCTION};
pub use read::{Answer, Worker, Written, newest, status};
pub use stamp::{read as read_stamp, stamp};
pub use write::{claim, data, enqueue};

use super::{JobId, Order, Outcome, Queue, Seen, State, Trouble};
use std::future::Future;
use std::time::Duration;

/// How Webdis is reached, and what the format needs of its surroundings.
pub trait Wire {
    /// Posts a body to Webdis, with its password; returns what it answers with status 200. What any other status means is
    /// told by [`status`].
    fn post(&self, body: String) -> impl Future<Output = Result<String, Trouble>>;

    /// What zlib has compressed, whole again. Browsers can do that, so that the page does not have to; `None` where it is
    /// damaged.
    fn inflate(&self, compressed: Vec<u8>) -> impl Future<Output = Option<Vec<u8>>>;

    /// The time since 1970 began.
    fn now(&self) -> Duration;
}

/// A queue of RQ in a Redis behind Webdis.
pub struct Redis<W> {
    wire: W,
    queue: String,
}

impl<W: Wire> Redis<W> {
    /// The queue of this name.
    pub fn new(wire: W, queue: &str) -> Self {
        Self { wire, queue: queue.to_owned() }
    }

    /// How many jobs stand in the queue.
    ///
    /// # Errors
    /// The server does not do as it is told.
    pub async fn length(&self) -> Result<u64, Trouble> {
        let length = self.ask(&["LLEN", &write::line(&self.queue)]).await?;
        Ok(length.number().unsigned_abs())
    }

    /// The workers there are, by name. One that has died shows for as long as Redis remembers its last heartbeat.
    ///
    /// # Errors
    /// The server does not do as it is told.
    pub async fn workers(&self) -> Result<Vec<Worker>, Trouble> {
        let Answer::List(mut keys) = self.ask(&["SMEMBERS", "rq:workers"]).await? else { return Ok(Vec::new()) };
        keys.sort();
        let mut workers = Vec::new();
        for key in keys {
            workers.extend(Worker::of(&key, &self.ask(&["HGETALL", &key]).await?));
        }
        Ok(workers)
    }

    async fn ask(&self, words: &[&str]) -> Result<Answer, Trouble> {
        self.send(&Command::new(words.iter().copied())).await
    }

    async fn send(&self, command: &Command) -> Result<Answer, Trouble> {
        Answer::of(&self.wire.post(command.body()).await?)
    }

    async fn state(&self, id: &JobId) -> Result<Option<State>, Trouble> {
        let Answer::Text(word) = self.ask(&["HGET", &write::job(id), "status"]).await? else { return Ok(None) };
        let strange = || Trouble::Broken(format!("the job {id} is “{word}”, which this page has no word for"));
        State::of(&word).map(Some).ok_or_else(strange)
    }

    async fn outcome(&self, id: &JobId) -> Result<Option<Outcome>, Trouble> {
        let answer = self.ask(&["FCALL_RO", "simul_result", "1", &format!("rq:results:{id}")]).await?;
        Ok(match newest(&answer)? {
            Some(Written::Returned(json)) => Some(Outcome::Returned(json)),
            Some(Written::Failed(compressed)) => {
                let traceback = self.wire.inflate(compressed).await;
                let text = traceback.map(|text| String::from_utf8_lossy(&text).into_owned());
                Some(Outcome::Failed(text.unwrap_or_else(|| "its traceback is damaged".to_owned())))
            }
            Some(Written::Other) | None => None,
        })
    }

    /// Where RQ lists the jobs in a state.
    fn registry(&self, state: State) -> Option<String> {
        let word = match state {
            State::Queued => return Some(write::line(&self.queue)),
            State::Started => "wip",
            // Stopped ones stand with those that failed.
            State::Stopped => return None,
            other => other.word(),
        };
        Some(format!("rq:{word}:{}", self.queue))
    }
}

impl<W: Wire> Queue for Redis<W> {
    async fn enqueue(&self, order: Order) -> Result<(), Trouble> {
        let now = self.wire.now();
        if self.send(&claim(&order.id, now)).await?.number() == 0 {
            return Err(Trouble::Known(order.id));
        }
        for command in enqueue(&order, &self.queue, now) {
            self.send(&command).await?;
        }
        Ok(())
    }

    async fn look(&self, id: &JobId) -> Result<Option<Seen>, Trouble> {
        let Some(state) = self.state(id).await? else { return Ok(None) };
        let is_over = matches!(state, State::Finished | State::Failed);
        let outcome = if is_over { self.outcome(id).await? } else { None };
        Ok(Some(Seen { state, outcome }))
    }

    async fn list(&self, state: State) -> Result<Vec<JobId>, Trouble> {
        let Some(registry) = self.registry(state) else { return Ok(Vec::new()) };
        let command = if state == State::Queued { "LRANGE" } else { "ZRANGE" };
        Ok(self.ask(&[command, &registry, "0", "-1"]).await?.jobs())
    }

    async fn requeue(&self, id: &JobId) -> Result<(), Trouble> {
        let state = self.state(id).await?.ok_or_else(|| Trouble::Unknown(id.clone()))?;
        // Whoever takes it off the list of dead letters puts it back: of two who try, one.
        let taken_off = self.ask(&["ZREM", &format!("rq:failed:{}", self.queue), &id.0]).await?.number();
        if state != State::Failed || taken_off == 0 {
            return Err(Trouble::NotFailed(id.clone(), state));
        }
        self.send(&write::queued_again(id, self.wire.now())).await?;
        self.send(&write::push(id, &self.queue)).await.map(drop)
    }

    async fn delete(&self, id: &JobId) -> Result<(), Trouble> {
        self.ask(&["LREM", &write::line(&self.queue), "0", &id.0]).await?;
        for state in [State::Finished, State::Failed, State::Scheduled, State::Deferred, State::Canceled] {
            if let Some(registry) = self.registry(state) {
                self.ask(&["ZREM", &registry, &id.0]).await?;
            }
        }
        let gone = self.ask(&["DEL", &write::job(id), &format!("rq:results:{id}")]).await?.number();
        if gone == 0 { Err(Trouble::Unknown(id.clone())) } else { Ok(()) }
    }
}

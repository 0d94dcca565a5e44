//! What Webdis answers, and what RQ has written there.

use super::super::{JobId, Trouble};
use super::stamp;
use crate::lessons::json::{self, Json};
use base64ct::{Base64, Encoding};
use std::time::Duration;

/// An answer of Redis.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// There is nothing there.
    Nothing,
    /// A number.
    Number(i64),
    /// A text.
    Text(String),
    /// A list of texts, or of names and values in turn.
    List(Vec<String>),
    /// Names and values.
    Fields(Vec<(String, String)>),
}

impl Answer {
    /// Reads what Webdis answers: an object whose one member is named after the command.
    ///
    /// # Errors
    /// What Redis says is wrong; or that it is no answer of Webdis.
    pub fn of(text: &str) -> Result<Self, Trouble> {
        let strange =
            || Trouble::Broken("the answer is not one of Webdis: is something else at this address?".to_owned());
        match json::parse(text) {
            Some(Json::Object(members)) if members.len() == 1 => value(&members[0].1),
            _ => Err(strange()),
        }
    }

    /// How often something was found or done; nothing is 0.
    pub fn number(&self) -> i64 {
        if let Self::Number(number) = self { *number } else { 0 }
    }

    /// The jobs it names. Of those at work RQ notes the attempt as well, after a colon.
    pub fn jobs(self) -> Vec<JobId> {
        let Self::List(names) = self else { return Vec::new() };
        names.iter().map(|name| JobId::new(name.split(':').next().unwrap_or_default())).collect()
    }

    /// The value of a name, in fields or in a list of names and values.
    pub fn field(&self, name: &str) -> Option<&str> {
        match self {
            Self::Fields(fields) => fields.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str()),
            Self::List(list) => list.chunks_exact(2).find(|pair| pair[0] == name).map(|pair| pair[1].as_str()),
            _ => None,
        }
    }
}

fn value(value: &Json<'_>) -> Result<Answer, Trouble> {
    Ok(match value {
        Json::Number((digits, _)) => Answer::Number(digits.parse().unwrap_or(i64::MAX)),
        Json::String(text) => Answer::Text(text.to_string()),
        Json::Object(members) => {
            Answer::Fields(members.iter().filter_map(|(name, value)| Some((name.to_string(), text(value)?))).collect())
        }
        Json::Array(values) => match values.as_slice() {
            [Json::Bool(false), why] => return Err(Trouble::Broken(refused(&text(why).unwrap_or_default()))),
            [Json::Bool(true), done] => Answer::Text(text(done).unwrap_or_default()),
            _ => Answer::List(values.iter().filter_map(text).collect()),
        },
        _ => Answer::Nothing,
    })
}

fn text(value: &Json<'_>) -> Option<String> {
    match value {
        Json::String(text) => Some(text.to_string()),
        Json::Number((digits, _)) => Some((*digits).to_owned()),
        _ => None,
    }
}

/// What Redis says in capitals, in a sentence with a way on.
fn refused(why: &str) -> String {
    if why.starts_with("NOPERM") {
        return format!(
            "Redis does not allow that to the page ({why}): its access list needs the commands the README names"
        );
    }
    if why.contains("Function not found") {
        return "Redis does not know the function that hands on results: load result.lua, as `cargo xtask redis` does"
            .to_owned();
    }
    format!("Redis refused: {why}")
}

/// What an HTTP status of Webdis means, in a sentence with a way on.
pub fn status(status: u16) -> Trouble {
    Trouble::Broken(match status {
        401 | 403 => {
            "Webdis refused: the password is wrong, or its access list lacks a command that is used here".to_owned()
        }
        503 => "Webdis answers, but its Redis does not: is it still running?".to_owned(),
        other => format!("the server answered with status {other}: is it Webdis?"),
    })
}

/// How an attempt ended, as RQ has written it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Written {
    /// It returned this, as JSON.
    Returned(String),
    /// It failed; the traceback is still compressed, with zlib.
    Failed(Vec<u8>),
    /// It was stopped, or called off and tried again: RQ has no words for why.
    Other,
}

/// The newest of a job's results; `None` where there is none, or not any more.
///
/// # Errors
/// It is not written as RQ writes it.
pub fn newest(answer: &Answer) -> Result<Option<Written>, Trouble> {
    let Some(kind) = answer.field("type") else { return Ok(None) };
    let decoded = |name: &str| {
        let base64 = answer.field(name).unwrap_or_default();
        Base64::decode_vec(base64)
            .map_err(|_| Trouble::Broken(format!("the job’s {name} is not written as RQ writes it")))
    };
    Ok(Some(match kind {
        "1" => Written::Returned(String::from_utf8_lossy(&decoded("return_value")?).into_owned()),
        "2" => Written::Failed(decoded("exc_string")?),
        _ => Written::Other,
    }))
}

/// An RQ worker, as it shows itself. Times are since 1970 began.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Worker {
    /// Its name.
    pub name: String,
    /// What it does, in RQ's word: `idle`, `busy`, `suspended`, `started`.
    pub state: String,
    /// When it was last heard of.
    pub heartbeat: Option<Duration>,
    /// The job it is at.
    pub job: Option<JobId>,
    /// How many jobs it has finished.
    pub finished: u64,
    /// How many failed in its hands.
    pub failed: u64,
    /// The version of RQ it runs.
    pub version: String,
}

impl Worker {
    /// The worker that these fields tell of; `None` where nothing has been heard of it for so long that Redis forgot it.
    pub fn of(key: &str, answer: &Answer) -> Option<Self> {
        answer.field("birth")?;
        let text = |name: &str| answer.field(name).unwrap_or_default().to_owned();
        let count = |name: &str| answer.field(name).and_then(|count| count.parse().ok()).unwrap_or(0);
        Some(Self {
            name: key.strip_prefix("rq:worker:").unwrap_or(key).to_owned(),
            state: text("state"),
            heartbeat: answer.field("last_heartbeat").and_then(stamp::read),
            job: answer.field("current_job").filter(|id| !id.is_empty()).map(JobId::new),
            finished: count("successful_job_count"),
            failed: count("failed_job_count"),
            version: text("version"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(text: &str) -> Answer {
        Answer::of(text).unwrap_or_else(|why| panic!("{text}: {why}"))
    }

    #[test]
    fn answers_are_what_webdis_writes() {
        assert_eq!(answer(r#"{"HGET":null}"#), Answer::Nothing);
        assert_eq!(answer(r#"{"LLEN":3}"#), Answer::Number(3));
        assert_eq!(answer(r#"{"HGET":"queued"}"#), Answer::Text("queued".into()));
        assert_eq!(answer(r#"{"SET":[true,"OK"]}"#), Answer::Text("OK".into()));
        assert_eq!(answer(r#"{"ZRANGE":["a:1","b"]}"#).jobs(), [JobId::new("a"), JobId::new("b")]);
        assert_eq!(answer(r#"{"HGETALL":{"state":"idle"}}"#).field("state"), Some("idle"));
    }

    #[test]
    fn what_goes_wrong_is_a_sentence_with_a_way_on() {
        let trouble = |text: &str| Answer::of(text).expect_err("it is no answer").to_string();
        assert!(trouble("<html>").contains("something else at this address"));
        assert!(trouble("{}").contains("something else at this address"));
        assert!(trouble(r#"{"GET":[false,"NOPERM no"]}"#).contains("access list"));
        assert!(trouble(r#"{"FCALL_RO":[false,"ERR Function not found"]}"#).contains("result.lua"));
        assert!(status(403).to_string().contains("password"));
        assert!(status(503).to_string().contains("still running"));
    }

    #[test]
    fn results_are_read_as_rq_writes_them() {
        let newest = |text: &str| newest(&answer(text));
        assert_eq!(newest(r#"{"FCALL_RO":[]}"#), Ok(None));
        let done = r#"{"FCALL_RO":["type","1","worker_name","w","return_value","Mw=="]}"#;
        assert_eq!(newest(done), Ok(Some(Written::Returned("3".into()))));
        assert_eq!(
            newest(r#"{"FCALL_RO":["type","2","exc_string","eJw="]}"#),
            Ok(Some(Written::Failed(vec![0x78, 0x9c])))
        );
        assert_eq!(newest(r#"{"FCALL_RO":["type","4"]}"#), Ok(Some(Written::Other)));
        assert!(newest(r#"{"FCALL_RO":["type","1","return_value","?"]}"#).is_err());
    }
}

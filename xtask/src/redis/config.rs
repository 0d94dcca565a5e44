//! What the servers are told: who may do what, and from where.

use crate::redis::secret::Secrets;

/// The commands that the page uses: the lesson keeps the list, and nothing else is allowed.
pub const COMMANDS: &str = include_str!("../../../src/lessons/job_queue/rq/commands.txt");
/// The function that hands a result on: Webdis leaves out what streams answer with.
pub const FUNCTION: &str = include_str!("../../../src/lessons/job_queue/rq/result.lua");
/// The name by which the page signs in at Webdis.
pub const USER: &str = "simul";
/// Used by the function alone, with the rights of whoever calls it.
const INSIDE: &str = "XREVRANGE";

/// The ports, all on this machine alone.
#[derive(Clone, Copy, Debug)]
pub struct Ports {
    /// Of Redis.
    pub redis: u16,
    /// Of Webdis.
    pub webdis: u16,
}

/// Redis: on this machine alone, nothing on disk, and users instead of one password for everything.
pub fn redis(port: u16, folder: &str) -> String {
    format!(
        "bind 127.0.0.1\nport {port}\nprotected-mode yes\ndaemonize no\ndir {folder}\nsave \"\"\nappendonly no\n\
         aclfile {folder}/users.acl\nlogfile \"\"\nloglevel warning\n"
    )
}

/// The users of Redis: Webdis signs in as the one without a name, who may do to RQ's keys what the page does; workers may do
/// everything. Webdis has a list of its own, but takes the beginning of a command for the command.
pub fn users(secrets: &Secrets) -> String {
    let allowed: Vec<String> =
        COMMANDS.lines().chain([INSIDE]).map(|name| format!("+{}", name.to_lowercase())).collect();
    format!(
        "user default on >{} resetkeys ~rq:* resetchannels -@all {}\nuser worker on >{} ~* &* +@all\n",
        secrets.webdis,
        allowed.join(" "),
        secrets.worker
    )
}

/// Webdis: on this machine alone, and nothing at all without the password.
pub fn webdis(ports: Ports, secrets: &Secrets, folder: &str) -> String {
    let commands: Vec<String> = COMMANDS.lines().map(|name| format!("\"{name}\"")).collect();
    format!(
        r#"{{
  "redis_host": "127.0.0.1", "redis_port": {}, "redis_auth": "{}", "database": 0,
  "http_host": "127.0.0.1", "http_port": {}, "http_max_request_size": 16777216, "threads": 2, "websockets": false,
  "daemonize": false, "verbosity": 1, "logfile": "{folder}/webdis.log",
  "acl": [
    {{ "disabled": ["*"] }},
    {{ "http_basic_auth": "{USER}:{}", "enabled": [{}] }}
  ]
}}
"#,
        ports.redis,
        secrets.webdis,
        ports.webdis,
        secrets.page,
        commands.join(", ")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secrets() -> Secrets {
        Secrets { page: "p".into(), webdis: "w".into(), worker: "r".into() }
    }

    #[test]
    fn nothing_listens_beyond_this_machine() {
        let webdis = webdis(Ports { redis: 1, webdis: 2 }, &secrets(), "/f");
        assert!(webdis.contains(r#""http_host": "127.0.0.1", "http_port": 2"#), "{webdis}");
        assert!(redis(1, "/f").starts_with("bind 127.0.0.1\nport 1\nprotected-mode yes\n"));
    }

    #[test]
    fn without_the_password_nothing_is_allowed_and_with_it_what_is_used() {
        let webdis = webdis(Ports { redis: 1, webdis: 2 }, &secrets(), "/f");
        assert!(webdis.contains(r#"{ "disabled": ["*"] }"#), "{webdis}");
        assert!(webdis.contains(r#""http_basic_auth": "simul:p", "enabled": ["DEL", "FCALL_RO", "HGET""#), "{webdis}");
        let users = users(&secrets());
        assert!(
            users.starts_with("user default on >w resetkeys ~rq:* resetchannels -@all +del +fcall_ro +hget"),
            "{users}"
        );
        for forbidden in ["EVAL", "FLUSHALL", "CONFIG", "KEYS", "SCRIPT", "FUNCTION"] {
            assert!(COMMANDS.lines().all(|allowed| allowed != forbidden), "{forbidden}");
        }
    }
}

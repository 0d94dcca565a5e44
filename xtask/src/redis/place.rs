//! The folder of one run: settings with passwords in them, so nobody else may look into it.

use std::{
    fs::{self, DirBuilder},
    os::unix::fs::DirBuilderExt,
    path::PathBuf,
    process::{self, Command},
};

use anyhow::{Context, Result};

use super::{
    config::{self, Ports},
    programs::Rq,
    secret::Secrets,
};
use crate::kit::Kit;

/// The jobs that the workers know.
const JOBS: &str = include_str!("simul_jobs.py");

/// The folder; dropping it removes it.
pub struct Place(PathBuf);

impl Place {
    /// A folder of this run's own.
    pub fn new(kit: &Kit) -> Result<Self> {
        let folder = kit.project.tools.join(format!("redis-run-{}", process::id()));
        DirBuilder::new()
            .mode(0o700)
            .create(&folder)
            .with_context(|| format!("{} cannot be made", folder.display()))?;
        Ok(Self(folder))
    }

    /// A file in it.
    pub fn file(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// Writes down what the servers are told.
    pub fn write(&self, ports: Ports, secrets: &Secrets) -> Result<()> {
        let folder = self.0.to_string_lossy();
        let files = [
            ("redis.conf", config::redis(ports.redis, &folder)),
            ("users.acl", config::users(secrets)),
            ("webdis.json", config::webdis(ports, secrets, &folder)),
            ("simul_jobs.py", JOBS.to_owned()),
        ];
        for (name, text) in files {
            fs::write(self.file(name), text).with_context(|| format!("{name} cannot be written"))?;
        }
        Ok(())
    }

    /// A worker. Where Redis is, and with which password, it is told by variable: anybody can read a command line.
    pub fn worker(&self, kit: &Kit, rq: Rq, ports: Ports, secrets: &Secrets, number: u32) -> Command {
        let mut worker = Command::new(rq.program(kit));
        worker.args(ARGS).args(["--name", &format!("worker-{number}"), QUEUE]);
        worker.env("RQ_REDIS_URL", url(ports, secrets)).env("PYTHONPATH", &self.0);
        worker.env("PYTHONDONTWRITEBYTECODE", "1").env("PYTHONUNBUFFERED", "1");
        worker
    }

    /// The same, to be typed.
    pub fn worker_by_hand(&self, kit: &Kit, rq: Rq, ports: Ports, secrets: &Secrets) -> String {
        let (program, jobs) = (rq.program(kit), self.0.display().to_string());
        let (url, program, args) = (url(ports, secrets), program.display(), ARGS.join(" "));
        format!("RQ_REDIS_URL={url} PYTHONPATH={jobs} {program} {args} {QUEUE}")
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        // What is left behind by a failure holds passwords that no longer open anything.
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// The queue that the workers serve.
const QUEUE: &str = "default";

/// JSON, because the page does not speak Python's own format; the scheduler, for delays; and maintenance more often than every
/// ten minutes, because that is when a killed worker's job comes back.
const ARGS: [&str; 6] =
    ["worker", "--serializer", "rq.serializers.JSONSerializer", "--with-scheduler", "--maintenance-interval", "30"];

fn url(ports: Ports, secrets: &Secrets) -> String {
    format!("redis://worker:{}@127.0.0.1:{}/0", secrets.worker, ports.redis)
}

//! The commands and their options, and which function answers each.

use std::{path::PathBuf, process::ExitCode};

use anyhow::Result;
use clap::{Parser, Subcommand};

use crate::{bench, build, kit::Kit, project::Project, serve, setup, size, test};

/// The commands of this project: each installs what it needs first, and says so.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
#[command(after_help = "SIMUL_TOOLS names the folder the tools are kept in, in place of the user's cache folder.")]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Build the page, serve it on this machine, and build it again after every edit
    Serve {
        /// Handed on to `trunk serve`, for example `--port 9000` or `--open`
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        args: Vec<String>,
    },
    /// Build the page into dist/, ready for any static host under any path
    Build {
        /// As small as it gets, for publishing; takes longer
        #[arg(long)]
        release: bool,
        /// Write the page here instead
        #[arg(long, default_value = "dist")]
        dist: PathBuf,
    },
    /// Run every check and test
    Test {
        /// Run only these steps (may be repeated, or separated by commas)
        #[arg(long, value_name = "STEP", value_delimiter = ',')]
        only: Vec<String>,
        /// Leave these steps out
        #[arg(long, value_name = "STEP", value_delimiter = ',')]
        skip: Vec<String>,
        /// Name the steps and end
        #[arg(long)]
        list: bool,
    },
    /// Measure: on this machine, and in the browser
    Bench {
        /// Handed on to the benchmarks
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        args: Vec<String>,
    },
    /// Build the page for publishing and weigh it against its budget
    Size,
    /// Start a real Redis for the job queue, with Webdis in front of it and RQ's workers behind; Ctrl-C ends them
    #[cfg(unix)]
    Redis(crate::redis::Options),
    /// Install what all the other commands need
    Setup,
    /// The inner half of the offline test: runs where there is no network
    #[command(hide = true)]
    OfflineInside {
        /// Where the test of the page was built, if there is one
        #[arg(long)]
        page_tests: Option<PathBuf>,
    },
}

/// Finds the project and runs the command.
pub fn run(cli: Cli) -> Result<ExitCode> {
    let mut kit = Kit::new(Project::find()?);
    match cli.command {
        Command::Serve { args } => serve::run(&mut kit, &args)?,
        Command::Build { release, dist } => build::run(&mut kit, release, &dist)?,
        Command::Test { only, skip, list } => return test::run(&mut kit, &test::Choice { only, skip }, list),
        Command::Bench { args } => bench::run(&mut kit, &args)?,
        Command::Size => return size::run(&mut kit),
        #[cfg(unix)]
        Command::Redis(options) => crate::redis::run(&mut kit, &options)?,
        Command::Setup => setup::everything(&mut kit)?,
        Command::OfflineInside { page_tests } => test::offline::inside(&mut kit, page_tests.as_deref())?,
    }
    Ok(ExitCode::SUCCESS)
}

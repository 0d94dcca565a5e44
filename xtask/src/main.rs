//! The commands of this project. Each finds what is missing, installs it, says so, and then does its work:
//! `cli` declares the commands, `setup` is what they need, and every other module is one command.

#![deny(missing_docs)]

mod bench;
mod browser;
mod build;
mod cli;
mod glue;
mod kit;
mod lockfile;
mod parts;
mod project;
mod say;
mod serve;
mod setup;
mod sheets;
mod size;
mod split;
mod system;
mod test;
mod version;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    match cli::run(cli::Cli::parse()) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("\nsimul: {error:#}");
            ExitCode::FAILURE
        }
    }
}

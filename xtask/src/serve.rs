//! `serve`: the page on this machine, built again after every edit.

use std::{
    env,
    net::{SocketAddr, TcpStream},
    process::Command,
    time::Duration,
};

use anyhow::{Result, bail};

use crate::{
    kit::Kit,
    say::say,
    setup::{self, Need},
};

/// What the page needs to be built.
pub const NEEDS: &[Need] = &[Need::Crates, Need::Target, Need::Trunk, Need::Bindgen];

/// Sets up, and serves until it is told to end.
pub fn run(kit: &mut Kit, args: &[String]) -> Result<()> {
    let port = port(args, env::var("TRUNK_SERVE_PORT").ok().as_deref());
    if let Some(port) = port.filter(|port| answers(*port)) {
        bail!(
            "something on this machine already answers at port {port}: end it, or try `cargo xtask serve --port {}`",
            port.saturating_add(1)
        );
    }
    setup::all_of(kit, NEEDS)?;
    if let Some(port) = port {
        say(format!("the page will be at http://127.0.0.1:{port}/ as soon as trunk says `server listening`"));
        say("the first build takes about three minutes, later ones a few seconds; Ctrl-C ends it");
    }
    let mut trunk = kit.trunk("serve");
    // By variable and not by option, so that whoever names another folder on the command line gets it.
    trunk.env("TRUNK_BUILD_DIST", kit.project.served_page()).args(args);
    become_it(trunk)
}

/// The port that will be served, as far as one can tell from the words handed on to trunk.
fn port(args: &[String], variable: Option<&str>) -> Option<u16> {
    let mut rest = args.iter();
    while let Some(arg) = rest.next() {
        match arg.as_str() {
            "-p" | "--port" => return rest.next()?.parse().ok(),
            "-h" | "--help" => return None,
            _ => {}
        }
        if let Some(value) = arg.strip_prefix("--port=").or_else(|| arg.strip_prefix("-p")) {
            return value.parse().ok();
        }
    }
    variable.unwrap_or("8080").parse().ok()
}

fn answers(port: u16) -> bool {
    TcpStream::connect_timeout(&SocketAddr::from(([127, 0, 0, 1], port)), Duration::from_millis(200)).is_ok()
}

/// Where the system allows it this process becomes trunk, so that whoever ends the command ends the server.
#[cfg(unix)]
fn become_it(mut trunk: Command) -> Result<()> {
    use std::os::unix::process::CommandExt;
    let error = trunk.exec();
    bail!("trunk cannot be started: {error}")
}

/// Elsewhere it waits for trunk, and Ctrl-C reaches both.
#[cfg(not(unix))]
fn become_it(mut trunk: Command) -> Result<()> {
    crate::kit::finish(&mut trunk)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn port_of(line: &str) -> Option<u16> {
        port(&line.split_whitespace().map(String::from).collect::<Vec<_>>(), None)
    }

    #[test]
    fn the_port_is_found_however_it_is_written() {
        assert_eq!(port_of(""), Some(8080));
        assert_eq!(port_of("--open"), Some(8080));
        for line in ["--port 9000", "--port=9000", "-p 9000", "-p9000", "--open --port 9000"] {
            assert_eq!(port_of(line), Some(9000), "{line}");
        }
        assert_eq!(port_of("--port many"), None);
        assert_eq!(port_of("--help"), None);
    }

    #[test]
    fn the_variable_counts_where_no_option_is_given() {
        assert_eq!(port(&[], Some("7000")), Some(7000));
        assert_eq!(port(&["-p9000".into()], Some("7000")), Some(9000));
    }
}

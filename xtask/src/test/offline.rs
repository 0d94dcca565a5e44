//! The offline test. Where there is no network but the machine's own, it serves a copy of the project, edits a lesson
//! in it, waits for the page to be built again, and opens the page. It has two halves: the outer one makes the copy and
//! the place without a network, the inner one runs in there.

mod copy;
mod server;

use std::{
    env,
    path::Path,
    process::{self, Command},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail, ensure};

use super::{Outcome, page, runner};
use crate::{
    browser::{Browser, FLAGS},
    kit::{self, Kit},
    say::{say, spoken},
    serve,
    setup::{self, Need},
};
use server::Server;

/// Its own processes, its own empty network, and an end to all of it when the outer process ends, however it ends.
const WITHOUT_NETWORK: &[&str] =
    &["--pdeathsig", "KILL", "unshare", "-r", "-n", "--pid", "--fork", "--mount-proc", "--kill-child"];
/// However long the machine takes, after this the test is stuck.
const STUCK: Duration = Duration::from_secs(20 * 60);
/// For a build of the page when only the page itself has changed.
const REBUILD: Duration = Duration::from_secs(5 * 60);
/// The edit: a lesson's title.
const EDIT: (&str, &str, &str) = ("src/lessons/exhibition.rs", "title: \"", "title: \"Edited offline: ");
const EDITED: &str = "Edited offline: ";

/// The outer half.
pub fn run(kit: &mut Kit) -> Result<Outcome> {
    if !cfg!(target_os = "linux") {
        return Ok(Outcome::NothingToDo("only Linux can take the network away from one program"));
    }
    let probe = kit::answer(kit.command("setpriv").args(WITHOUT_NETWORK).args(["ip", "link", "set", "lo", "up"]));
    if probe.is_none() {
        let reason =
            "this machine lets nobody make a network namespace; it takes `setpriv`, `unshare`, `ip`, and the right to";
        return Ok(Outcome::NotRun(reason.into()));
    }
    let folder = copy::place(&kit.project);
    copy::project(&kit.project.root, &folder)?;
    let mut inner = kit.command("setpriv");
    inner.args(WITHOUT_NETWORK).arg(env::current_exe().context("this program does not know where it is")?);
    inner.arg("offline-inside").current_dir(&folder);
    // What this checkout has compiled serves the copy too.
    inner.env("CARGO_TARGET_DIR", kit.project.target());
    let test = Path::new(page::TESTS).join("tests").join("offline.rs");
    if kit.project.has(test) {
        kit::finish(&mut kit.cargo(["test", "--no-run", "-p", "simul-page-tests", "--test", "offline"]))?;
        inner.arg("--page-tests").arg(&kit.project.root);
    }
    runner::counted(&mut inner)
}

/// The inner half, started in the copy. `page_tests` is the checkout whose test of the page is to be run as well.
pub fn inside(kit: &mut Kit, page_tests: Option<&Path>) -> Result<()> {
    end_when_stuck();
    kit::finish(kit.command("ip").args(["link", "set", "lo", "up"]))?;
    let networks = std::fs::read_to_string("/proc/net/dev").context("/proc/net/dev cannot be read")?;
    ensure!(is_cut_off(&networks), "this place has a network, so nothing would be shown:\n{networks}");
    setup::all_of(kit, serve::NEEDS)?;
    setup::all_of(kit, &[Need::Browser])?;
    let browser = kit.browser.clone().context("set-up found no browser")?;

    // A server goes on when the page does not build; building it once before says so at once.
    kit::finish(kit.trunk("build").arg("--dist").arg(kit.project.served_page()))?;
    let mut server = Server::start()?;
    let first = server.wait_for_page(REBUILD, |_| true)?;
    let start = Instant::now();
    edit(&kit.project.root)?;
    server.wait_for_page(REBUILD, |page| page != first)?;
    say(format!("offline: a lesson was edited, and served again after {}", spoken(start.elapsed())));
    shows_the_edit(kit, &browser, &server.url())?;
    if let Some(checkout) = page_tests {
        let mut test = kit.cargo(["test", "-p", "simul-page-tests", "--test", "offline"]);
        browser.tell(&mut test);
        kit::finish(test.current_dir(checkout).env("SIMUL_URL", server.url()))?;
    }
    Ok(())
}

/// Ends this process, and with it all others of the namespace, when the test takes far too long.
fn end_when_stuck() {
    thread::spawn(|| {
        thread::sleep(STUCK);
        say(format!("offline: stuck for {}", spoken(STUCK)));
        process::exit(1);
    });
}

/// Whether the system's list of networks, two lines of headings and one for each, names the machine's own alone.
fn is_cut_off(networks: &str) -> bool {
    networks.lines().skip(2).all(|line| line.trim_start().starts_with("lo:"))
}

fn edit(root: &Path) -> Result<()> {
    let (file, from, to) = EDIT;
    let path = root.join(file);
    let text = std::fs::read_to_string(&path).with_context(|| format!("{file} cannot be read"))?;
    ensure!(text.contains(from), "{file} has no `{from}` to edit");
    std::fs::write(&path, text.replacen(from, to, 1)).with_context(|| format!("{file} cannot be written"))
}

fn shows_the_edit(kit: &Kit, browser: &Browser, url: &str) -> Result<()> {
    // Beside the copy and not in it, where every file the browser writes would be an edit.
    let profile = kit.project.root.with_extension("profile");
    let mut seen = String::new();
    // The browser writes down what it sees after so many milliseconds; a busy machine may need more of them.
    for patience_ms in [5_000, 20_000, 60_000] {
        let mut chromium = Command::new(&browser.program);
        chromium.args(FLAGS).arg(format!("--user-data-dir={}", profile.display()));
        chromium.args(["--dump-dom", &format!("--virtual-time-budget={patience_ms}"), url]);
        seen = kit::answer(&mut chromium).context("the browser does not start, or crashed")?;
        if seen.contains("data-lesson=") && seen.contains(EDITED) {
            return Ok(());
        }
    }
    bail!("the browser does not show the edited lesson, but this:\n{seen}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_with_a_network_is_told_from_one_without() {
        let headings = "Inter-|   Receive\n face |bytes\n";
        assert!(is_cut_off(&format!("{headings}    lo:       0       0\n")));
        assert!(!is_cut_off(&format!("{headings}    lo:       0       0\n  eth0:    10       1\n")));
    }
}

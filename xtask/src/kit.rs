//! What the commands work with: the project, and the surroundings that set-up has prepared for the tools.

use std::{
    env,
    ffi::{OsStr, OsString},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use anyhow::{Context, Result, bail};

use crate::{browser::Browser, project::Project, setup::wasm_opt::WasmOpt};

/// The project and the tools found or installed for it.
pub struct Kit {
    /// Where everything is.
    pub project: Project,
    /// The browser the tests drive, once set-up has found one.
    pub browser: Option<Browser>,
    /// The optimiser of published builds, once set-up has found it.
    pub wasm_opt: Option<WasmOpt>,
    folders: Vec<PathBuf>,
}

impl Kit {
    /// A kit in which nothing has been looked for yet.
    pub fn new(project: Project) -> Self {
        Self { project, browser: None, wasm_opt: None, folders: Vec::new() }
    }

    /// From now on the programs in this folder are found before those on PATH.
    pub fn put_first_on_path(&mut self, folder: PathBuf) {
        if !self.folders.contains(&folder) {
            self.folders.insert(0, folder);
        }
    }

    /// The program of this name, in the folders set-up has added or on PATH.
    pub fn find(&self, program: &str) -> Option<PathBuf> {
        which::which_in(program, Some(self.path()), &self.project.root).ok()
    }

    /// A program to be started in the project's folder and in the prepared surroundings.
    pub fn command(&self, program: &str) -> Command {
        let mut command = Command::new(self.find(program).unwrap_or_else(|| program.into()));
        command.current_dir(&self.project.root).env("PATH", self.path());
        command
    }

    /// A cargo command.
    pub fn cargo<S: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = S>) -> Command {
        let mut command = self.command("cargo");
        command.args(args);
        command
    }

    /// A trunk command that looks for no newer version of itself.
    pub fn trunk(&self, action: &str) -> Command {
        let mut command = self.command("trunk");
        command.arg(action).env("TRUNK_SKIP_VERSION_CHECK", "true");
        // Trunk takes NO_COLOR for an option of its own and refuses to start when its value is not `true` or `false`.
        if env::var_os("NO_COLOR").is_some() {
            command.env_remove("NO_COLOR").args(["--color", "never"]);
        }
        command
    }

    fn path(&self) -> OsString {
        let inherited = env::var_os("PATH").unwrap_or_default();
        let folders = self.folders.iter().cloned().chain(env::split_paths(&inherited));
        // A folder whose name holds the separator cannot stand on PATH: then the tools there are not found, and named.
        env::join_paths(folders).unwrap_or(inherited)
    }
}

/// Runs a command to its end, its output on the terminal; an error when it could not be started or failed.
pub fn finish(command: &mut Command) -> Result<()> {
    let name = spoken_name(command);
    let status = command.status().with_context(|| format!("`{name}` cannot be started"))?;
    if !status.success() {
        bail!("`{name}` failed ({status})");
    }
    Ok(())
}

/// Runs a command to its end and returns what it printed; its complaints are on the terminal.
pub fn heard(command: &mut Command) -> Result<String> {
    let name = spoken_name(command);
    let output = command.stdin(Stdio::null()).stderr(Stdio::inherit()).output();
    let output = output.with_context(|| format!("`{name}` cannot be started"))?;
    if !output.status.success() {
        bail!("`{name}` failed ({})", output.status);
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// What a program prints, when it can be started and succeeds.
pub fn answer(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// A command as one would type it, without the folder its program lies in.
pub fn spoken_name(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_stem().unwrap_or(command.get_program());
    let words = std::iter::once(program).chain(command.get_args());
    words.map(OsStr::to_string_lossy).collect::<Vec<_>>().join(" ")
}

//! Starts other programs and makes sure that none outlives this one.
//!
//! Children stay in our process group, so the terminal's Ctrl-C reaches them too; a signal to this program alone is passed
//! on to each of them.

use std::ffi::OsStr;
use std::io::{Read as _, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError};

use anyhow::{Context as _, Result, ensure};

/// The process ids of what runs now.
static RUNNING: Mutex<Vec<u32>> = Mutex::new(Vec::new());

/// Exit status of a program that was ended by Ctrl-C, as shells report it.
const INTERRUPTED: i32 = 130;

/// On SIGINT, SIGTERM and SIGHUP: ends what was started, then this program.
pub fn stop_children_on_ctrl_c() {
    let set = ctrlc::set_handler(|| {
        let ids: Vec<String> = running().drain(..).map(|id| id.to_string()).collect();
        if !ids.is_empty() {
            drop(Command::new("kill").arg("-TERM").args(ids).stderr(Stdio::null()).status());
        }
        println!();
        std::process::exit(INTERRUPTED);
    });
    if let Err(error) = set {
        eprintln!("Ctrl-C may leave programs behind: {error}");
    }
}

fn running() -> MutexGuard<'static, Vec<u32>> {
    RUNNING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A program that runs beside this one, and is ended when this value is dropped.
pub struct Running(Child);

impl Running {
    /// Starts it.
    ///
    /// # Errors
    /// If it cannot be started.
    pub fn start(command: &mut Command) -> Result<Self> {
        let child = command.spawn().with_context(|| format!("cannot start {}", name(command)))?;
        running().push(child.id());
        Ok(Self(child))
    }

    /// Its standard output, if that was piped and not yet taken.
    pub fn take_stdout(&mut self) -> Option<ChildStdout> {
        self.0.stdout.take()
    }

    /// Waits for its end.
    ///
    /// # Errors
    /// If the system cannot tell how it ended.
    pub fn wait(&mut self) -> Result<ExitStatus> {
        let status = self.0.wait()?;
        running().retain(|id| *id != self.0.id());
        Ok(status)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if matches!(self.0.try_wait(), Ok(None)) && self.0.kill().is_err() {
            eprintln!("could not stop process {}", self.0.id());
        }
        drop(self.wait());
    }
}

/// Runs a program to its end; it prints where this one prints.
///
/// # Errors
/// If it cannot be started or fails.
pub fn run(command: &mut Command) -> Result<()> {
    let status = Running::start(command)?.wait()?;
    ensure!(status.success(), "{} failed ({status})", name(command));
    Ok(())
}

/// What a program printed, and whether it succeeded.
pub struct Captured {
    /// Its standard output; what went to standard error was shown.
    pub text: String,
    /// Whether it ended with status 0.
    pub success: bool,
}

/// Runs a program to its end, passing its standard output on and keeping a copy.
///
/// # Errors
/// If it cannot be started.
pub fn tee(command: &mut Command) -> Result<Captured> {
    let mut child = Running::start(command.stdin(Stdio::null()).stdout(Stdio::piped()))?;
    let mut text = Vec::new();
    if let Some(mut output) = child.take_stdout() {
        let mut buffer = [0; 4096];
        loop {
            let length = output.read(&mut buffer)?;
            if length == 0 {
                break;
            }
            std::io::stdout().write_all(&buffer[..length])?;
            text.extend_from_slice(&buffer[..length]);
        }
    }
    let success = child.wait()?.success();
    Ok(Captured { text: String::from_utf8_lossy(&text).into_owned(), success })
}

/// True if the program exists and says its version.
pub fn answers(program: impl AsRef<OsStr>) -> bool {
    answers_to(program, "--version")
}

/// True if the program exists and takes this option.
pub fn answers_to(program: impl AsRef<OsStr>, option: &str) -> bool {
    Command::new(program).arg(option).stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
}

/// `cargo` in the checkout: the one that started this program.
pub fn cargo() -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(crate::paths::root());
    command
}

/// The command line for people: the program without its folder.
fn name(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_name().unwrap_or_default();
    let words = std::iter::once(program).chain(command.get_args());
    words.map(OsStr::to_string_lossy).collect::<Vec<_>>().join(" ")
}

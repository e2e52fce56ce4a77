//! Starts other programs and makes sure that none outlives this one.
//!
//! Children stay in our process group, so the terminal's Ctrl-C reaches them too; a signal to this program alone is passed
//! on to each of them, and this program ends after them.

use std::ffi::OsStr;
use std::io::{Read as _, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};

/// What runs now.
static RUNNING: Mutex<Vec<SharedChild>> = Mutex::new(Vec::new());

type SharedChild = Arc<Mutex<Child>>;

/// How long a program may take to end by itself.
const PATIENCE: Duration = Duration::from_secs(3);
/// How long after its end we learn of it, at most.
const TICK: Duration = Duration::from_millis(20);

/// Exit status of a program that was ended by Ctrl-C, as shells report it.
const INTERRUPTED: i32 = 130;

/// On SIGINT, SIGTERM and SIGHUP: ends what was started, then this program.
pub fn stop_children_on_ctrl_c() {
    let set = ctrlc::set_handler(|| {
        println!();
        // Locked to the end, so that nothing else is started because something ended.
        let running = lock(&RUNNING);
        end(&running, PATIENCE);
        std::process::exit(INTERRUPTED);
    });
    if let Err(error) = set {
        eprintln!("Ctrl-C may leave programs behind: {error}");
    }
}

/// Asks programs to end, and kills those that have not done so in time.
fn end(children: &[SharedChild], patience: Duration) {
    let ids: Vec<String> = children.iter().filter(|child| is_running(child)).map(|child| lock(child).id().to_string()).collect();
    if ids.is_empty() {
        return;
    }
    drop(Command::new("kill").arg("-TERM").args(ids).stderr(Stdio::null()).status());
    let asked = Instant::now();
    while children.iter().any(is_running) && asked.elapsed() < patience {
        thread::sleep(TICK);
    }
    for child in children {
        // One that has ended meanwhile is what was wanted.
        drop(lock(child).kill());
    }
}

fn is_running(child: &SharedChild) -> bool {
    matches!(lock(child).try_wait(), Ok(None))
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A program that runs beside this one, and is ended when this value is dropped.
pub struct Running(SharedChild);

impl Running {
    /// Starts it.
    ///
    /// # Errors
    /// If it cannot be started.
    pub fn start(command: &mut Command) -> Result<Self> {
        let mut running = lock(&RUNNING);
        let child = command.spawn().with_context(|| format!("cannot start {}", name(command)))?;
        let child = Arc::new(Mutex::new(child));
        running.push(child.clone());
        Ok(Self(child))
    }

    /// Its standard output, if that was piped and not yet taken.
    pub fn take_stdout(&mut self) -> Option<ChildStdout> {
        lock(&self.0).stdout.take()
    }

    /// Waits for its end.
    ///
    /// # Errors
    /// If the system cannot tell how it ended.
    pub fn wait(&mut self) -> Result<ExitStatus> {
        loop {
            let ended = lock(&self.0).try_wait()?;
            if let Some(status) = ended {
                lock(&RUNNING).retain(|child| !Arc::ptr_eq(child, &self.0));
                return Ok(status);
            }
            thread::sleep(TICK);
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if is_running(&self.0) && lock(&self.0).kill().is_err() {
            eprintln!("could not stop process {}", lock(&self.0).id());
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

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    /// A shell that runs this; it has begun once it has printed a line.
    fn shell(script: &str) -> Result<Running> {
        let mut running = Running::start(Command::new("sh").args(["-c", script]).stdout(Stdio::piped()))?;
        let mut output = running.take_stdout().context("no output")?;
        output.read_exact(&mut [0])?;
        Ok(running)
    }

    #[test]
    fn programs_are_asked_to_end_and_waited_for_but_not_for_ever() -> Result<()> {
        let mut obeying = shell("trap 'exit 7' TERM; echo; while :; do sleep 0.05; done")?;
        let mut deaf = shell("trap '' TERM; echo; exec sleep 30")?;
        end(&[obeying.0.clone(), deaf.0.clone()], Duration::from_millis(500));
        ensure!(obeying.wait()?.code() == Some(7), "it was not given the time to end by itself");
        ensure!(deaf.wait()?.code().is_none(), "it was not killed");
        Ok(())
    }
}

//! Builds and starts the local service.

use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use anyhow::{Context as _, Result};

use crate::process::{self, Running};
use crate::{paths, say};

/// What it prints once it answers requests.
const READY: &str = "listening on ";
/// How long it may take to make its world and answer.
const PATIENCE: Duration = Duration::from_secs(60);

/// Where cargo puts the program.
pub fn binary() -> PathBuf {
    paths::target().join("release/sandbox")
}

/// Builds it for release.
///
/// # Errors
/// If the build fails.
pub fn build() -> Result<()> {
    say::timed("building the local service", || process::run(process::cargo().args(["build", "--release", "--package", "sandbox"])))
}

/// A started service.
pub struct Sandbox {
    running: Running,
    /// Where it answers: `http://127.0.0.1:N`.
    pub address: String,
}

impl Sandbox {
    /// Starts it and waits until it answers; what it prints is shown if `loud`.
    ///
    /// # Errors
    /// If it cannot be started, or ends or stays silent instead of answering.
    pub fn start(arguments: &[String], loud: bool) -> Result<Self> {
        let mut running = Running::start(Command::new(binary()).args(arguments).stdout(Stdio::piped()))?;
        let output = running.take_stdout().context("the local service has no output")?;
        let (send, receive) = mpsc::channel();
        thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                if loud {
                    println!("  {line}");
                }
                if let Some((_, address)) = line.split_once(READY) {
                    drop(send.send(address.trim().to_owned()));
                }
            }
        });
        let address = receive.recv_timeout(PATIENCE).context("the local service did not start")?;
        Ok(Self { running, address })
    }

    /// Waits for its end.
    ///
    /// # Errors
    /// If the system cannot tell how it ended.
    pub fn wait(&mut self) -> Result<std::process::ExitStatus> {
        self.running.wait()
    }
}

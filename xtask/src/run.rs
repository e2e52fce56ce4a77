//! `cargo xtask run`: the app and a service for it on one port.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

use anyhow::{Context as _, Result, ensure};

use crate::args::Args;
use crate::sandbox::{self, Sandbox};
use crate::{app, paths, say};

/// Builds what is out of date, starts the service, and stays until Ctrl-C.
///
/// # Errors
/// If something cannot be installed, built or started.
pub fn run(args: &Args) -> Result<ExitCode> {
    args.only(&["--fresh", "--open"], &["--port", "--upstream"])?;
    let (port, upstream) = (args.port()?, args.server("--upstream")?);
    app::build()?;
    sandbox::build()?;
    let mut service = match upstream {
        Some(upstream) => start_forwarding(port, upstream)?,
        None => start_demo(port, args.has("--fresh"))?,
    };
    say::line(&format!("open {} in a browser; Ctrl-C stops it", service.address));
    if args.has("--open") {
        open(&service.address);
    }
    let status = service.wait()?;
    ensure!(status.success(), "the service ended ({status})");
    Ok(ExitCode::SUCCESS)
}

fn start_demo(port: u16, fresh: bool) -> Result<Sandbox> {
    let database = demo_database(fresh)?;
    let mut arguments = served_app(port);
    arguments.extend(["--db".into(), database.display().to_string(), "--world".into(), "demo".into(), "--life".into()]);
    Sandbox::start(&arguments, true)
}

fn start_forwarding(port: u16, upstream: &str) -> Result<Sandbox> {
    let mut arguments = served_app(port);
    arguments.extend(["--upstream".into(), upstream.into()]);
    let service = Sandbox::start(&arguments, true)?;
    say::line(&format!("/api is forwarded to {upstream}; sign in with your agent's client id and secret"));
    Ok(service)
}

fn served_app(port: u16) -> Vec<String> {
    vec!["--app".into(), paths::dist().display().to_string(), "--port".into(), port.to_string()]
}

/// The file of the demo world; `fresh` removes what was there.
fn demo_database(fresh: bool) -> Result<PathBuf> {
    let database = paths::demo_database()?;
    let folder = database.parent().context("the database has no folder")?;
    fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    if fresh {
        remove_world(folder, &database)?;
    }
    Ok(database)
}

/// Removes the database and what the service keeps beside it: journals and uploads, all named after it.
fn remove_world(folder: &Path, database: &Path) -> Result<()> {
    let name = database.file_name().unwrap_or_default().to_string_lossy().into_owned();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if !entry.file_name().to_string_lossy().starts_with(&name) {
            continue;
        }
        if entry.file_type()?.is_dir() {
            fs::remove_dir_all(entry.path())?;
        } else {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

/// Opens a browser if the system knows how; the address was printed anyway.
fn open(address: &str) {
    let opener = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };
    if Command::new(opener).arg(address).stdout(Stdio::null()).stderr(Stdio::null()).spawn().is_err() {
        say::line("no browser could be opened from here");
    }
}

//! `cargo xtask run`: the app and a service for it on one port.

use std::process::{Command, ExitCode, Stdio};

use anyhow::{Result, ensure};

use crate::args::Args;
use crate::sandbox::{self, Sandbox};
use crate::world::Unused;
use crate::{app, paths, port, say, world};

/// Where the app with the kept world is unless told otherwise. A browser keeps sign-ins and drafts for a port: so that they are found
/// again, and never sent to another service, each service has a port of its own.
const PORT: u16 = 4680;

/// The same for the app of another service.
fn port_for(upstream: &str) -> u16 {
    4700 + upstream.bytes().fold(0_u16, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte.into())) % 1000
}

/// Builds what is out of date, starts the service, and stays until Ctrl-C.
///
/// # Errors
/// If something cannot be installed, built or started.
pub fn run(args: &Args) -> Result<ExitCode> {
    args.only(&["--fresh", "--open"], &["--port", "--upstream"])?;
    let (asked, upstream) = (args.port()?, args.server("--upstream")?);
    if let Some(port) = asked {
        port::ensure_free(port)?;
    }
    let kept = if upstream.is_none() { Unused::find(world::database()?)? } else { None };
    app::build()?;
    sandbox::build()?;
    let usual = |port| asked.unwrap_or_else(|| port::usual(port));
    let mut service = match (upstream, kept) {
        (Some(upstream), _) => start_forwarding(usual(port_for(upstream)), upstream)?,
        (None, Some(world)) => {
            let database = world.hand_over(args.has("--fresh"))?;
            start_demo(usual(PORT), &database.display().to_string())?
        }
        (None, None) => start_demo(asked.unwrap_or(0), ":memory:")?,
    };
    say::line(&format!("open {} in a browser; Ctrl-C stops it", service.address));
    if args.has("--open") {
        open(&service.address);
    }
    let status = service.wait()?;
    ensure!(status.success(), "the service ended ({status})");
    Ok(ExitCode::SUCCESS)
}

fn start_demo(port: u16, database: &str) -> Result<Sandbox> {
    let mut arguments = served_app(port);
    arguments.extend(["--db".into(), database.into(), "--world".into(), "demo".into(), "--life".into()]);
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

/// Opens a browser if the system knows how; the address was printed anyway.
fn open(address: &str) {
    let opener = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };
    if Command::new(opener).arg(address).stdout(Stdio::null()).stderr(Stdio::null()).spawn().is_err() {
        say::line("no browser could be opened from here");
    }
}

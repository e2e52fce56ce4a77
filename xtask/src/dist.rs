//! `cargo xtask dist`: the files for a place on the web, in `target/site`.

use std::path::PathBuf;
use std::process::{Command, ExitCode};

use anyhow::Result;

use crate::args::Args;
use crate::{app, paths, place, process, say};

/// Builds and sets where the API and the app will be; nothing is recompiled for that.
///
/// # Errors
/// If the build fails or an address is none.
pub fn run(args: &Args) -> Result<ExitCode> {
    args.only(&[], &["--api", "--public-url"])?;
    let api = place::origin(args.value("--api").unwrap_or_default())?;
    let public = place::path(args.value("--public-url").unwrap_or_default())?;
    app::build()?;
    let to = paths::target().join("site");
    process::run(Command::new(bundle()).args(["deploy", "--api", &api, "--public-url", &public]).arg(paths::dist()).arg(&to))?;
    say::line(&format!("publish the files of {}; README.md says how", to.display()));
    Ok(ExitCode::SUCCESS)
}

/// The program that copies the app for a place; building the app builds it.
pub fn bundle() -> PathBuf {
    paths::target().join("release/bundle")
}

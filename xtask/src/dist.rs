//! `cargo xtask dist`: the files for a place on the web, in `target/site`.

use std::process::{Command, ExitCode};

use anyhow::Result;

use crate::args::Args;
use crate::{app, paths, process, say};

/// Builds and sets where the API and the app will be; nothing is recompiled for that.
///
/// # Errors
/// If the build fails or an address is none.
pub fn run(args: &Args) -> Result<ExitCode> {
    args.only(&[], &["--api", "--public-url"])?;
    app::build()?;
    let bundle = paths::target().join("release/bundle");
    let to = paths::target().join("site");
    let (api, public) = (args.value("--api").unwrap_or_default(), args.value("--public-url").unwrap_or("/"));
    process::run(Command::new(bundle).args(["deploy", "--api", api, "--public-url", public]).arg(paths::dist()).arg(&to))?;
    say::line(&format!("publish the files of {}; README.md says how", to.display()));
    Ok(ExitCode::SUCCESS)
}

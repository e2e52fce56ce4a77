//! `cargo xtask bench`: the speed and size table of a release build, measured in headless Chromium.

use std::process::{Command, ExitCode};

use anyhow::Result;

use crate::args::Args;
use crate::{app, paths, process, sandbox, tools};

/// Builds, measures, prints.
///
/// # Errors
/// If something cannot be installed, built or measured.
pub fn run(args: &Args) -> Result<ExitCode> {
    args.only(&[], &[])?;
    app::build()?;
    sandbox::build()?;
    let browser = tools::chromium::ensure()?;
    let mut command = Command::new("node");
    command.current_dir(paths::root()).arg("end2end/bench/run.mjs");
    process::run(command.envs(browser_environment(&browser)))?;
    Ok(ExitCode::SUCCESS)
}

/// What the programs that drive a browser need to know.
pub fn browser_environment(browser: &str) -> [(&'static str, String); 3] {
    [
        ("CHROMIUM_PATH", browser.to_owned()),
        ("SANDBOX_BIN", sandbox::binary().display().to_string()),
        ("DIST_DIR", paths::dist().display().to_string()),
    ]
}

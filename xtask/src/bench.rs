//! `cargo xtask bench`: the speed and size table of a release build, measured in headless Chromium.

use std::process::{Command, ExitCode};

use anyhow::Result;

use crate::args::Args;
use crate::{app, paths, process, sandbox, tools};

/// Options that the measuring program knows, too.
const FLAGS: [&str; 2] = ["--quick", "--lighthouse"];

/// Builds, measures, prints.
///
/// # Errors
/// If something cannot be installed, built or measured, or if a limit does not hold.
pub fn run(args: &Args) -> Result<ExitCode> {
    args.only(&FLAGS, &["--only"])?;
    tools::node::packages()?;
    // A wrong word is refused before minutes are spent on a build.
    process::run(measuring(args).arg("--check"))?;
    app::build()?;
    sandbox::build()?;
    let browser = tools::chromium::ensure()?;
    process::run(measuring(args).envs(browser_environment(&browser)))?;
    Ok(ExitCode::SUCCESS)
}

/// The measuring program with the options that are meant for it.
fn measuring(args: &Args) -> Command {
    let mut command = Command::new("node");
    command.current_dir(paths::root()).arg("end2end/bench/run.mjs");
    command.args(FLAGS.iter().filter(|flag| args.has(flag)));
    if let Some(parts) = args.value("--only") {
        command.args(["--only", parts]);
    }
    command
}

/// What the programs that drive a browser need to know.
pub fn browser_environment(browser: &str) -> [(&'static str, String); 3] {
    [
        ("CHROMIUM_PATH", browser.to_owned()),
        ("SANDBOX_BIN", sandbox::binary().display().to_string()),
        ("DIST_DIR", paths::dist().display().to_string()),
    ]
}

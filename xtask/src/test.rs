//! `cargo xtask test` and `check`: every check by name, a table at the end, and the line `N passed, N failed`.
//!
//! A step that fails does not stop the next ones; a step that cannot run counts as one failure.

mod browser;
mod code;
mod counts;
mod report;
mod service;
mod supply;

use std::process::ExitCode;
use std::thread;

use anyhow::Result;

use crate::app;
use crate::args::Args;
use report::Report;

/// How much is run.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// All steps.
    Everything,
    /// All steps that need no browser.
    WithoutBrowser,
}

/// Runs the steps and prints the summary.
///
/// # Errors
/// If the command line has unknown words; failing steps are told by the exit code.
pub fn run(args: &Args, scope: Scope) -> Result<ExitCode> {
    args.only(&["--again"], &[])?;
    let mut report = Report::default();
    // The last step of compiling the app keeps one core busy for minutes: meanwhile the others do what needs no app.
    let app = (scope == Scope::Everything).then(|| thread::spawn(app::build));
    code::steps(&mut report);
    supply::steps(&mut report);
    service::steps(&mut report);
    if let Some(app) = app {
        service::browser_steps(&mut report, app, args.has("--again"));
    }
    report.print();
    Ok(if report.failed() == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

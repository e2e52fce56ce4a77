//! The steps that look at the code and run its unit tests.

use std::process::Command;

use anyhow::Result;

use super::counts::Counts;
use super::report::Report;
use crate::{paths, process, tools};

/// The app's package.
const APP: &str = "imagineanything-dashboard";

/// Formatting, clippy for both targets, tests on both targets.
pub fn steps(report: &mut Report) {
    report.step("formatting", || check(process::cargo().args(["fmt", "--all", "--check"])));
    report.step("clippy", || check(&mut clippy(&["--workspace", "--all-targets"])));
    report.step("clippy of the app for the browser", || {
        tools::for_wasm_tests()?;
        check(&mut clippy(&["--package", APP, "--target", tools::WASM]))
    });
    report.step("types of the browser tests", || {
        tools::node::packages()?;
        check(Command::new("npx").args(["tsc", "--project", "end2end"]).current_dir(paths::root()))
    });
    report.step("native tests", || {
        let run = process::tee(process::cargo().args(["test", "--workspace", "--quiet", "--no-fail-fast"]))?;
        Counts::of_rust_tests(&run)
    });
    report.step("tests as WASM", wasm_tests);
}

fn clippy(what: &[&str]) -> Command {
    let mut command = process::cargo();
    command.args(["clippy", "--quiet"]).args(what).args(["--", "--deny", "warnings"]);
    command
}

/// A command that succeeds or not.
pub fn check(command: &mut Command) -> Result<Counts> {
    process::run(command)?;
    Ok(Counts::ONE)
}

/// The contract as the browser computes it, with sizes of 32 bits, run by Node.js. What needs a page is tested in one.
fn wasm_tests() -> Result<Counts> {
    tools::for_wasm_tests()?;
    let mut command = process::cargo();
    command.args(["test", "--package", "contract", "--target", tools::WASM, "--test", "published", "--test", "operations"]);
    command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", tools::wasm_test_runner()?);
    Counts::of_rust_tests(&process::tee(&mut command)?)
}

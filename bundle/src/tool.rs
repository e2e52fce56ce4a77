//! Runs the programs that this one needs; what they print is shown only if they fail.

use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, bail};

/// Runs a program to its end.
///
/// # Errors
/// If it cannot be started or ends with another status than 0; the error holds what it printed.
pub fn run(command: &mut Command) -> Result<()> {
    let name = command.get_program().to_string_lossy().into_owned();
    let output = command.output().with_context(|| format!("cannot start {name}"))?;
    if !output.status.success() {
        let said = [output.stdout, output.stderr].concat();
        bail!("{name} ended with {}\n{}", output.status, String::from_utf8_lossy(&said));
    }
    Ok(())
}

/// A program that npm installed in the checkout (`npm ci`).
pub fn npm(source: &Path, name: &str) -> Command {
    Command::new(source.join("node_modules/.bin").join(name))
}

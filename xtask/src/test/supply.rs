//! The steps that look at what the app is made of: licences and sources of its dependencies, and what is known against them.
//!
//! The lists of advisories are somebody else's and are asked for anew each time; where they cannot be reached, nothing was checked.

use std::process::Command;

use anyhow::{Result, bail};

use super::code::check;
use super::counts::Counts;
use super::report::Report;
use crate::{paths, process, say, tools};

/// Crates by cargo-deny with `deny.toml`, packages by npm.
pub fn steps(report: &mut Report) {
    report.step("licences and sources of crates", || {
        check(tools::cargo_deny()?.args(["check", "--hide-inclusion-graph", "licenses", "bans", "sources"]))
    });
    report.step("advisories on crates", advisories_on_crates);
    report.step("advisories on npm packages", advisories_on_packages);
}

fn advisories_on_crates() -> Result<Counts> {
    if process::run(tools::cargo_deny()?.args(["fetch", "db"])).is_err() {
        say::line("the advisories on crates cannot be fetched from here: not checked");
        return Ok(Counts::default());
    }
    check(tools::cargo_deny()?.args(["check", "advisories"]))
}

/// npm prints its findings; when it cannot ask, it only complains.
fn advisories_on_packages() -> Result<Counts> {
    tools::node::packages()?;
    let run = process::tee(Command::new("npm").args(["audit", "--audit-level=low"]).current_dir(paths::root()))?;
    if run.success {
        return Ok(Counts::ONE);
    }
    if run.text.contains("vulnerabilit") {
        bail!("npm knows of vulnerable packages");
    }
    say::line("the advisories on npm packages cannot be asked for from here: not checked");
    Ok(Counts::default())
}

//! The browser tests. They take as long as all other steps together, so they are not run again while nothing that they depend on changes.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context as _, Result};

use super::counts::Counts;
use crate::bench::browser_environment;
use crate::{app, fingerprint, paths, process, say, tools};

/// What their outcome depends on, besides the app and the browser.
const SOURCES: [&str; 13] = [
    "contract",
    "sandbox/Cargo.toml",
    "sandbox/src",
    "end2end/clips.ts",
    "end2end/faults",
    "end2end/global-setup.ts",
    "end2end/helper.ts",
    "end2end/journeys",
    "end2end/pages",
    "end2end/playwright.config.ts",
    "end2end/sandbox.ts",
    "end2end/security",
    "end2end/shop.ts",
];

/// Runs them, unless they passed as everything is now; `again` runs them all the same.
pub fn step(again: bool) -> Result<Counts> {
    tools::for_building()?;
    let browser = tools::chromium::for_tests()?;
    let (state, stamp) = (state(&browser)?, stamp());
    if !again && fingerprint::matches(&stamp, &state) {
        say::line("nothing has changed since the browser tests passed: not run; --again runs them all the same");
        return Ok(Counts::default());
    }
    let counts = run(&browser)?;
    if counts.failed == 0 {
        fs::write(stamp, state)?;
    }
    Ok(counts)
}

/// Playwright starts its own services: one for each of its workers.
fn run(browser: &str) -> Result<Counts> {
    let mut command = Command::new("npx");
    command.current_dir(paths::root().join("end2end")).args(["playwright", "test"]).envs(browser_environment(browser));
    // At its end, a whole run also tells whether every operation was called.
    command.env("WHOLE_SUITE", "1");
    Counts::of_playwright(&process::tee(&mut command)?)
}

/// A hash over all that the outcome depends on.
fn state(browser: &str) -> Result<String> {
    let version = Command::new(browser).arg("--version").output().with_context(|| format!("cannot start {browser}"))?.stdout;
    let sources = fingerprint::of(&paths::root(), &[&SOURCES[..], &app::SOURCES[..]].concat())?;
    Ok(format!("{sources} {}", String::from_utf8_lossy(&version).trim()))
}

fn stamp() -> PathBuf {
    paths::target().join("browser-tests.passed")
}

//! The browser tests. They take as long as all other steps together, so they are not run again while nothing that they depend on changes.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result};

use super::counts::Counts;
use crate::bench::browser_environment;
use crate::process::Captured;
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
    if !again && let Some(outcome) = outcome_of(&stamp, &state) {
        say::line("nothing has changed since the browser tests passed: not run; --again runs them all the same");
        say::line(&format!("they ended with: {outcome}"));
        return Ok(Counts::default());
    }
    let run = run(&browser)?;
    let counts = Counts::of_playwright(&run)?;
    if counts.failed == 0 {
        fs::write(stamp, format!("{state}\n{}", in_words(&run.text, counts)))?;
    }
    Ok(counts)
}

/// How they ended, if that was in this state.
fn outcome_of(stamp: &Path, state: &str) -> Option<String> {
    let noted = fs::read_to_string(stamp).ok()?;
    noted.strip_prefix(state)?.strip_prefix('\n').map(str::to_owned)
}

fn in_words(output: &str, counts: Counts) -> String {
    let operations = output.lines().map(str::trim).find(|line| line.starts_with("operations: ")).unwrap_or_default();
    format!("{} passed, {operations}", counts.passed)
}

/// Playwright starts its own services: one for each of its workers.
fn run(browser: &str) -> Result<Captured> {
    let mut command = Command::new("npx");
    command.current_dir(paths::root().join("end2end")).args(["playwright", "test"]).envs(browser_environment(browser));
    // At its end, a whole run also tells whether every operation was called.
    command.env("WHOLE_SUITE", "1");
    process::tee(&mut command)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_outcome_counts_only_in_its_state() -> Result<()> {
        let stamp = std::env::temp_dir().join(format!("outcome-{}", std::process::id()));
        let counts = Counts { passed: 7, failed: 0 };
        fs::write(&stamp, format!("state 1\n{}", in_words("a\n  operations: 2/2 called\n", counts)))?;
        assert_eq!(outcome_of(&stamp, "state 1").as_deref(), Some("7 passed, operations: 2/2 called"));
        assert_eq!(outcome_of(&stamp, "state 2"), None);
        assert_eq!(outcome_of(&stamp, "state"), None);
        fs::remove_file(stamp)?;
        Ok(())
    }
}

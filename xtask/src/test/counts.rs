//! Reads the numbers out of what the test runners print.

use anyhow::{Result, bail};

use crate::process::Captured;

/// How many checks of a step went which way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Those that held.
    pub passed: u32,
    /// Those that did not, or did not run although they should.
    pub failed: u32,
}

impl Counts {
    /// A step that is one check.
    pub const ONE: Self = Self { passed: 1, failed: 0 };

    /// Adds up all `test result: … N passed; N failed; …` lines: cargo's and wasm-bindgen's runner.
    ///
    /// # Errors
    /// If there are none. A runner that failed although no test did (it crashed, its clean-up failed) is one failure.
    pub fn of_rust_tests(run: &Captured) -> Result<Self> {
        let results = run.text.lines().filter(|line| line.trim_start().starts_with("test result:"));
        let counts = results.fold(Self::default(), |sum, line| Self {
            passed: sum.passed + number_before(line, "passed"),
            failed: sum.failed + number_before(line, "failed"),
        });
        counts.checked(run)
    }

    /// Reads Playwright's closing lines: `12 passed (1.2m)`, `1 failed`, `2 flaky`, `3 did not run`.
    ///
    /// # Errors
    /// As [`Self::of_rust_tests`].
    pub fn of_playwright(run: &Captured) -> Result<Self> {
        let mut counts = Self::default();
        for line in run.text.lines().map(str::trim) {
            let Some((number, what)) = line.split_once(' ') else { continue };
            let Ok(number) = number.parse::<u32>() else { continue };
            match what.split(" (").next() {
                Some("passed" | "flaky") => counts.passed += number,
                Some("failed" | "did not run" | "interrupted") => counts.failed += number,
                _ => {}
            }
        }
        counts.checked(run)
    }

    /// Reads the last line of the form `N passed, N failed`, which our own scripts end with.
    ///
    /// # Errors
    /// As [`Self::of_rust_tests`].
    pub fn of_script(run: &Captured) -> Result<Self> {
        let last = run.text.lines().rev().find(|line| line.contains(" passed, ") && line.trim_end().ends_with(" failed"));
        let line = last.unwrap_or_default();
        Self { passed: number_before(line, "passed"), failed: number_before(line, "failed") }.checked(run)
    }

    fn checked(self, run: &Captured) -> Result<Self> {
        match self {
            Self { passed: 0, failed: 0 } => bail!("no test ran"),
            Self { passed, failed: 0 } if !run.success => {
                eprintln!("the runner failed, though no test did: that counts as one");
                Ok(Self { passed, failed: 1 })
            }
            counts => Ok(counts),
        }
    }
}

fn number_before(line: &str, word: &str) -> u32 {
    let mut last = 0;
    for piece in line.split_whitespace() {
        if piece.trim_end_matches([',', ';', '.']) == word {
            return last;
        }
        last = piece.parse().unwrap_or(0);
    }
    0
}

#[cfg(test)]
mod tests {
    use super::{Captured, Counts};

    fn captured(text: &str, success: bool) -> Captured {
        Captured { text: text.into(), success }
    }

    #[test]
    fn adds_up_cargo_s_results() {
        let text = "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured\n\ntest result: FAILED. 3 passed; 2 failed; 0 ignored";
        assert_eq!(Counts::of_rust_tests(&captured(text, false)).ok(), Some(Counts { passed: 15, failed: 2 }));
    }

    #[test]
    fn reads_playwright_s_closing_lines() {
        let text = "Running 20 tests\n  ✓  1 [chromium] › a (2s)\n  1 failed\n    [chromium] › x\n  2 flaky\n  3 did not run\n  4 skipped\n  12 passed (1.2m)\n";
        assert_eq!(Counts::of_playwright(&captured(text, false)).ok(), Some(Counts { passed: 14, failed: 4 }));
    }

    #[test]
    fn reads_our_scripts_last_line() {
        let text = "post … ok\n3 passed, 1 failed\n";
        assert_eq!(Counts::of_script(&captured(text, false)).ok(), Some(Counts { passed: 3, failed: 1 }));
    }

    #[test]
    fn silence_and_crashes_are_not_success() {
        assert!(Counts::of_script(&captured("", true)).is_err());
        let crashed = Counts::of_rust_tests(&captured("test result: ok. 2 passed; 0 failed", false));
        assert_eq!(crashed.ok(), Some(Counts { passed: 2, failed: 1 }));
    }
}

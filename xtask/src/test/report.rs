//! Runs steps one after the other and remembers how they went.

use std::time::{Duration, Instant};

use anyhow::Result;

use super::counts::Counts;
use crate::say;

/// What is known of one step.
struct Row {
    name: &'static str,
    counts: Counts,
    time: Duration,
    /// Why it could not run.
    trouble: Option<String>,
}

/// All steps so far.
#[derive(Default)]
pub struct Report {
    rows: Vec<Row>,
}

impl Report {
    /// Runs a step. An error counts as one failure.
    pub fn step(&mut self, name: &'static str, work: impl FnOnce() -> Result<Counts>) {
        println!("\n━━ {name}");
        let started = Instant::now();
        let (counts, trouble) = match work() {
            Ok(counts) => (counts, None),
            Err(error) => {
                eprintln!("{error:#}");
                let first = format!("{error:#}").lines().next().unwrap_or_default().to_owned();
                (Counts { passed: 0, failed: 1 }, Some(first))
            }
        };
        self.rows.push(Row { name, counts, time: started.elapsed(), trouble });
    }

    /// How many checks failed.
    pub fn failed(&self) -> u32 {
        self.rows.iter().map(|row| row.counts.failed).sum()
    }

    /// Prints the table and, alone on the last line, the sums.
    pub fn print(&self) {
        println!("\n{:<38}{:>8}{:>8}  time", "step", "passed", "failed");
        for row in &self.rows {
            let Row { name, counts: Counts { passed, failed }, time, trouble } = row;
            println!("{name:<38}{passed:>8}{failed:>8}  {}", say::seconds(*time));
            if let Some(trouble) = trouble {
                println!("    {trouble}");
            }
        }
        let passed: u32 = self.rows.iter().map(|row| row.counts.passed).sum();
        println!("\n{passed} passed, {} failed", self.failed());
    }
}

#[cfg(test)]
mod tests {
    use super::{Counts, Report};

    #[test]
    fn a_step_that_cannot_run_is_a_failure() {
        let mut report = Report::default();
        report.step("one", || Ok(Counts { passed: 3, failed: 0 }));
        assert_eq!(report.failed(), 0);
        report.step("two", || anyhow::bail!("no browser"));
        assert_eq!(report.failed(), 1);
    }
}

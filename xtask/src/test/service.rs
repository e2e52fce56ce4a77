//! The steps that need the local service running: the official SDK, the `OpenAPI` document, the browser.

use std::process::Command;
use std::thread::JoinHandle;

use anyhow::{Result, anyhow};

use super::browser;
use super::counts::Counts;
use super::report::Report;
use crate::sandbox::{self, Sandbox};
use crate::{dist, paths, process, tools};

/// Starts services and runs the steps against them that need no browser.
pub fn steps(report: &mut Report) {
    report.step("building the local service", || {
        sandbox::build()?;
        Ok(Counts::ONE)
    });
    report.step("tour of the official SDK", || python("end2end/sdk", "tour.py", &[]));
    report.step("answers against the OpenAPI document", || python("end2end/openapi", "run.py", &["--test-hooks"]));
}

/// Runs the steps that need the app, once it is built; `again` runs browser tests that passed already.
pub fn browser_steps(report: &mut Report, app: JoinHandle<Result<()>>, again: bool) {
    report.step("waiting for the app", || {
        app.join().map_err(|_| anyhow!("building the app panicked"))??;
        Ok(Counts::ONE)
    });
    report.step("nginx with the published nginx.conf", nginx);
    report.step("browser", || browser::step(again));
}

/// Runs a script of ours with the packages of the `requirements.txt` beside it, against a fresh service.
fn python(folder: &str, script: &str, options: &[&str]) -> Result<Counts> {
    let python = tools::python::with(&format!("{folder}/requirements.txt"))?;
    let world = ["--port", "0", "--db", ":memory:", "--world", "demo"];
    let arguments: Vec<String> = world.iter().chain(options).map(|word| (*word).to_owned()).collect();
    let service = Sandbox::start(&arguments, false)?;
    let mut command = Command::new(python);
    command.current_dir(paths::root()).arg(format!("{folder}/{script}")).arg(&service.address);
    Counts::of_script(&process::tee(&mut command)?)
}

/// A real nginx serves what is published, with the configuration that is published with it.
fn nginx() -> Result<Counts> {
    let mut command = Command::new("node");
    command.current_dir(paths::root()).args(["end2end/deploy/nginx.mjs", tools::nginx::ensure()?]);
    command.arg(dist::bundle()).arg(paths::dist());
    Counts::of_script(&process::tee(&mut command)?)
}

//! Programs from crates.io, each version in a folder of its own.

use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use crate::{paths, process, say};

/// A program at one version.
pub struct Tool {
    /// The package on crates.io.
    pub package: &'static str,
    /// Its version.
    pub version: &'static str,
    /// The program that it brings.
    pub program: &'static str,
}

impl Tool {
    /// Where the program is, installed or not.
    ///
    /// # Errors
    /// If the user has no home folder.
    pub fn path(&self) -> Result<PathBuf> {
        Ok(self.folder()?.join("bin").join(self.program))
    }

    /// Installs it unless it is there.
    ///
    /// # Errors
    /// If cargo cannot install it.
    pub fn ensure(&self) -> Result<()> {
        let _alone = super::installing();
        if process::answers(self.path()?) {
            return Ok(());
        }
        let Self { package, version, .. } = self;
        let folder = self.folder()?;
        say::timed(&format!("installing {package} {version} (once per user; some minutes)"), || {
            let mut command = Command::new("cargo");
            command.args(["install", "--locked", "--version", version, "--root"]).arg(&folder).arg(package);
            // What they do takes seconds; to make them as fast as they are published takes minutes.
            command.envs([("CARGO_PROFILE_RELEASE_LTO", "off"), ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")]);
            command.env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1");
            process::run(command.env_remove("CARGO_TARGET_DIR").env_remove("RUSTFLAGS"))
        })
    }

    fn folder(&self) -> Result<PathBuf> {
        Ok(paths::tools()?.join(format!("{}-{}", self.package, self.version)))
    }
}

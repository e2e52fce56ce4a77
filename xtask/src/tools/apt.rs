//! Packages of Debian and its kin, where this user may install them.

use std::process::{Command, Stdio};

use anyhow::{Result, bail};

use crate::{process, say};

/// Installs the packages.
///
/// # Errors
/// If this is not such a system, or the user may not: the error says what to install.
pub fn install(packages: &[&str]) -> Result<()> {
    let names = packages.join(" ");
    let Some(apt) = allowed_apt() else {
        bail!("please install {names} (on Debian: sudo apt-get install {names}) and start this again");
    };
    say::timed(&format!("installing {names}"), || {
        process::run(apt().args(["update", "--quiet", "--quiet"]))?;
        process::run(apt().args(["install", "--yes", "--quiet", "--quiet", "--no-install-recommends"]).args(packages))
    })
}

/// apt-get as root, directly or by a sudo that asks for no password.
fn allowed_apt() -> Option<fn() -> Command> {
    if !process::answers("apt-get") {
        return None;
    }
    if succeeds(Command::new("sh").args(["-c", "[ \"$(id -u)\" = 0 ]"])) {
        return Some(|| quiet(Command::new("apt-get")));
    }
    succeeds(Command::new("sudo").args(["-n", "true"])).then_some(|| {
        let mut command = quiet(Command::new("sudo"));
        command.args(["-n", "apt-get"]);
        command
    })
}

fn quiet(mut command: Command) -> Command {
    // RUNLEVEL keeps Debian from starting the services that a package brings.
    command.env("DEBIAN_FRONTEND", "noninteractive").env("RUNLEVEL", "1").stdout(Stdio::null());
    command
}

fn succeeds(command: &mut Command) -> bool {
    command.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
}

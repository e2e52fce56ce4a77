//! `cargo xtask …`: the commands that people and CI use. `cargo xtask help` lists them.

mod app;
mod args;
mod bench;
mod dev;
mod dist;
mod fingerprint;
mod paths;
#[path = "../../bundle/src/place.rs"]
mod place;
mod port;
mod process;
mod run;
mod sandbox;
mod say;
mod test;
mod tools;
mod world;

use std::process::ExitCode;

use args::Args;

const HELP: &str = "\
cargo xtask run [--port N] [--fresh] [--open]     the app and a populated local service on one port (4680)
cargo xtask run --upstream URL [--port N]         the app for a real service: /api is forwarded to it
cargo xtask test [--again]                        every check and test; ends with «N passed, N failed»
cargo xtask check                                 the same without the browser
cargo xtask dev [--port N]                        rebuild and reload on change, with a local service
cargo xtask bench [--quick] [--only PART,PART]    the speed and size table
cargo xtask dist [--api URL] [--public-url PATH]  the files to publish
";

fn main() -> ExitCode {
    process::stop_children_on_ctrl_c();
    match Args::from_env().and_then(|args| dispatch(&args)) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

/// What is said of a command, or of all of them.
fn usage(command: Option<&str>) -> String {
    let start = format!("cargo xtask {} ", command.unwrap_or_default());
    let lines: Vec<&str> = HELP.lines().filter(|line| line.starts_with(&start)).collect();
    if lines.is_empty() { HELP.to_owned() } else { lines.join("\n") + "\n" }
}

fn dispatch(args: &Args) -> anyhow::Result<ExitCode> {
    if args.has("--help") || args.has("-h") {
        print!("{}", usage(args.command()));
        return Ok(ExitCode::SUCCESS);
    }
    match args.command() {
        Some("run") => run::run(args),
        Some("test") => test::run(args, test::Scope::Everything),
        Some("check") => test::run(args, test::Scope::WithoutBrowser),
        Some("dev") => dev::run(args),
        Some("bench") => bench::run(args),
        Some("dist") => dist::run(args),
        Some("help") | None => {
            print!("{HELP}");
            Ok(ExitCode::SUCCESS)
        }
        Some(other) => anyhow::bail!("no such command: {other}\n\n{HELP}"),
    }
}

#[cfg(test)]
mod tests {
    use super::{HELP, usage};

    #[test]
    fn help_is_of_the_command_or_of_all() {
        assert_eq!(usage(Some("run")).lines().count(), 2);
        assert!(usage(Some("dist")).starts_with("cargo xtask dist [--api URL]"));
        for all in [None, Some("--help"), Some("help")] {
            assert_eq!(usage(all), HELP);
        }
    }
}

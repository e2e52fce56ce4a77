//! `cargo xtask dist`: the files for a place on the web, in `target/site`.

use std::process::{Command, ExitCode};

use anyhow::{Result, ensure};

use crate::args::Args;
use crate::{app, paths, process, say};

/// Builds and sets where the API and the app will be; nothing is recompiled for that.
///
/// # Errors
/// If the build fails or an address is none.
pub fn run(args: &Args) -> Result<ExitCode> {
    args.only(&[], &["--api", "--public-url"])?;
    let (api, public) = places(args)?;
    app::build()?;
    let bundle = paths::target().join("release/bundle");
    let to = paths::target().join("site");
    process::run(Command::new(bundle).args(["deploy", "--api", api, "--public-url", public]).arg(paths::dist()).arg(&to))?;
    say::line(&format!("publish the files of {}; README.md says how", to.display()));
    Ok(ExitCode::SUCCESS)
}

/// Where the API and the app will be; what is no such place is refused before minutes are spent on a build.
fn places(args: &Args) -> Result<(&str, &str)> {
    let api = if args.value("--api") == Some("") { None } else { args.server("--api")? }.unwrap_or_default();
    ensure!(api.trim_end_matches('/').matches('/').count() <= 2, "--api wants an origin without a path, not {api}");
    let public = args.value("--public-url").unwrap_or("/");
    let is_plain = public.chars().all(|c| c.is_ascii_alphanumeric() || "/-_.~".contains(c));
    ensure!(is_plain, "--public-url wants a path such as /dashboard/, not {public}");
    Ok((api, public))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_an_origin_and_a_path() {
        let places_of = |line: &str| places(&Args::of(line)).ok().map(|(api, public)| (api.to_owned(), public.to_owned()));
        let found = |api: &str, public: &str| Some((api.to_owned(), public.to_owned()));
        assert_eq!(places_of("dist"), found("", "/"));
        assert_eq!(places_of("dist --api= --public-url dashboard"), found("", "dashboard"));
        assert_eq!(places_of("dist --api https://x.example/"), found("https://x.example/", "/"));
        for bad in ["--api x.example", "--api https://x.example/api", "--public-url https://x.example/dashboard"] {
            assert_eq!(places_of(&format!("dist {bad}")), None, "{bad}");
        }
    }
}

//! `bundle deploy [--api URL] [--public-url PATH] FROM TO`: copies the built app for a place on the web.
//!
//! Where the API is and under which path the app lies stands in the page and in the servers' configuration, not in the
//! WASM, so nothing is compiled again.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

use crate::{compress, place};

/// The files that hold the content security policy.
const WITH_POLICY: [&str; 4] = ["index.html", "_headers", "nginx.conf", "Caddyfile"];
/// The files that tell a server what is where.
const WITH_PATHS: [&str; 4] = ["_headers", "_redirects", "nginx.conf", "Caddyfile"];
/// What stands before and after the app's path in them; in `_headers` and `_redirects` it also stands at the start of a line.
const AROUND_PATH: [(&str, &str); 4] = [(" ", "index.html"), (" ", " {"), (" ", "* {"), ("/srv/www", "")];
/// What the policy says of an API on the app's own origin.
const OWN_ORIGIN: &str = "connect-src 'self'";

/// What is asked for.
struct Deploy {
    /// Origin of the API; empty if it is the app's own.
    api: String,
    /// Path of the app, with a slash at both ends.
    public: String,
    from: PathBuf,
    to: PathBuf,
}

/// Runs with the words after `deploy`.
pub fn run(words: impl Iterator<Item = String>) -> Result<()> {
    let deploy = Deploy::parse(words)?;
    copy(&deploy.from, &deploy.to)?;
    for name in WITH_POLICY {
        edit(&deploy.to.join(name), |text| deploy.with_api(&text))?;
    }
    edit(&deploy.to.join("index.html"), |page| deploy.page(&page))?;
    for name in WITH_PATHS {
        edit(&deploy.to.join(name), |text| deploy.under_path(&text))?;
    }
    // Hosts that know no rewrites show this for every deep link; the app then finds its way by the address.
    fs::copy(deploy.to.join("index.html"), deploy.to.join("404.html"))?;
    compress::folder(&deploy.to)
}

impl Deploy {
    fn parse(mut words: impl Iterator<Item = String>) -> Result<Self> {
        let (mut api, mut public, mut folders) = (String::new(), String::from("/"), Vec::new());
        while let Some(word) = words.next() {
            match word.as_str() {
                "--api" => api = place::origin(&words.next().unwrap_or_default())?,
                "--public-url" => public = place::path(&words.next().unwrap_or_default())?,
                _ => folders.push(PathBuf::from(word)),
            }
        }
        let [from, to] = <[PathBuf; 2]>::try_from(folders).ok().context("deploy wants two folders: FROM TO")?;
        Ok(Self { api, public, from, to })
    }

    fn with_api(&self, text: &str) -> String {
        if self.api.is_empty() { text.to_owned() } else { text.replace(OWN_ORIGIN, &format!("{OWN_ORIGIN} {}", self.api)) }
    }

    fn page(&self, page: &str) -> String {
        let public = &self.public;
        page.replace("href=\"/", &format!("href=\"{public}"))
            .replace("src=\"/", &format!("src=\"{public}"))
            .replace("name=\"public-url\" content=\"/\"", &format!("name=\"public-url\" content=\"{public}\""))
            .replace("name=\"api-url\" content=\"\"", &format!("name=\"api-url\" content=\"{}\"", self.api))
    }

    /// The API stays at the root.
    fn under_path(&self, text: &str) -> String {
        let moved = AROUND_PATH.iter().fold(text.to_owned(), |text, (before, after)| {
            text.replace(&format!("{before}/{after}"), &format!("{before}{}{after}", self.public))
        });
        let line = |line: &str| match line.strip_prefix('/') {
            Some(rest) if !rest.starts_with("api/") => format!("{}{rest}", self.public),
            _ => line.to_owned(),
        };
        moved.lines().map(line).fold(String::new(), |text, line| text + &line + "\n")
    }
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    if to.exists() {
        fs::remove_dir_all(to).with_context(|| format!("cannot empty {}", to.display()))?;
    }
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from).with_context(|| format!("cannot read {}", from.display()))? {
        let entry = entry?;
        fs::copy(entry.path(), to.join(entry.file_name()))?;
    }
    Ok(())
}

/// Rewrites a file; its old brotli copy goes.
fn edit(path: &Path, change: impl Fn(String) -> String) -> Result<()> {
    let text = fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    fs::write(path, change(text))?;
    let compressed = compress::sibling(path);
    if compressed.exists() {
        fs::remove_file(compressed)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::Deploy;

    fn deploy(line: &str) -> Deploy {
        Deploy::parse(line.split(' ').map(str::to_owned)).unwrap()
    }

    #[test]
    fn an_api_elsewhere_is_named_in_page_and_policy() {
        let deploy = deploy("--api https://api.example/ a b");
        assert_eq!(deploy.with_api("connect-src 'self'; x"), "connect-src 'self' https://api.example; x");
        let page = deploy.page("<meta name=\"api-url\" content=\"\"><link href=\"/x\">");
        assert_eq!(page, "<meta name=\"api-url\" content=\"https://api.example\"><link href=\"/x\">");
    }

    #[test]
    fn every_way_of_deploying_has_the_policy_of_the_page() {
        let page = include_str!("../../index.html");
        let (_, after) = page.split_once("http-equiv=\"Content-Security-Policy\" content=\"").unwrap();
        let policy = format!("{}; frame-ancestors 'none'", after.split('"').next().unwrap());
        let files =
            [include_str!("../../public/_headers"), include_str!("../../public/nginx.conf"), include_str!("../../public/Caddyfile")];
        for file in files {
            assert!(file.contains(&policy), "{file}");
        }
        assert!(policy.contains(super::OWN_ORIGIN));
    }

    /// Hosts join the values of such a header, and not all know how to take one back.
    #[test]
    fn no_rule_repeats_a_header_of_every_file() {
        let (every_file, hashed_files) = include_str!("../../public/_headers").split_once("\n/*.wasm\n").unwrap();
        for line in hashed_files.lines().filter(|line| !line.starts_with('/')) {
            let (name, _) = line.split_once(':').unwrap();
            assert!(!every_file.contains(&format!("\n{name}:")), "{line}");
        }
    }

    #[test]
    fn a_path_moves_every_link_and_rule() {
        let deploy = deploy("--public-url dash a b");
        assert_eq!(deploy.page("<script src=\"/a.js\"><link href=\"/b\">"), "<script src=\"/dash/a.js\"><link href=\"/dash/b\">");
        assert_eq!(deploy.under_path("/* /index.html 200\n  X: y"), "/dash/* /dash/index.html 200\n  X: y\n");
        assert_eq!(deploy.under_path("/api/* x"), "/api/* x\n");
        let nginx = deploy.under_path(include_str!("../../public/nginx.conf"));
        for moved in ["# nginx: the app's files from /srv/www/dash/,", "location /dash/ {", "try_files $uri /dash/index.html;"] {
            assert!(nginx.contains(moved), "{nginx}");
        }
        let caddy = deploy.under_path(include_str!("../../public/Caddyfile"));
        for moved in ["# Caddy: the app's files from /srv/www/dash/,", "handle /dash/* {", "try_files {path} /dash/index.html"] {
            assert!(caddy.contains(moved), "{caddy}");
        }
        for stays in ["root * /srv/www\n", "handle /api/* {"] {
            assert!(caddy.contains(stays), "{caddy}");
        }
    }
}

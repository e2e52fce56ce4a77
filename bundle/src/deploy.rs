//! `bundle deploy [--api URL] [--public-url PATH] FROM TO`: copies the built app for a place on the web.
//!
//! Where the API is and under which path the app lies stands in the page and in the servers' configuration, not in the
//! WASM, so nothing is compiled again.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail, ensure};

use crate::compress;

/// The files that hold the content security policy.
const WITH_POLICY: [&str; 4] = ["index.html", "_headers", "nginx.conf", "Caddyfile"];
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
    for name in ["_headers", "_redirects"] {
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
                "--api" => api = origin(&words.next().unwrap_or_default())?,
                "--public-url" => public = path(&words.next().unwrap_or_default())?,
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

    /// Paths in files of rules stand at the start of a line or after a space; the API stays at the root.
    fn under_path(&self, text: &str) -> String {
        let prefixed = text.replace(" /index.html", &format!(" {}index.html", self.public));
        let line = |line: &str| match line.strip_prefix('/') {
            Some(rest) if !rest.starts_with("api/") => format!("{}{rest}", self.public),
            _ => line.to_owned(),
        };
        prefixed.lines().map(line).fold(String::new(), |text, line| text + &line + "\n")
    }
}

/// `https://host[:port]`, without a slash at its end; nothing for the app's own origin.
fn origin(text: &str) -> Result<String> {
    let text = text.trim_end_matches('/');
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    match host {
        _ if text.is_empty() => Ok(String::new()),
        Some(host) if is_host(host) => Ok(text.to_owned()),
        _ => bail!("--api wants an origin such as https://imagineanything.com, not {text}"),
    }
}

fn is_host(host: &str) -> bool {
    !host.is_empty() && host.chars().all(|c| c.is_ascii_alphanumeric() || ".-:[]".contains(c))
}

/// `/`, or `/a/b/` from any spelling of it.
fn path(text: &str) -> Result<String> {
    let inner = text.trim_matches('/');
    ensure!(inner.chars().all(|c| c.is_ascii_alphanumeric() || "/-_.~".contains(c)), "--public-url wants a path such as /dashboard/");
    Ok(if inner.is_empty() { "/".into() } else { format!("/{inner}/") })
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
    use super::{Deploy, origin, path};

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

    #[test]
    fn a_path_moves_every_link_and_rule() {
        let deploy = deploy("--public-url dash a b");
        assert_eq!(deploy.page("<script src=\"/a.js\"><link href=\"/b\">"), "<script src=\"/dash/a.js\"><link href=\"/dash/b\">");
        assert_eq!(deploy.under_path("/* /index.html 200\n  X: y"), "/dash/* /dash/index.html 200\n  X: y\n");
        assert_eq!(deploy.under_path("/api/* x"), "/api/* x\n");
    }

    #[test]
    fn refuses_what_could_break_out_of_the_page() {
        for bad in ["imagineanything.com", "https://", "https://a\" x", "https://a b", "javascript:x", "https://a/b"] {
            assert!(origin(bad).is_err(), "{bad}");
        }
        assert!(path("/a\"b/").is_err());
        assert_eq!(path("a/b").ok().as_deref(), Some("/a/b/"));
    }
}

//! A place on the web: where the API is, and under which path the app lies.
//!
//! `cargo xtask dist` has this file too, so that what is no such place is refused before minutes are spent on a build.

use anyhow::{Result, bail, ensure};

/// `https://host[:port]`, without a slash at its end; nothing for the app's own origin.
///
/// # Errors
/// If it has no scheme or host, or holds more than these.
pub fn origin(text: &str) -> Result<String> {
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
///
/// # Errors
/// If it holds what no plain path holds.
pub fn path(text: &str) -> Result<String> {
    let inner = text.trim_matches('/');
    let is_plain = inner.chars().all(|c| c.is_ascii_alphanumeric() || "/-_.~".contains(c));
    ensure!(is_plain, "--public-url wants a path such as /dashboard/, not {text}");
    Ok(if inner.is_empty() { "/".into() } else { format!("/{inner}/") })
}

#[cfg(test)]
mod tests {
    use super::{origin, path};

    #[test]
    fn refuses_what_could_break_out_of_the_page() {
        for bad in ["imagineanything.com", "https://", "https://a\" x", "https://a b", "javascript:x", "https://a/b"] {
            assert!(origin(bad).is_err(), "{bad}");
        }
        for bad in ["/a\"b/", "https://x.example/dashboard"] {
            assert!(path(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn any_spelling_becomes_one() {
        assert_eq!(origin("https://x.example/").ok().as_deref(), Some("https://x.example"));
        assert_eq!(origin("").ok().as_deref(), Some(""));
        assert_eq!(path("a/b").ok().as_deref(), Some("/a/b/"));
        assert_eq!(path("/").ok().as_deref(), Some("/"));
    }
}

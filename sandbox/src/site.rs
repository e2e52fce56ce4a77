//! The app's files, with what a production server sends along: compressed copies, caching, security headers, and index.html for
//! addresses that only the app knows.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::UNIX_EPOCH;

use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::etag;
use crate::uploads::inside;

/// Only what the app needs. The same policy, but for `frame-ancestors`, stands in index.html.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    connect-src 'self'; img-src 'self' https: blob: data:; media-src 'self' https: blob: data:; manifest-src 'self'; worker-src 'self'; \
    object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'; \
    trusted-types default";

const SECURITY: [(HeaderName, &str); 5] = [
    (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "strict-origin-when-cross-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
];

/// Endings of files that the app is made of; an address with one of them is never a page of the app.
const TYPES: &[(&str, &str)] = &[
    ("html", "text/html; charset=utf-8"),
    ("js", "text/javascript; charset=utf-8"),
    ("mjs", "text/javascript; charset=utf-8"),
    ("css", "text/css; charset=utf-8"),
    ("wasm", "application/wasm"),
    ("json", "application/json"),
    ("webmanifest", "application/manifest+json"),
    ("map", "application/json"),
    ("svg", "image/svg+xml"),
    ("png", "image/png"),
    ("jpg", "image/jpeg"),
    ("webp", "image/webp"),
    ("ico", "image/x-icon"),
    ("woff2", "font/woff2"),
    ("txt", "text/plain; charset=utf-8"),
    ("xml", "application/xml"),
    ("br", "application/octet-stream"),
    ("gz", "application/gzip"),
];

/// Compressed copies in the order of preference: name in `Accept-Encoding`, ending of the file.
const ENCODINGS: [(&str, &str); 2] = [("br", "br"), ("gzip", "gz")];

/// A folder with the built app.
#[derive(Clone, Debug)]
pub struct Site(Arc<PathBuf>);

impl Site {
    /// The app in a folder.
    pub fn new(folder: PathBuf) -> Self {
        Self(Arc::new(folder))
    }

    /// Answers a request for a file or a page of the app.
    pub async fn answer(&self, method: Method, path: &str, headers: &HeaderMap) -> Response {
        let mut response = if method == Method::GET || method == Method::HEAD {
            self.find(path, headers).await.unwrap_or_else(|| (StatusCode::NOT_FOUND, "Not found.\n").into_response())
        } else {
            StatusCode::METHOD_NOT_ALLOWED.into_response()
        };
        for (name, value) in SECURITY {
            response.headers_mut().insert(name, HeaderValue::from_static(value));
        }
        response
    }

    async fn find(&self, path: &str, headers: &HeaderMap) -> Option<Response> {
        if path == "/index.html" {
            // Under this address the app would look for a page of this name.
            return Some((StatusCode::PERMANENT_REDIRECT, [(header::LOCATION, "/"), (header::CACHE_CONTROL, "no-cache")]).into_response());
        }
        let relative = path.trim_start_matches('/');
        let wanted = if relative.is_empty() { "index.html" } else { relative };
        if let Some(file) = inside(&self.0, wanted).filter(|file| file.is_file()) {
            return send(&file, wanted, headers).await;
        }
        if content_type(wanted).is_some() {
            return None;
        }
        send(&self.0.join("index.html"), "index.html", headers).await
    }
}

async fn send(file: &Path, name: &str, request: &HeaderMap) -> Option<Response> {
    let (bytes, encoding) = read(file, request).await?;
    let mut headers = HeaderMap::new();
    let kind = content_type(name).unwrap_or("application/octet-stream");
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
    if let Some(encoding) = encoding {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    if is_hashed(name) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
        return Some((headers, bytes).into_response());
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    let tag = tag(file, encoding).await;
    if let Some(tag) = &tag {
        headers.insert(header::ETAG, tag.clone());
    }
    let unchanged = tag.is_some_and(|tag| tag.to_str().is_ok_and(|tag| etag::is_known(request, tag)));
    Some(if unchanged { (StatusCode::NOT_MODIFIED, headers).into_response() } else { (headers, bytes).into_response() })
}

/// The file, or its compressed copy when there is one that the client takes.
async fn read(file: &Path, request: &HeaderMap) -> Option<(Vec<u8>, Option<&'static str>)> {
    let accepted = request.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    for (encoding, ending) in ENCODINGS {
        if accepts(accepted, encoding) {
            let mut copy = file.as_os_str().to_owned();
            copy.push(".");
            copy.push(ending);
            if let Ok(bytes) = tokio::fs::read(copy).await {
                return Some((bytes, Some(encoding)));
            }
        }
    }
    Some((tokio::fs::read(file).await.ok()?, None))
}

fn accepts(header: &str, encoding: &str) -> bool {
    header.split(',').any(|entry| {
        let (name, weight) = entry.split_once(';').unwrap_or((entry, ""));
        name.trim().eq_ignore_ascii_case(encoding) && !matches!(weight.trim(), "q=0" | "q=0.0")
    })
}

/// Changes whenever the file does.
async fn tag(file: &Path, encoding: Option<&str>) -> Option<HeaderValue> {
    let about = tokio::fs::metadata(file).await.ok()?;
    let changed = about.modified().ok()?.duration_since(UNIX_EPOCH).ok()?.as_nanos();
    HeaderValue::try_from(format!("W/\"{:x}-{changed:x}-{}\"", about.len(), encoding.unwrap_or("plain"))).ok()
}

fn content_type(name: &str) -> Option<&'static str> {
    let ending = name.rsplit('/').next()?.rsplit_once('.')?.1;
    TYPES.iter().find(|(known, _)| ending.eq_ignore_ascii_case(known)).map(|(_, kind)| *kind)
}

/// Whether the name holds a hash of the content: a part of at least eight hexadecimal digits, one of them a figure.
fn is_hashed(name: &str) -> bool {
    let file = name.rsplit('/').next().unwrap_or(name);
    file.split(['-', '_', '.'])
        .any(|part| part.len() >= 8 && part.bytes().all(|b| b.is_ascii_hexdigit()) && part.bytes().any(|b| b.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashed_names_are_told_from_others() {
        for name in ["app-1f2e3d4c5b6a7988.js", "snippets/app-1f2e3d4c5b6a7988_bg.wasm", "area.0a1b2c3d.wasm"] {
            assert!(is_hashed(name), "{name}");
        }
        for name in ["index.html", "sw.js", "favicon.svg", "facade-deadbeef.js", "boot.js"] {
            assert!(!is_hashed(name), "{name}");
        }
    }

    #[test]
    fn encodings_are_taken_only_when_they_are_accepted() {
        assert!(accepts("gzip, deflate, br", "br"));
        assert!(accepts("br;q=0.5", "br"));
        assert!(!accepts("br;q=0, gzip", "br"));
        assert!(!accepts("", "gzip"));
    }

    #[test]
    fn pages_have_no_type_and_files_do() {
        assert_eq!(content_type("@nova_sketch/feed"), None);
        assert_eq!(content_type("guest/agents/a.b"), None);
        assert_eq!(content_type("x/app.wasm"), Some("application/wasm"));
    }
}

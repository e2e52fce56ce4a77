//! The app's files as a production server sends them.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use axum::response::Response;
use sandbox::World;
use sandbox::host::{Host, Recipe};
use sandbox::server::World as Served;
use tower::ServiceExt;

const HASHED: &str = "app-1f2e3d4c5b6a7988.js";

/// A built app in a folder that goes away.
struct Dist(PathBuf);

impl Dist {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("sandbox-site-{name}-{}", std::process::id()));
        std::fs::create_dir_all(folder.join("icons")).expect("a folder");
        for (file, content) in [
            ("index.html", "<!DOCTYPE html>"),
            ("sw.js", "// worker"),
            (HASHED, "plain"),
            ("app-1f2e3d4c5b6a7988.js.br", "brotli"),
            ("app-1f2e3d4c5b6a7988.js.gz", "gzip"),
            ("icons/icon.svg", "<svg/>"),
        ] {
            std::fs::write(folder.join(file), content).expect("a file");
        }
        std::fs::write(folder.with_extension("secret"), "outside").expect("a file");
        Self(folder)
    }

    fn router(&self) -> Router {
        let host = Arc::new(Host::new(Some(self.0.clone()), false));
        let app = host.memory(Recipe { world: World::Empty, ..Recipe::default() }).expect("a world");
        Served::new(host, app).router()
    }
}

impl Drop for Dist {
    fn drop(&mut self) {
        let files: [&Path; 2] = [&self.0, &self.0.with_extension("secret")];
        let _ = std::fs::remove_dir_all(files[0]);
        let _ = std::fs::remove_file(files[1]);
    }
}

async fn get(router: &Router, path: &str, headers: &[(&str, &str)]) -> (Response, String) {
    let request = headers.iter().fold(Request::get(path), |request, (name, value)| request.header(*name, *value));
    let response = router.clone().oneshot(request.body(Body::empty()).expect("a request")).await.expect("an answer");
    let (parts, body) = response.into_parts();
    let bytes = axum::body::to_bytes(body, usize::MAX).await.expect("a body");
    (Response::from_parts(parts, Body::empty()), String::from_utf8_lossy(&bytes).into_owned())
}

fn header<'a>(response: &'a Response, name: &str) -> &'a str {
    response.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

#[tokio::test]
async fn pages_of_the_app_get_its_index() {
    let dist = Dist::new("pages");
    let router = dist.router();
    for path in ["/", "/@nova_sketch/feed", "/guest/agents/a.b", "/post/x?y=z"] {
        let (response, body) = get(&router, path, &[]).await;
        assert_eq!((response.status(), body.as_str()), (StatusCode::OK, "<!DOCTYPE html>"), "{path}");
        assert_eq!((header(&response, "cache-control"), header(&response, "content-type")), ("no-cache", "text/html; charset=utf-8"));
        let policy = header(&response, "content-security-policy");
        assert!(policy.starts_with("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'"));
        assert!(policy.contains("frame-ancestors 'none'") && policy.contains("trusted-types default") && !policy.contains("unsafe-inline"));
        assert_eq!(
            (header(&response, "x-content-type-options"), header(&response, "cross-origin-opener-policy")),
            ("nosniff", "same-origin")
        );
        assert_eq!(header(&response, "referrer-policy"), "strict-origin-when-cross-origin");
    }
}

#[tokio::test]
async fn the_index_has_one_address() {
    let dist = Dist::new("index");
    let (moved, _) = get(&dist.router(), "/index.html", &[]).await;
    assert_eq!((moved.status(), header(&moved, "location")), (StatusCode::PERMANENT_REDIRECT, "/"));
    assert!(header(&moved, "content-security-policy").starts_with("default-src 'none'"));
    assert_eq!(get(&dist.router(), "/icons/index.html", &[]).await.0.status(), StatusCode::NOT_FOUND, "only the app's own");
}

#[tokio::test]
async fn hashed_files_are_kept_for_ever_and_missing_ones_are_missing() {
    let dist = Dist::new("hashed");
    let router = dist.router();
    let (response, body) = get(&router, &format!("/{HASHED}"), &[]).await;
    assert_eq!((body.as_str(), header(&response, "cache-control")), ("plain", "public, max-age=31536000, immutable"));
    assert_eq!(header(&get(&router, "/sw.js", &[]).await.0, "cache-control"), "no-cache");
    for missing in ["/app-0000000000000000.js", "/x.wasm", "/icons/none.svg", "/index.html.map", "/sandbox.txt"] {
        assert_eq!(get(&router, missing, &[]).await.0.status(), StatusCode::NOT_FOUND, "{missing}");
    }
}

#[tokio::test]
async fn compressed_copies_are_sent_to_those_who_take_them() {
    let dist = Dist::new("compressed");
    let router = dist.router();
    for (accepted, body, encoding) in [("gzip, br", "brotli", "br"), ("gzip", "gzip", "gzip"), ("br;q=0", "plain", ""), ("", "plain", "")] {
        let (response, sent) = get(&router, &format!("/{HASHED}"), &[("accept-encoding", accepted)]).await;
        assert_eq!((sent.as_str(), header(&response, "content-encoding")), (body, encoding), "{accepted}");
        assert_eq!((header(&response, "content-type"), header(&response, "vary")), ("text/javascript; charset=utf-8", "Accept-Encoding"));
    }
}

#[tokio::test]
async fn unchanged_files_are_not_sent_twice() {
    let dist = Dist::new("unchanged");
    let router = dist.router();
    let tag = header(&get(&router, "/sw.js", &[]).await.0, "etag").to_owned();
    for known in [tag.as_str(), tag.trim_start_matches("W/"), &format!("\"other\", {tag}"), "*"] {
        let (again, body) = get(&router, "/sw.js", &[("if-none-match", known)]).await;
        assert_eq!((again.status(), body.as_str()), (StatusCode::NOT_MODIFIED, ""), "{known}");
    }
}

#[tokio::test]
async fn nothing_outside_of_the_folder_is_served() {
    let dist = Dist::new("outside");
    let router = dist.router();
    let secret = dist.0.with_extension("secret");
    let name = secret.file_name().expect("a name").to_string_lossy().into_owned();
    for path in [format!("/../{name}"), format!("/icons/../../{name}"), format!("/%2e%2e/{name}"), format!("/{}", secret.display())] {
        let (_, body) = get(&router, &path, &[]).await;
        assert_ne!(body, "outside", "{path}");
    }
}

#[tokio::test]
async fn the_api_is_never_a_page() {
    let dist = Dist::new("api");
    for path in ["/api/nothing", "/api", "/api/", "//api/posts", "///api"] {
        let (response, body) = get(&dist.router(), path, &[("accept", "text/html")]).await;
        assert_eq!(response.status(), StatusCode::NOT_FOUND, "{path}");
        assert!(body.contains("\"error\":\"not_found\""), "{body}");
    }
    assert_eq!(get(&dist.router(), "/apiary", &[]).await.0.status(), StatusCode::OK, "a page");
    assert!(crate::support::Service::start(World::Empty).get("/", "").await.status == 404, "without an app there are no pages");
}

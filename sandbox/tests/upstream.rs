//! Passing the API on, with a second service in the place of the real one.

use std::sync::Arc;
use std::time::Duration;

use crate::support::Service;
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::HeaderMap;
use axum::routing::any;
use sandbox::World;
use sandbox::host::Host;
use sandbox::server::upstream_router;
use sandbox::upstream::Upstream;
use serde_json::{Value, json};
use tokio::net::TcpListener;

pub async fn listen(router: Router) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let origin = format!("http://{}", listener.local_addr().expect("an address"));
    tokio::spawn(axum::serve(listener, router).into_future());
    origin
}

pub async fn in_front_of(upstream: &str) -> String {
    forwarding(Upstream::new(upstream).expect("an address")).await
}

async fn forwarding(upstream: Upstream) -> String {
    listen(upstream_router(Arc::new(Host::new(None, false)), upstream)).await
}

#[tokio::test]
async fn calls_reach_the_service_with_their_limits() {
    let service = Service::start(World::Empty);
    let agent = service.agent("behind_it").await;
    let proxy = in_front_of(&listen(service.world().router()).await).await;
    let client = reqwest::Client::new();
    let posted = client.post(format!("{proxy}/api/posts")).bearer_auth(&agent.token).json(&json!({ "content": "through" })).send().await;
    let posted = posted.expect("an answer");
    assert_eq!(posted.status(), 201);
    assert_eq!(posted.headers()["x-ratelimit-endpoint-type"], "write");
    let id = posted.json::<Value>().await.expect("a post")["id"].as_str().unwrap_or_default().to_owned();
    let listed: Value = client.get(format!("{proxy}/api/posts?limit=1")).send().await.expect("an answer").json().await.expect("JSON");
    assert_eq!(listed["posts"][0]["id"], id.as_str());
    let deleted = client.delete(format!("{proxy}/api/posts/{id}")).bearer_auth(&agent.token).send().await.expect("an answer");
    assert_eq!(deleted.status(), 204);
    let refused = client.get(format!("{proxy}/api/feed")).send().await.expect("an answer");
    assert_eq!((refused.status().as_u16(), refused.headers().contains_key("access-control-allow-origin")), (401, false));
}

#[tokio::test]
async fn uploads_pass_in_both_directions() {
    let service = Service::start(World::Empty);
    let agent = service.agent("uploader").await;
    let proxy = in_front_of(&listen(service.world().router()).await).await;
    let client = reqwest::Client::new();
    let mut png = crate::support::upload::PNG.to_vec();
    png.resize(300_000, 7);
    let file = reqwest::multipart::Part::bytes(png.clone()).file_name("a.png");
    let form = reqwest::multipart::Form::new().part("file", file).text("purpose", "post");
    let answer =
        client.post(format!("{proxy}/api/upload")).header("sec-fetch-site", "same-origin").bearer_auth(&agent.token).multipart(form);
    let uploaded: Value = answer.send().await.expect("an answer").json().await.expect("JSON");
    let url = uploaded["url"].as_str().unwrap_or_default();
    assert!(url.starts_with("/uploads/"), "{uploaded}");
    let back = client.get(format!("{proxy}{url}")).send().await.expect("the file");
    assert_eq!(back.headers()["content-type"], "image/png");
    assert_eq!(back.bytes().await.expect("bytes"), png);
}

#[tokio::test]
async fn only_what_belongs_to_the_api_is_passed_on() {
    let mirror = any(async |request: Request| -> (HeaderMap, String) {
        let names: Vec<&str> = request.headers().keys().map(axum::http::HeaderName::as_str).collect();
        let mut headers = HeaderMap::new();
        headers.insert("set-cookie", "session=1".parse().expect("a value"));
        headers.insert("access-control-allow-origin", "*".parse().expect("a value"));
        headers.insert("retry-after", "7".parse().expect("a value"));
        (headers, names.join(","))
    });
    let proxy = in_front_of(&listen(Router::new().route("/api/{*path}", mirror)).await).await;
    let request = reqwest::Client::new().get(format!("{proxy}/api/x"));
    let request = request.header("cookie", "a=b").header("origin", "https://x.example").header("referer", "https://x.example/page");
    let answer = request.bearer_auth("token").send().await.expect("an answer");
    let headers = answer.headers().clone();
    assert!(!headers.contains_key("set-cookie") && !headers.contains_key("access-control-allow-origin"));
    assert_eq!(headers["retry-after"], "7");
    let names = answer.text().await.expect("names");
    assert!(names.contains("authorization"), "{names}");
    for kept in ["cookie", "origin", "referer"] {
        assert!(!names.split(',').any(|name| name == kept), "{names}");
    }
}

#[tokio::test]
async fn answers_stream() {
    let endless = any(async || {
        let first = futures_util::stream::once(async { Ok::<_, std::io::Error>("first") });
        Body::from_stream(futures_util::StreamExt::chain(first, futures_util::stream::pending()))
    });
    let proxy = in_front_of(&listen(Router::new().route("/api/{*path}", endless)).await).await;
    let mut answer = reqwest::get(format!("{proxy}/api/x")).await.expect("the headers");
    assert_eq!(answer.chunk().await.expect("a chunk").as_deref(), Some(b"first".as_slice()));
}

/// Five parts of a body with a pause before each.
fn slowly() -> impl futures_util::Stream<Item = std::io::Result<Bytes>> {
    futures_util::stream::unfold(0, |part| async move {
        tokio::time::sleep(Duration::from_millis(100)).await;
        (part < 5).then(|| (Ok(Bytes::from_static(b"part ")), part + 1))
    })
}

#[tokio::test]
async fn a_silent_service_is_given_up_and_a_slow_one_is_not() {
    let silent = any(async || std::future::pending::<()>().await);
    let slow = any(async |_: Bytes| Body::from_stream(slowly()));
    let service = listen(Router::new().route("/api/silent", silent).route("/api/slow", slow)).await;
    let proxy = forwarding(Upstream::new(&service).expect("an address").with_silence(Duration::from_millis(300))).await;
    let given_up = reqwest::get(format!("{proxy}/api/silent")).await.expect("an answer");
    assert_eq!(given_up.status(), 502);
    assert!(given_up.text().await.expect("a sentence").contains("did not answer in time."));
    let sent = reqwest::Client::new().post(format!("{proxy}/api/slow")).body(reqwest::Body::wrap_stream(slowly())).send().await;
    assert_eq!(sent.expect("an answer").text().await.expect("all of it"), "part part part part part ");
}

#[tokio::test]
async fn a_service_that_is_down_is_told_in_the_documented_shape() {
    let closed = {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        format!("http://{}", listener.local_addr().expect("an address"))
    };
    let proxy = in_front_of(&closed).await;
    let answer = reqwest::get(format!("{proxy}/api/feed")).await.expect("an answer");
    assert_eq!(answer.status(), 502);
    let body: Value = answer.json().await.expect("JSON");
    assert_eq!(body["error"], "upstream_unreachable");
    assert!(body["message"].is_string());
    assert_eq!(reqwest::get(format!("{proxy}/sandbox.json")).await.expect("an answer").status(), 404, "it is no sandbox");
}

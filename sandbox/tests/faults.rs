//! Faults: what a client sees of each.

use std::time::{Duration, Instant};

use crate::support::Service;
use axum::body::Body;
use axum::http::Request;
use sandbox::World;
use serde_json::{Value, json};
use tokio::net::TcpListener;

async fn with(fault: Value) -> Service {
    let service = Service::start(World::Demo);
    let body = Value::Array(vec![fault]);
    assert_eq!(service.post("/__test/faults", "", body).await.status, 200);
    service
}

#[tokio::test]
async fn a_status_is_given_as_often_as_asked() {
    let service = with(json!({ "path": "/api/posts", "method": "GET", "kind": "status", "status": 503, "times": 2 })).await;
    for status in [503, 503, 200] {
        assert_eq!(service.get("/api/posts", "").await.status, status);
    }
    service.post("/__test/faults", "", json!([{ "path": "/api/posts", "kind": "status" }])).await;
    service.get("/api/posts", "").await.refused(500, "internal_server_error");
    service.delete("/__test/faults", "").await;
    assert_eq!(service.get("/api/posts", "").await.status, 200);
}

#[tokio::test]
async fn a_status_can_hide_that_the_request_was_carried_out() {
    let service = Service::start(World::Empty);
    let agent = service.agent("unlucky").await;
    for (after, posts) in [(false, 0), (true, 1)] {
        service.post("/__test/faults", "", json!([{ "path": "/api/posts", "kind": "status", "after": after, "times": 1 }])).await;
        assert_eq!(service.post("/api/posts", &agent.token, json!({ "content": "hello" })).await.status, 500);
        assert_eq!(service.get("/api/posts", "").await.json["posts"].as_array().map(Vec::len), Some(posts));
    }
}

#[tokio::test]
async fn bodies_can_be_html_garbage_or_truncated() {
    let service = with(json!({ "path": "/api/posts", "kind": "html", "times": 1 })).await;
    let html = service.get("/api/posts", "").await;
    assert_eq!((html.status.as_u16(), html.header("content-type")), (502, "text/html; charset=utf-8"));
    for kind in ["garbage", "truncate"] {
        service.post("/__test/faults", "", json!([{ "path": "/api/posts", "kind": kind, "times": 1 }])).await;
        let broken = service.get("/api/posts", "").await;
        assert_eq!((broken.status.as_u16(), &broken.json), (200, &Value::Null), "{kind}");
        assert!(!broken.body.is_empty());
    }
}

#[tokio::test]
async fn answers_can_be_slow_and_lose_headers() {
    let service =
        with(json!({ "path": "/api/posts", "kind": "delay", "delayMs": 120, "headers": { "content-type": "text/plain", "etag": null } }))
            .await;
    let start = Instant::now();
    let slow = service.get("/api/posts", "").await;
    assert!(start.elapsed() >= Duration::from_millis(120));
    assert_eq!((slow.status.as_u16(), slow.header("content-type")), (200, "text/plain"));
    service.delete("/__test/faults", "").await;
    let bare_429 = json!([{ "path": "/api/posts", "kind": "status", "status": 429, "headers": { "x-ratelimit-reset": null, "x-ratelimit-limit": null } }]);
    service.post("/__test/faults", "", bare_429).await;
    let refused = service.get("/api/posts", "").await;
    assert_eq!((refused.status.as_u16(), refused.header("x-ratelimit-reset"), refused.header("retry-after")), (429, "", ""));
}

#[tokio::test]
async fn a_cut_connection_breaks_off_in_the_middle() {
    let service = with(json!({ "path": "/api/posts", "kind": "cut" })).await;
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(service.world().serve(listener, std::future::pending()));
    let answer = reqwest::get(format!("http://{address}/api/posts")).await.expect("the headers arrive");
    assert_eq!(answer.status(), 200);
    assert!(answer.text().await.is_err(), "the body does not");
}

#[tokio::test]
async fn faults_that_make_no_sense_are_refused() {
    let service = Service::start(World::Empty);
    for wrong in [
        json!({}),
        json!([{ "path": "/x" }]),
        json!([{ "path": "/x", "kind": "nonsense" }]),
        json!([{ "path": "/x", "kind": "cut", "typo": 1 }]),
    ] {
        service.post("/__test/faults", "", wrong).await.refused(400, "invalid_json");
    }
    let other = Request::post("/__test/clock").body(Body::from("{\"set\": \"yesterday\"}")).expect("a request");
    service.send(other).await.refused_field("set");
}

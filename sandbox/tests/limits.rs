//! Rate windows, their headers and their refusal.

use crate::support::{NOW, Service};
use axum::http::{Method, Request};
use sandbox::World;
use serde_json::json;

#[tokio::test]
async fn every_answer_tells_how_its_window_stands() {
    let service = Service::start(World::Empty);
    service.app().limits().clear();
    for (method, path, status, class, limit) in [
        (Method::GET, "/api/posts", 200, "read", "100"),
        (Method::GET, "/api/posts/unknown", 404, "read", "100"),
        (Method::POST, "/api/posts", 401, "write", "30"),
        (Method::PATCH, "/api/agents/me", 401, "write", "30"),
        (Method::POST, "/api/auth/register", 400, "auth", "10"),
        (Method::POST, "/api/upload", 401, "upload", "10"),
        (Method::GET, "/api/nothing/here", 404, "read", "100"),
        (Method::GET, "/api", 404, "read", "100"),
        (Method::DELETE, "/api/feed", 405, "write", "30"),
    ] {
        let answer = service.call(method.clone(), path, "", serde_json::Value::Null).await;
        assert_eq!(answer.status, status, "{method} {path}: {}", answer.json);
        assert_eq!((answer.header("x-ratelimit-endpoint-type"), answer.header("x-ratelimit-limit")), (class, limit), "{path}");
        let reset: i64 = answer.header("x-ratelimit-reset").parse().expect("Unix seconds");
        assert!((NOW / 1000..=NOW / 1000 + 70).contains(&reset), "{reset}");
        assert!(answer.header("x-ratelimit-remaining").parse::<u32>().is_ok());
        assert!(answer.header("retry-after").is_empty());
    }
}

#[tokio::test]
async fn the_eleventh_sign_in_of_a_minute_waits() {
    let service = Service::start(World::Empty);
    service.app().limits().clear();
    for left in (0..10).rev() {
        assert_eq!(service.token("x", "y").await.header("x-ratelimit-remaining"), left.to_string());
    }
    let refused = service.token("x", "y").await;
    refused.refused(429, "rate_limit_exceeded");
    let wait = refused.json["retryAfter"].as_u64().expect("seconds");
    assert!((1..=60).contains(&wait));
    assert_eq!((refused.json["retry_after"].as_u64(), refused.header("retry-after")), (Some(wait), wait.to_string().as_str()));
    assert_eq!(
        (refused.json["limit"].as_u64(), refused.json["reset"].to_string().as_str()),
        (Some(10), refused.header("x-ratelimit-reset"))
    );
    service.app().clock().advance(60_000);
    service.token("x", "y").await.refused(401, "invalid_client");
}

#[tokio::test]
async fn agents_have_windows_of_their_own() {
    let service = Service::start(World::Empty);
    let (one, two) = (service.agent("agent_one").await, service.agent("agent_two").await);
    service.app().limits().clear();
    for _ in 0..30 {
        assert_eq!(service.post("/api/posts", &one.token, json!({ "content": "hello" })).await.status, 201);
    }
    service.post("/api/posts", &one.token, json!({ "content": "hello" })).await.refused(429, "rate_limit_exceeded");
    assert_eq!(service.get("/api/posts", &one.token).await.status, 200, "reads are counted apart");
    assert_eq!(service.post("/api/posts", &two.token, json!({ "content": "hello" })).await.status, 201);
}

#[tokio::test]
async fn preflights_and_files_are_not_counted() {
    let service = Service::start(World::Empty);
    let preflight = Request::options("/api/posts").header("origin", "https://x.example").header("access-control-request-method", "POST");
    let answer = service.send(preflight.body(axum::body::Body::empty()).expect("a request")).await;
    assert_eq!((answer.status.as_u16(), answer.header("x-ratelimit-limit")), (204, ""));
    assert!(service.get("/uploads/none.png", "").await.header("x-ratelimit-limit").is_empty());
    assert!(service.get("/sandbox.json", "").await.header("x-ratelimit-limit").is_empty());
}

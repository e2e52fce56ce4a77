//! Cross-origin access.

use crate::support::Service;
use axum::body::Body;
use axum::http::Request;
use sandbox::World;
use serde_json::json;

#[tokio::test]
async fn other_origins_may_call_with_a_token_and_every_method() {
    let service = Service::start(World::Empty);
    for method in ["GET", "POST", "PATCH", "DELETE"] {
        let preflight = Request::options("/api/agents/me")
            .header("origin", "https://dashboard.example")
            .header("access-control-request-method", method)
            .header("access-control-request-headers", "authorization,content-type");
        let answer = service.send(preflight.body(Body::empty()).expect("a request")).await;
        assert_eq!((answer.status.as_u16(), answer.header("access-control-allow-origin")), (204, "*"));
        assert!(answer.header("access-control-allow-methods").contains(method));
        assert!(answer.header("access-control-allow-headers").contains("Authorization"));
        assert!(answer.header("access-control-allow-headers").contains("Content-Type"));
    }
}

#[tokio::test]
async fn limits_can_be_read_on_every_answer() {
    let service = Service::start(World::Empty);
    service.post("/__test/limits", "", json!({ "read": 2 })).await;
    for status in [200, 200, 429] {
        let answer = service.get("/api/posts", "").await;
        assert_eq!((answer.status.as_u16(), answer.header("access-control-allow-origin")), (status, "*"));
        for name in ["X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset", "X-RateLimit-Endpoint-Type", "Retry-After"] {
            assert!(answer.header("access-control-expose-headers").contains(name), "{name}");
        }
    }
}

#[tokio::test]
async fn faults_are_shared_and_test_hooks_are_not() {
    let service = Service::start(World::Empty);
    service.post("/__test/faults", "", json!([{ "path": "/api/posts", "kind": "html" }])).await;
    let broken = service.get("/api/posts", "").await;
    assert_eq!((broken.status.as_u16(), broken.header("access-control-allow-origin")), (502, "*"));
    assert!(service.get("/__test/calls", "").await.header("access-control-allow-origin").is_empty());
}

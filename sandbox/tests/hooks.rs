//! Test hooks: worlds, clocks, the record of calls.

use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::support::Service;
use axum::body::Body;
use axum::http::Request;
use sandbox::World;
use sandbox::host::{Host, Recipe};
use sandbox::server::World as Served;
use serde_json::json;
use tokio::net::TcpListener;
use tower::ServiceExt;

#[tokio::test]
async fn a_fresh_world_forgets_everything() {
    let service = Service::start(World::Empty);
    let agent = service.agent("forgotten").await;
    service.post("/__test/limits", "", json!({ "read": 0 })).await;
    assert_eq!(service.post("/__test/reset", "", json!({ "world": "empty", "now": "2026-03-01T00:00:00Z" })).await.status, 200);
    service.get("/api/agents/me", &agent.token).await.refused(401, "invalid_token");
    let clock = service.post("/__test/clock", "", json!({ "advance_seconds": 60 })).await;
    assert!(clock.text("/now").starts_with("2026-03-01T00:01:0"), "{}", clock.json);
}

#[tokio::test]
async fn the_demo_world_is_fresh_in_a_moment() {
    let service = Service::start(World::Demo);
    let body = json!({ "world": "demo", "now": "2026-01-15T12:00:00Z" });
    service.post("/__test/reset", "", body.clone()).await;
    let start = Instant::now();
    for _ in 0..5 {
        assert_eq!(service.post("/__test/reset", "", body.clone()).await.status, 200);
    }
    // The figure to reach is 50 ms; this leaves room for a busy machine and an unoptimised build.
    assert!(start.elapsed() / 5 < Duration::from_millis(250), "{:?}", start.elapsed() / 5);
}

#[tokio::test]
async fn resets_choose_the_dialect_and_refuse_nonsense() {
    let service = Service::start(World::Empty);
    service.post("/__test/reset", "", json!({ "world": "empty", "dialect": "wrapped" })).await;
    assert!(service.get("/api/posts", "").await.json["data"]["posts"].is_array());
    service.post("/__test/reset", "", json!({ "world": "mars" })).await.refused_field("world");
    service.post("/__test/reset", "", json!({ "dialect": "klingon" })).await.refused_field("dialect");
}

#[tokio::test]
async fn hooks_refuse_what_they_do_not_understand() {
    let service = Service::start(World::Empty);
    for (hook, body) in [
        ("clock", json!({ "advance_seconds": "5" })),
        ("clock", json!({ "advance_seconds": 1.5 })),
        ("clock", json!({ "advanceSeconds": 5 })),
        ("reset", json!({ "world": 1 })),
        ("reset", json!({ "when": "2026-01-01T00:00:00Z" })),
        ("world", json!({ "port": "80" })),
        ("limits", json!({ "read": -1 })),
        ("limits", json!({ "reads": 1 })),
        ("tokens/expire", json!({ "handle": ["x"] })),
        ("tokens/revoke", json!({})),
    ] {
        service.post(&format!("/__test/{hook}"), "", body).await.refused(400, "invalid_json");
    }
}

#[tokio::test]
async fn calls_are_recorded_by_operation() {
    let service = Service::start(World::Empty);
    let agent = service.agent("recorded").await;
    service.get("/api/posts/unknown", "").await;
    service.post("/api/posts", &agent.token, json!({ "content": "hello" })).await;
    let refresh = json!({ "grant_type": "refresh_token", "refresh_token": agent.refresh_token });
    service.post("/api/auth/token", "", refresh).await;
    let calls = service.get("/__test/calls", "").await;
    assert_eq!(calls.json["operations"], json!(["create_post", "register_agent", "token_client_credentials", "token_refresh"]));
    assert_eq!(calls.json["counts"]["post"], json!({ "calls": 1, "succeeded": 0 }));
    service.delete("/__test/calls", "").await;
    assert_eq!(service.get("/__test/calls", "").await.json["operations"], json!([]));
    assert_ne!(service.get("/__test/calls?worlds=all", "").await.json["operations"], json!([]));
}

#[tokio::test]
async fn tokens_expire_and_are_revoked_on_request() {
    let service = Service::start(World::Empty);
    let agent = service.agent("expired").await;
    service.post("/__test/tokens/expire", "", json!({ "handle": "@expired" })).await;
    service.get("/api/agents/me", &agent.token).await.refused(401, "invalid_token");
    let refresh = json!({ "grant_type": "refresh_token", "refresh_token": agent.refresh_token });
    assert_eq!(service.post("/api/auth/token", "", refresh.clone()).await.status, 200);
    service.post("/__test/tokens/revoke", "", json!({ "handle": "expired" })).await;
    service.post("/api/auth/token", "", refresh).await.refused(400, "invalid_grant");
}

#[tokio::test]
async fn worlds_on_other_ports_are_apart_and_can_end() {
    let service = Service::start(World::Empty);
    service.agent("only_here").await;
    let started = service.post("/__test/world", "", json!({ "world": "empty" })).await;
    let origin = started.text("/origin");
    let there = reqwest::get(format!("{origin}/api/agents/only_here")).await.expect("an answer");
    assert_eq!(there.status(), 404);
    let client = reqwest::Client::builder().pool_max_idle_per_host(0).build().expect("a client");
    client.delete(format!("{origin}/__test/world")).send().await.expect("the last answer");
    let mut gone = false;
    for _ in 0..50 {
        tokio::time::sleep(Duration::from_millis(20)).await;
        gone = gone || client.get(format!("{origin}/api/posts")).send().await.is_err();
    }
    assert!(gone, "nobody listens any more");
}

#[tokio::test]
async fn without_the_flag_there_are_no_hooks() {
    let host = Arc::new(Host::new(None, false));
    let app = host.memory(Recipe { world: World::Empty, ..Recipe::default() }).expect("a world");
    let router = Served::new(host, app).router();
    for path in ["/__test/reset", "/__test/calls", "/__test/faults"] {
        let request = Request::post(path).body(Body::from("{}")).expect("a request");
        assert_eq!(router.clone().oneshot(request).await.expect("an answer").status(), 404, "{path}");
    }
}

#[tokio::test]
async fn guests_see_whom_they_can_sign_in_as() {
    for world in [World::Demo, World::Empty] {
        let service = Service::start(world);
        let marker = service.get("/sandbox.json", "").await;
        assert_eq!(marker.json["sandbox"], true);
        let agents = marker.json["agents"].as_array().expect("agents");
        assert_eq!(agents.len(), 4);
        for agent in agents {
            let text = |name: &str| agent[name].as_str().unwrap_or_default().to_owned();
            assert_eq!(service.token(&text("clientId"), &text("clientSecret")).await.status, 200, "{agent}");
        }
    }
}

#[tokio::test]
async fn listeners_end_when_asked_to() {
    let service = Service::start(World::Empty);
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let served = tokio::spawn(service.world().serve(listener, async move { _ = stopped.await }));
    stop.send(()).expect("it runs");
    assert!(tokio::time::timeout(Duration::from_secs(5), served).await.expect("it ends").expect("without panic").is_ok());
}

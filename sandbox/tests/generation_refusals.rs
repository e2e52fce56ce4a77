//! What generation refuses, and with which status.

use crate::generation::{artist, generate, latest, wait};
use crate::support::Service;
use axum::http::Method;
use sandbox::World;
use serde_json::{Value, json};

#[tokio::test]
async fn four_at_once_are_too_many() {
    let service = Service::start(World::Empty);
    let (token, other) = (artist(&service, "greedy").await, artist(&service, "modest").await);
    for prompt in ["one", "two", "three"] {
        assert_eq!(generate(&service, &token, "RUNWARE", "video", prompt).await.status, 202);
    }
    generate(&service, &token, "OPENAI", "image", "four").await.refused(400, "generation_limit_reached");
    assert_eq!(generate(&service, &other, "OPENAI", "image", "of somebody else").await.status, 202);
    wait(&service, 60);
    let failing = generate(&service, &token, "OPENAI", "image", "four [fail: key]").await;
    assert_eq!(failing.status, 202);
    wait(&service, 60);
    for prompt in ["five", "six", "seven"] {
        generate(&service, &token, "RUNWARE", "video", prompt).await;
    }
    let path = format!("/api/generate/{}/retry", failing.text("/jobId"));
    service.post(&path, &token, Value::Null).await.refused(400, "generation_limit_reached");
}

#[tokio::test]
async fn retries_are_for_failed_jobs_and_three_times() {
    let service = Service::start(World::Empty);
    let (token, other) = (artist(&service, "stubborn").await, artist(&service, "stranger").await);
    let id = generate(&service, &token, "OPENAI", "image", "A castle [fail: policy]").await.text("/jobId");
    let path = format!("/api/generate/{id}/retry");
    service.post(&path, &token, Value::Null).await.refused(400, "job_not_failed");
    wait(&service, 60);
    service.post(&path, &other, Value::Null).await.refused(404, "not_found");
    for _ in 0..3 {
        assert_eq!(service.post(&path, &token, Value::Null).await.status, 202);
        wait(&service, 60);
    }
    service.post(&path, &token, Value::Null).await.refused(400, "retry_limit_reached");
    assert_eq!(latest(&service, &token).await["retryCount"], 3);
    service.post("/api/generate/none/retry", &token, Value::Null).await.refused(404, "not_found");
    generate(&service, &token, "OPENAI", "image", "A house").await;
    wait(&service, 60);
    let done = latest(&service, &token).await;
    let path = format!("/api/generate/{}/retry", done["id"].as_str().expect("an id"));
    service.post(&path, &token, Value::Null).await.refused(400, "job_not_failed");
}

#[tokio::test]
async fn a_provider_must_be_connected_and_on() {
    let service = Service::start(World::Empty);
    let token = artist(&service, "careless").await;
    let failed = generate(&service, &token, "OPENAI", "image", "A castle [fail: key]").await.text("/jobId");
    wait(&service, 60);
    service.patch("/api/settings/services/OPENAI", &token, json!({ "isActive": false })).await;
    generate(&service, &token, "OPENAI", "image", "A castle").await.refused(400, "service_inactive");
    service.delete("/api/settings/services/OPENAI", &token).await;
    generate(&service, &token, "OPENAI", "image", "A castle").await.refused(400, "service_not_connected");
    service.post(&format!("/api/generate/{failed}/retry"), &token, Value::Null).await.refused(400, "service_not_connected");
    service.delete("/api/settings/services/ELEVENLABS", &token).await;
    service.get("/api/generate/voices", &token).await.refused(400, "service_not_connected");
}

#[tokio::test]
async fn wishes_are_checked() {
    let service = Service::start(World::Empty);
    let token = artist(&service, "sloppy").await;
    let wish = json!({ "provider": "RUNWARE", "generationType": "image", "prompt": "A castle" });
    let changed = |name: &str, value: Value| {
        let mut wish = wish.clone();
        wish[name] = value;
        wish
    };
    for (field, value) in [
        ("provider", json!("STABILITY")),
        ("provider", Value::Null),
        ("generationType", json!("hologram")),
        ("prompt", json!(" ")),
        ("prompt", json!("é".repeat(1001))),
        ("prompt", json!(7)),
        ("content", json!("é".repeat(501))),
        ("model", json!("gpt-image-1")),
        ("params", json!("wide")),
    ] {
        service.post("/api/generate", &token, changed(field, value)).await.refused_field(field);
    }
    for (name, value) in [("width", json!(100)), ("width", json!("1024")), ("height", json!(4096))] {
        let answer = service.post("/api/generate", &token, changed("params", json!({ name: value }))).await;
        answer.refused_field(&format!("params.{name}"));
    }
    let unsupported = service.post("/api/generate", &token, changed("generationType", json!("music"))).await;
    unsupported.refused(400, "unsupported_generation_type");
    let legacy = service.post("/api/generate", &token, changed("provider", json!("FAL_AI"))).await;
    legacy.refused(400, "unsupported_generation_type");
    for good in [
        changed("prompt", json!("é".repeat(1000))),
        changed("content", json!("")),
        changed("params", json!({ "width": 512, "steps": 30, "height": null })),
    ] {
        assert_eq!(service.post("/api/generate", &token, good).await.status, 202);
    }
}

#[tokio::test]
async fn lists_are_asked_for_correctly_and_with_a_token() {
    let service = Service::start(World::Empty);
    let token = artist(&service, "asker").await;
    for (path, field) in [
        ("/api/generate/history?type=hologram", "type"),
        ("/api/generate/history?provider=X", "provider"),
        ("/api/generate/history?status=lost", "status"),
        ("/api/generate/history?limit=0", "limit"),
        ("/api/generate/history?cursor=x", "cursor"),
        ("/api/generate/models?provider=OPENAI", "type"),
        ("/api/generate/models?type=image", "provider"),
        ("/api/generate/models?provider=OPENAI&type=x", "type"),
        ("/api/generate/voices?provider=OPENAI", "provider"),
    ] {
        service.get(path, &token).await.refused_field(field);
    }
    for (method, path) in [
        (Method::POST, "/api/generate"),
        (Method::GET, "/api/generate/pending"),
        (Method::GET, "/api/generate/history"),
        (Method::GET, "/api/generate/models?provider=OPENAI&type=image"),
        (Method::GET, "/api/generate/voices"),
        (Method::POST, "/api/generate/x/retry"),
    ] {
        service.call(method, path, "", json!({})).await.refused(401, "unauthorized");
    }
}

//! Registration and tokens.

use crate::support::Service;
use axum::body::Body;
use axum::http::{Request, header};
use sandbox::World;
use sandbox::dialect::Dialect;
use serde_json::{Value, json};

fn refresh(token: &str) -> Value {
    json!({ "grant_type": "refresh_token", "refresh_token": token })
}

#[tokio::test]
async fn registration_gives_credentials_that_sign_in() {
    let service = Service::start(World::Empty);
    let body =
        json!({ "handle": "my_agent", "name": "My Agent", "bio": "Helps", "agentType": "ASSISTANT", "websiteUrl": "https://example.com" });
    let answer = service.post("/api/auth/register", "", body).await;
    assert_eq!(answer.status, 201);
    assert_eq!((answer.text("/handle"), answer.text("/name")), ("my_agent".into(), "My Agent".into()));
    let token = service.token(&answer.text("/clientId"), &answer.text("/clientSecret")).await;
    assert_eq!(token.status, 200);
    assert!(token.text("/access_token").starts_with("iat_") && token.text("/refresh_token").starts_with("iar_"));
    assert_eq!((token.json["expires_in"].as_u64(), token.header("cache-control")), (Some(3600), "no-store"));
    assert_eq!((token.text("/token_type"), token.text("/scope")), ("Bearer".into(), "read write".into()));
}

#[tokio::test]
async fn registration_names_every_wrong_field() {
    let service = Service::start(World::Empty);
    for (field, body) in [
        ("handle", json!({ "name": "A" })),
        ("handle", json!({ "handle": "ab", "name": "A" })),
        ("handle", json!({ "handle": "My-Agent", "name": "A" })),
        ("handle", json!({ "handle": "@my_agent", "name": "A" })),
        ("handle", json!({ "handle": " my_agent ", "name": "A" })),
        ("handle", json!({ "handle": 5, "name": "A" })),
        ("name", json!({ "handle": "good_one" })),
        ("name", json!({ "handle": "good_one", "name": " " })),
        ("bio", json!({ "handle": "good_one", "name": "A", "bio": "x".repeat(501) })),
        ("agentType", json!({ "handle": "good_one", "name": "A", "agentType": "ROBOT" })),
        ("websiteUrl", json!({ "handle": "good_one", "name": "A", "websiteUrl": "javascript:alert(1)" })),
        ("avatarUrl", json!({ "handle": "good_one", "name": "A", "avatarUrl": "ftp://x" })),
    ] {
        service.post("/api/auth/register", "", body).await.refused_field(field);
    }
    let both = service.post("/api/auth/register", "", json!({})).await;
    both.refused_field("handle");
    both.refused_field("name");
}

#[tokio::test]
async fn bodies_that_are_no_json_object_are_refused_in_words() {
    let service = Service::start(World::Empty);
    for text in ["{", "[]", "\"x\"", "null", "\u{0}", "{\"handle\": \"a\"} x"] {
        let request = Request::post("/api/auth/register").header(header::CONTENT_TYPE, "application/json").body(Body::from(text));
        service.send(request.expect("a request")).await.refused(400, "invalid_json");
    }
    let huge = Request::post("/api/auth/register").body(Body::from(vec![b' '; 3 << 20])).expect("a request");
    service.send(huge).await.refused(413, "payload_too_large");
}

#[tokio::test]
async fn a_handle_is_given_once() {
    let service = Service::start(World::Empty);
    service.agent("first_one").await;
    let answer = service.post("/api/auth/register", "", json!({ "handle": "first_one", "name": "B" })).await;
    answer.refused(409, "handle_taken");
    assert_eq!(answer.json["details"][0]["field"], "handle");
}

#[tokio::test]
async fn wrong_credentials_are_refused_as_oauth_words_it() {
    let service = Service::start(World::Empty);
    let agent = service.agent("some_agent").await;
    for (id, secret) in [(agent.client_id.as_str(), "wrong"), ("wrong", agent.client_secret.as_str())] {
        let answer = service.token(id, secret).await;
        answer.refused(401, "invalid_client");
        assert_eq!(answer.text("/error_description"), answer.text("/message"));
    }
    for (error, body) in [
        ("invalid_request", json!({})),
        ("invalid_request", json!({ "grant_type": "client_credentials", "client_id": "x" })),
        ("invalid_request", json!({ "grant_type": "refresh_token" })),
        ("unsupported_grant_type", json!({ "grant_type": "password" })),
        ("invalid_grant", refresh("iar_unknown")),
        ("invalid_json", json!([1])),
    ] {
        let answer = service.post("/api/auth/token", "", body).await;
        answer.refused(400, error);
        assert!(answer.json["error_description"].is_string());
    }
}

#[tokio::test]
async fn forms_are_taken_as_oauth_clients_send_them() {
    let service = Service::start(World::Empty);
    let agent = service.agent("form_agent").await;
    let form = format!("grant_type=client_credentials&client_id={}&client_secret={}", agent.client_id, agent.client_secret);
    let request = Request::post("/api/auth/token").header(header::CONTENT_TYPE, "application/x-www-form-urlencoded").body(Body::from(form));
    assert_eq!(service.send(request.expect("a request")).await.status, 200);
}

#[tokio::test]
async fn tokens_last_an_hour() {
    let service = Service::start(World::Empty);
    let agent = service.agent("hourly").await;
    service.app().clock().advance(3_590_000);
    assert_eq!(service.get("/api/agents/me", &agent.token).await.status, 200);
    service.app().clock().advance(11_000);
    service.get("/api/agents/me", &agent.token).await.refused(401, "invalid_token");
    let again = service.post("/api/auth/token", "", refresh(&agent.refresh_token)).await;
    assert_eq!(service.get("/api/agents/me", &again.text("/access_token")).await.status, 200);
}

#[tokio::test]
async fn refresh_tokens_rotate_with_a_short_grace() {
    let service = Service::start(World::Empty);
    let agent = service.agent("rotating").await;
    let first = service.post("/api/auth/token", "", refresh(&agent.refresh_token)).await;
    assert_eq!(first.status, 200);
    assert_ne!(first.text("/refresh_token"), agent.refresh_token);
    service.app().clock().advance(9_000);
    let twin = service.post("/api/auth/token", "", refresh(&agent.refresh_token)).await;
    assert_eq!(twin.status, 200, "two tabs may refresh at once");
    service.app().clock().advance(2_000);
    service.post("/api/auth/token", "", refresh(&agent.refresh_token)).await.refused(400, "invalid_grant");
    assert_eq!(service.post("/api/auth/token", "", refresh(&first.text("/refresh_token"))).await.status, 200);
    service.app().clock().advance(31 * 86_400_000);
    service.post("/api/auth/token", "", refresh(&twin.text("/refresh_token"))).await.refused(400, "invalid_grant");
}

#[tokio::test]
async fn requests_without_a_good_token_are_refused() {
    let service = Service::start(World::Empty);
    service.get("/api/feed", "").await.refused(401, "unauthorized");
    service.get("/api/feed", "iat_unknown").await.refused(401, "invalid_token");
    service.get("/api/posts", "iat_unknown").await.refused(401, "invalid_token");
    assert_eq!(service.get("/api/posts", "").await.status, 200);
    let basic = Request::get("/api/posts").header(header::AUTHORIZATION, "Basic x").body(Body::empty()).expect("a request");
    service.send(basic).await.refused(401, "invalid_token");
}

#[tokio::test]
async fn only_hashes_are_stored() {
    let service = Service::start(World::Empty);
    let agent = service.agent("hashed").await;
    let image = service.app().store().database.image().expect("the database");
    for secret in [&agent.client_secret, &agent.token, &agent.refresh_token] {
        assert!(!image.windows(secret.len()).any(|bytes| bytes == secret.as_bytes()));
    }
}

#[tokio::test]
async fn the_wrapped_dialect_registers_in_other_spellings() {
    let service = Service::speaking(World::Empty, Dialect::Wrapped);
    let answer = service.post("/api/auth/register", "", json!({ "handle": "wrapped_one", "name": "W" })).await;
    assert!(answer.json["agent"]["client_id"].is_string(), "{}", answer.json);
    assert!(!service.agent("another_one").await.token.is_empty());
}

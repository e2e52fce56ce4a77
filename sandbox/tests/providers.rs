//! Connected providers: masked keys, switching, tests, refusals.

use crate::support::Service;
use axum::http::Method;
use sandbox::World;
use serde_json::{Value, json};

const SERVICES: &str = "/api/settings/services";
const KEY: &str = "sk-proj-0123456789abcdefWXYZ";

async fn connect(service: &Service, token: &str, provider: &str, key: &str) -> crate::support::Answer {
    service.post(SERVICES, token, json!({ "provider": provider, "apiKey": key })).await
}

#[tokio::test]
async fn a_key_is_stored_masked_and_replaced() {
    let service = Service::start(World::Empty);
    let token = service.agent("connector").await.token;
    let empty = service.get(SERVICES, &token).await;
    assert_eq!(empty.json["services"], json!([]));
    assert_eq!(empty.json["availableProviders"], json!(["OPENAI", "RUNWARE", "GOOGLE_GEMINI", "ELEVENLABS", "FAL_AI"]));

    let made = connect(&service, &token, "openai", &format!(" {KEY}\n")).await;
    assert_eq!((made.status.as_u16(), made.text("/provider"), made.text("/apiKey")), (201, "OPENAI".into(), "sk-p********WXYZ".into()));
    assert_eq!(made.json["isActive"], true);
    let again = connect(&service, &token, "OPENAI", "sk-proj-another-key-ABCD").await;
    assert_eq!((again.status.as_u16(), again.text("/apiKey"), &again.json["id"]), (200, "sk-p********ABCD".into(), &made.json["id"]));
    connect(&service, &token, "FAL_AI", "fal-0123456789abcdef").await;

    let listed = service.get(SERVICES, &token).await;
    let providers: Vec<&str> =
        listed.json["services"].as_array().expect("services").iter().filter_map(|item| item["provider"].as_str()).collect();
    assert_eq!(providers, ["OPENAI", "FAL_AI"]);
    assert!(!String::from_utf8_lossy(&listed.body).contains("another-key"), "the key is shown");
    let stored: Vec<u8> = service
        .app()
        .read(|db| Ok(db.query_row("SELECT sealed_key FROM connected_services WHERE provider = 'OPENAI'", [], |row| row.get(0))?))
        .await
        .expect("a row");
    assert!(!stored.windows(7).any(|bytes| bytes == b"another"), "the key is stored as it is");
    let other = service.agent("onlooker").await.token;
    assert_eq!(service.get(SERVICES, &other).await.json["services"], json!([]));
}

#[tokio::test]
async fn services_are_switched_and_disconnected() {
    let service = Service::start(World::Empty);
    let token = service.agent("switcher").await.token;
    connect(&service, &token, "RUNWARE", KEY).await;
    let path = format!("{SERVICES}/RUNWARE");
    let off = service.patch(&path, &token, json!({ "isActive": false })).await;
    assert_eq!((off.status.as_u16(), &off.json["isActive"]), (200, &json!(false)));
    assert_eq!(service.get(SERVICES, &token).await.json["services"][0]["isActive"], false);
    let renewed = connect(&service, &token, "RUNWARE", "rw-a-new-key-0123456789").await;
    assert_eq!(renewed.json["isActive"], true, "a new key switches it on");
    assert_eq!(service.delete(&path, &token).await.status, 204);
    service.delete(&path, &token).await.refused(404, "not_found");
    assert_eq!(service.get(SERVICES, &token).await.json["services"], json!([]));
}

#[tokio::test]
async fn keys_are_tested() {
    let service = Service::start(World::Empty);
    let token = service.agent("tester").await.token;
    let path = format!("{SERVICES}/OPENAI/test");
    service.post(&path, &token, Value::Null).await.refused(404, "not_found");
    connect(&service, &token, "OPENAI", KEY).await;
    let good = service.post(&path, &token, Value::Null).await;
    assert_eq!((good.status.as_u16(), good.json), (200, json!({ "success": true, "message": "API key is valid" })));
    for (key, words) in [("sk-invalid-0123456789", "Invalid"), ("sk-quota-0123456789", "quota"), ("sk-restricted-0123456789", "allow")] {
        connect(&service, &token, "OPENAI", key).await;
        let bad = service.post(&path, &token, Value::Null).await;
        assert_eq!((bad.status.as_u16(), &bad.json["success"]), (200, &json!(false)));
        assert!(bad.text("/message").contains(words), "{}", bad.json);
        assert!(!bad.text("/message").contains(key), "the key is told");
    }
}

#[tokio::test]
async fn what_is_wrong_is_refused() {
    let service = Service::start(World::Empty);
    let token = service.agent("mistaken").await.token;
    connect(&service, &token, "STABILITY", KEY).await.refused_field("provider");
    for key in ["", "  ", "sk with spaces", &"x".repeat(513), "sk-p********WXYZ"] {
        connect(&service, &token, "OPENAI", key).await.refused_field("apiKey");
    }
    let nothing = service.post(SERVICES, &token, json!({})).await;
    nothing.refused_field("provider");
    nothing.refused_field("apiKey");
    let path = format!("{SERVICES}/OPENAI");
    service.patch(&path, &token, json!({ "isActive": true })).await.refused(404, "not_found");
    service.patch(&path, &token, json!({})).await.refused_field("isActive");
    service.patch(&path, &token, json!({ "isActive": "yes" })).await.refused_field("isActive");
    service.delete(&format!("{SERVICES}/%2e%2e%2f"), &token).await.refused(404, "not_found");
    for (method, path) in [
        (Method::GET, SERVICES.to_owned()),
        (Method::POST, SERVICES.to_owned()),
        (Method::PATCH, path.clone()),
        (Method::DELETE, path.clone()),
        (Method::POST, format!("{path}/test")),
    ] {
        service.call(method, &path, "", json!({})).await.refused(401, "unauthorized");
    }
}
